import History from '@lucide/svelte/icons/history';
import Trash2 from '@lucide/svelte/icons/trash-2';
import type { Client } from '@urql/core';
import { act } from '#lib/graph/act.ts';
import { actOnAll, tellRefusals } from '#lib/graph/act-on-all.ts';
import { m } from '#lib/paraglide/messages.js';
import type { ActionItem } from '#lib/ui/action.ts';
import { able, actionItems, bulkReason } from '#lib/ui/actions-of.ts';
import { DeleteInstanceSnapshot, type InstanceSnapshotRowData, RevertInstanceSnapshot } from './instance-snapshot-documents.ts';

/** What the actions need to know of a snapshot of an instance. */
export type ActionInstanceSnapshot = Pick<InstanceSnapshotRowData, 'id' | 'name' | 'virtualMachine' | 'actions'>;

/** A question that stands open. */
export interface Asked {
  kind: 'revert' | 'delete';
  targets: ActionInstanceSnapshot[];
}

/** What can be done to snapshots of instances; both ask first, since something is lost. */
export class InstanceSnapshotActions {
  readonly #client: () => Client;
  /** Several were acted on: they need no longer be chosen. */
  readonly #onBulk: (() => void) | undefined;
  asked: Asked | null = $state.raw(null);

  constructor(client: () => Client, { onBulk }: { onBulk?: () => void } = {}) {
    this.#client = client;
    this.#onBulk = onBulk;
  }

  /** The open question is answered, or waved away. */
  close(): void {
    this.asked = null;
  }

  items(snapshot: ActionInstanceSnapshot): ActionItem[] {
    const ask = (kind: Asked['kind']) => () => {
      this.asked = { kind, targets: [snapshot] };
    };
    return actionItems(snapshot.actions, [
      ['REVERT', { label: m.snapshot_revert(), icon: History, run: ask('revert') }],
      ['DELETE', { label: m.resource_delete(), icon: Trash2, danger: true, separated: true, run: ask('delete') }],
    ]);
  }

  bulk(snapshots: ActionInstanceSnapshot[]): ActionItem[] {
    const run = () => {
      this.asked = { kind: 'delete', targets: able(snapshots, 'DELETE') };
    };
    return [{ id: 'delete', label: m.resource_delete(), icon: Trash2, danger: true, disabledReason: bulkReason(snapshots, 'DELETE'), run }];
  }

  async revert(snapshot: ActionInstanceSnapshot): Promise<void> {
    const title = `${m.snapshot_revert()} · ${snapshot.name}`;
    const refused = await actOnAll([snapshot], () =>
      act(this.#client(), RevertInstanceSnapshot, { input: { id: snapshot.id } }, { title }),
    );
    tellRefusals(title, 1, refused);
  }

  async delete(snapshots: readonly ActionInstanceSnapshot[]): Promise<void> {
    const title = m.resource_delete();
    if (snapshots.length > 1) this.#onBulk?.();
    const refused = await actOnAll(snapshots, (each) =>
      act(this.#client(), DeleteInstanceSnapshot, { input: { id: each.id } }, { title: `${title} · ${each.name}` }),
    );
    tellRefusals(snapshots.length === 1 && snapshots[0] ? `${title} · ${snapshots[0].name}` : title, snapshots.length, refused);
  }
}
