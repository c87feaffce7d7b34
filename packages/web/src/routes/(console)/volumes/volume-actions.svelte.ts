import Camera from '@lucide/svelte/icons/camera';
import Link from '@lucide/svelte/icons/link';
import Scaling from '@lucide/svelte/icons/scaling';
import Trash2 from '@lucide/svelte/icons/trash-2';
import Unlink from '@lucide/svelte/icons/unlink';
import type { Client } from '@urql/core';
import { act } from '#lib/graph/act.ts';
import { actOnAll, type Done, tellRefusals } from '#lib/graph/act-on-all.ts';
import { m } from '#lib/paraglide/messages.js';
import type { ActionItem } from '#lib/ui/action.ts';
import { able, actionItems, bulkReason } from '#lib/ui/actions-of.ts';
import type { VolumeRowData } from './volume-documents.ts';
import { DeleteVolume, DetachVolume } from './volume-mutations.ts';

/** What the actions need to know of a volume. */
export type ActionVolume = Pick<
  VolumeRowData,
  'id' | 'uuid' | 'name' | 'kind' | 'sizeBytes' | 'zone' | 'diskOffering' | 'virtualMachine' | 'actions'
>;

/** A question that stands open. */
export interface Asked {
  kind: 'attach' | 'detach' | 'resize' | 'snapshot' | 'delete';
  targets: ActionVolume[];
}

/** Where a volume lives in the portal. */
export const volumeHref = (volume: { uuid: string }): string => `/volumes/${volume.uuid}`;

/** What can be done to volumes; `<VolumeDialogs>` asks what is to be asked first. */
export class VolumeActions {
  readonly #client: () => Client;
  readonly onDeleted: (() => void) | undefined;
  /** Several were acted on: they need no longer be chosen. */
  readonly #onBulk: (() => void) | undefined;
  asked: Asked | null = $state.raw(null);

  constructor(client: () => Client, { onDeleted, onBulk }: { onDeleted?: () => void; onBulk?: () => void } = {}) {
    this.#client = client;
    this.onDeleted = onDeleted;
    this.#onBulk = onBulk;
  }

  get client(): Client {
    return this.#client();
  }

  /** The open question is answered, or waved away. */
  close(): void {
    this.asked = null;
  }

  /** Everything for one volume, in the order of menus. */
  items(volume: ActionVolume): ActionItem[] {
    const ask = (kind: Asked['kind']) => () => {
      this.asked = { kind, targets: [volume] };
    };
    const attached = volume.virtualMachine !== null;
    return actionItems(volume.actions, [
      attached
        ? ['DETACH', { label: m.volume_detach(), icon: Unlink, run: ask('detach') }]
        : ['ATTACH', { label: m.volume_attach(), icon: Link, run: ask('attach') }],
      ['SNAPSHOT', { label: m.volume_snapshot(), icon: Camera, run: ask('snapshot') }],
      ['RESIZE', { label: m.volume_resize(), icon: Scaling, run: ask('resize') }],
      ['DELETE', { label: m.volume_delete(), icon: Trash2, danger: true, separated: true, run: ask('delete') }],
    ]);
  }

  /** What can be done to several at once: to those of them that can take it. */
  bulk(volumes: ActionVolume[]): ActionItem[] {
    const ask = (kind: Asked['kind'], name: string) => () => {
      this.asked = { kind, targets: able(volumes, name) };
    };
    return [
      { id: 'detach', label: m.volume_detach(), icon: Unlink, disabledReason: bulkReason(volumes, 'DETACH'), run: ask('detach', 'DETACH') },
      {
        id: 'delete',
        label: m.volume_delete(),
        icon: Trash2,
        danger: true,
        disabledReason: bulkReason(volumes, 'DELETE'),
        run: ask('delete', 'DELETE'),
      },
    ];
  }

  detach(volumes: readonly ActionVolume[]): Promise<void> {
    return this.#each(m.volume_detach(), volumes, (volume, about) => act(this.client, DetachVolume, { input: { id: volume.id } }, about));
  }

  delete(volumes: readonly ActionVolume[]): Promise<void> {
    return this.#each(m.volume_delete(), volumes, (volume, about) => act(this.client, DeleteVolume, { input: { id: volume.id } }, about));
  }

  async #each(
    word: string,
    volumes: readonly ActionVolume[],
    run: (volume: ActionVolume, about: { title: string; href: string }) => Promise<Done>,
  ): Promise<void> {
    if (volumes.length > 1) this.#onBulk?.();
    const refused = await actOnAll(volumes, (volume) => run(volume, { title: `${word} · ${volume.name}`, href: volumeHref(volume) }));
    tellRefusals(volumes.length === 1 && volumes[0] ? `${word} · ${volumes[0].name}` : word, volumes.length, refused);
  }
}
