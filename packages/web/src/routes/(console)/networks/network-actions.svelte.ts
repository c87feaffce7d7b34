import PencilLine from '@lucide/svelte/icons/pencil-line';
import RotateCw from '@lucide/svelte/icons/rotate-cw';
import Trash2 from '@lucide/svelte/icons/trash-2';
import type { Client } from '@urql/core';
import { m } from '#lib/paraglide/messages.js';
import type { ActionItem } from '#lib/ui/action.ts';
import { actionItems } from '#lib/ui/actions-of.ts';
import type { NetworkRowData } from './network-documents.ts';

/** What the actions need to know of a network. */
export type ActionNetwork = Pick<NetworkRowData, 'id' | 'uuid' | 'name' | 'displayText' | 'state' | 'actions'>;

/** A question that stands open. */
export interface Asked {
  kind: 'edit' | 'restart' | 'delete';
  target: ActionNetwork;
}

/** Where a network lives in the portal. */
export const networkHref = (network: { uuid: string }): string => `/networks/${network.uuid}`;

/** What can be done to a network; `<NetworkDialogs>` asks first, since each of them may cut somebody off or wants to know more. */
export class NetworkActions {
  readonly #client: () => Client;
  readonly onDeleted: (() => void) | undefined;
  asked: Asked | null = $state.raw(null);

  constructor(client: () => Client, { onDeleted }: { onDeleted?: () => void } = {}) {
    this.#client = client;
    this.onDeleted = onDeleted;
  }

  get client(): Client {
    return this.#client();
  }

  /** The open question is answered, or waved away. */
  close(): void {
    this.asked = null;
  }

  /** Everything for one network, in the order of menus. */
  items(network: ActionNetwork): ActionItem[] {
    const ask = (kind: Asked['kind']) => () => {
      this.asked = { kind, target: network };
    };
    return actionItems(network.actions, [
      ['UPDATE', { label: m.network_edit(), icon: PencilLine, run: ask('edit') }],
      ['RESTART', { label: m.network_do_restart(), icon: RotateCw, run: ask('restart') }],
      ['DELETE', { label: m.resource_delete(), icon: Trash2, danger: true, separated: true, run: ask('delete') }],
    ]);
  }
}
