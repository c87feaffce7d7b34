import Link from '@lucide/svelte/icons/link';
import Server from '@lucide/svelte/icons/server';
import Trash2 from '@lucide/svelte/icons/trash-2';
import type { Client } from '@urql/core';
import { act } from '#lib/graph/act.ts';
import { actOnAll, tellRefusals } from '#lib/graph/act-on-all.ts';
import { m } from '#lib/paraglide/messages.js';
import type { ActionItem } from '#lib/ui/action.ts';
import { able, actionItems, bulkReason } from '#lib/ui/actions-of.ts';
import { DeleteIso, type IsoRowData } from './iso-documents.ts';

/** What the actions need to know of an ISO. */
export type ActionIso = Pick<IsoRowData, 'id' | 'name' | 'isReady' | 'isBootable' | 'zone' | 'actions'>;

/** A question that stands open. */
export interface Asked {
  kind: 'attach' | 'delete';
  targets: ActionIso[];
}

/** What can be done to ISOs; `<IsoDialogs>` asks what is to be asked first. */
export class IsoActions {
  readonly #client: () => Client;
  /** Several were acted on: they need no longer be chosen. */
  readonly #onBulk: (() => void) | undefined;
  asked: Asked | null = $state.raw(null);

  constructor(client: () => Client, { onBulk }: { onBulk?: () => void } = {}) {
    this.#client = client;
    this.#onBulk = onBulk;
  }

  get client(): Client {
    return this.#client();
  }

  /** The open question is answered, or waved away. */
  close(): void {
    this.asked = null;
  }

  items(iso: ActionIso): ActionItem[] {
    const ask = (kind: Asked['kind']) => () => {
      this.asked = { kind, targets: [iso] };
    };
    const disabledReason = iso.isReady ? null : m.iso_not_ready();
    const deploy: ActionItem[] = iso.isBootable
      ? [{ id: 'deploy', label: m.instance_deploy(), icon: Server, href: `/instances/deploy?iso=${iso.id}`, disabledReason }]
      : [];
    return [
      { id: 'attach', label: m.iso_attach(), icon: Link, run: ask('attach'), disabledReason },
      ...deploy,
      ...actionItems(iso.actions, [
        ['DELETE', { label: m.resource_delete(), icon: Trash2, danger: true, separated: true, run: ask('delete') }],
      ]),
    ];
  }

  bulk(isos: ActionIso[]): ActionItem[] {
    const run = () => {
      this.asked = { kind: 'delete', targets: able(isos, 'DELETE') };
    };
    return [{ id: 'delete', label: m.resource_delete(), icon: Trash2, danger: true, disabledReason: bulkReason(isos, 'DELETE'), run }];
  }

  async delete(isos: readonly ActionIso[]): Promise<void> {
    const title = m.resource_delete();
    if (isos.length > 1) this.#onBulk?.();
    const refused = await actOnAll(isos, (iso) =>
      act(this.client, DeleteIso, { input: { id: iso.id } }, { title: `${title} · ${iso.name}` }),
    );
    tellRefusals(isos.length === 1 && isos[0] ? `${title} · ${isos[0].name}` : title, isos.length, refused);
  }
}
