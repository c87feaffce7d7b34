import { LRUCache } from 'lru-cache';
import type { Cloud } from '../cloud.ts';
import type { Hint } from './hint-hub.ts';

/** Which account a UUID means. Webhooks name accounts by UUID only, users know theirs by name and domain. */
export class AccountNames {
  readonly #cloud: () => Promise<Cloud>;
  readonly #names = new LRUCache<string, { account: string; domainId: string } | Record<string, never>>({ max: 5000, ttl: 3_600_000 });

  /** @param cloud CloudStack through the eyes of somebody who sees all accounts */
  constructor(cloud: () => Promise<Cloud>) {
    this.#cloud = cloud;
  }

  /** The hint with the account's name; as it is where that cannot be told. */
  async named(hint: Hint): Promise<Hint> {
    if (hint.accountId === undefined) return hint;
    const known = this.#names.get(hint.accountId) ?? (await this.#ask(hint.accountId));
    return { ...hint, ...known };
  }

  async #ask(id: string): Promise<{ account: string; domainId: string } | Record<string, never>> {
    try {
      const { rows } = await (await this.#cloud()).list('listAccounts', { id, listall: true });
      const [row] = rows;
      const found = row?.name !== undefined && row.domainid !== undefined ? { account: row.name, domainId: row.domainid } : {};
      this.#names.set(id, found);
      return found;
    } catch {
      return {};
    }
  }
}
