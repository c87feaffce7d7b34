import Trash2 from '@lucide/svelte/icons/trash-2';
import type { Client } from '@urql/core';
import { m } from '#lib/paraglide/messages.js';
import type { ActionItem } from '#lib/ui/action.ts';
import { actionItems } from '#lib/ui/actions-of.ts';
import type { KeyRowData } from './ssh-key-documents.ts';

/** A question that stands open. */
export type Asked = { kind: 'add' } | { kind: 'delete'; target: KeyRowData };

/** What can be done to SSH keys; `<KeyDialogs>` asks first. */
export class KeyActions {
  readonly #client: () => Client;
  asked: Asked | null = $state.raw(null);

  constructor(client: () => Client) {
    this.#client = client;
  }

  get client(): Client {
    return this.#client();
  }

  /** The open question is answered, or waved away. */
  close(): void {
    this.asked = null;
  }

  add(): void {
    this.asked = { kind: 'add' };
  }

  items(target: KeyRowData): ActionItem[] {
    const run = () => {
      this.asked = { kind: 'delete', target };
    };
    return actionItems(target.actions, [['DELETE', { label: m.resource_delete(), icon: Trash2, danger: true, run }]]);
  }
}
