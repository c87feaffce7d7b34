import type { ListCommand } from '@cloudstack-graph/client';
import type { Services } from '../context.ts';
import type { Identity } from '../identity/identity.ts';
import { IndexKeeper } from './index-keeper.ts';
import type { IndexedResource, OwnedKeys } from './indexed-resource.ts';

// biome-ignore lint/suspicious/noExplicitAny: indexes of all kinds of resources stand side by side here
type AnyKeeper = IndexKeeper<any, any, any>;

export interface IndexStoreOptions {
  /** Most memory that indexes take together, in bytes. */
  readonly maxBytes?: number;
  /** An index that nobody has asked for goes after this, in milliseconds. */
  readonly idleMs?: number;
}

const sweepMs = 15_000;

/** The indexes of all identities. The identity that was least recently asked for goes first when memory is short. */
export class IndexStore {
  readonly #options: Required<IndexStoreOptions>;
  readonly #users = new Map<string, { readonly keepers: Map<string, AnyKeeper>; usedAt: number }>();
  #services: Services | undefined;
  #sweeping: { cancel(): void } | undefined;

  constructor(options: IndexStoreOptions = {}) {
    this.#options = { maxBytes: options.maxBytes ?? 256 * 1024 * 1024, idleMs: options.idleMs ?? 5 * 60_000 };
  }

  start(services: Services): void {
    this.#services = services;
    this.#sweepLater();
  }

  /** Figures for /metrics. */
  stats(): { readonly identities: number; readonly rows: number; readonly bytes: number } {
    let rows = 0;
    for (const { keepers } of this.#users.values()) for (const { index } of keepers.values()) rows += index.size;
    return { identities: this.#users.size, rows, bytes: this.#bytes() };
  }

  /** The index of a kind of resource of an identity; made when there is none. */
  of<C extends ListCommand, K extends OwnedKeys, Order extends string>(
    identity: Identity,
    resource: IndexedResource<C, K, Order>,
    variant: string,
  ): IndexKeeper<C, K, Order> {
    const services = this.#services;
    const live = services?.live.resources.get(resource.typename);
    if (!services || !live) throw new Error(`${resource.typename} is not followed live`);
    const user = this.#users.get(identity.key) ?? { keepers: new Map<string, AnyKeeper>(), usedAt: 0 };
    user.usedAt = services.live.clock.now();
    this.#users.delete(identity.key);
    this.#users.set(identity.key, user);
    const name = `${resource.typename} ${variant}`;
    const known = user.keepers.get(name);
    if (known) return known as IndexKeeper<C, K, Order>;
    const made = new IndexKeeper<C, K, Order>({
      resource,
      live,
      variant,
      identity,
      cohort: services.live.cohort(identity),
      clock: services.live.clock,
      ended: () => {
        user.keepers.delete(name);
        if (user.keepers.size === 0 && this.#users.get(identity.key) === user) this.#users.delete(identity.key);
      },
      failed: (error) => services.log.debug({ err: error, user: identity.username }, 'an index could not be read'),
    });
    user.keepers.set(name, made);
    this.#makeRoom(identity.key);
    return made;
  }

  close(): void {
    this.#sweeping?.cancel();
    for (const key of [...this.#users.keys()]) this.#drop(key);
  }

  #bytes(): number {
    let bytes = 0;
    for (const { keepers } of this.#users.values()) for (const { index } of keepers.values()) bytes += index.bytes;
    return bytes;
  }

  #makeRoom(except: string): void {
    for (const key of [...this.#users.keys()]) {
      if (this.#bytes() <= this.#options.maxBytes) return;
      if (key !== except) this.#drop(key);
    }
  }

  #drop(key: string): void {
    for (const keeper of this.#users.get(key)?.keepers.values() ?? []) keeper.stop();
    this.#users.delete(key);
  }

  #sweepLater(): void {
    const clock = this.#services?.live.clock;
    this.#sweeping = clock?.schedule(sweepMs, () => {
      for (const [key, { usedAt }] of [...this.#users]) if (clock.now() - usedAt > this.#options.idleMs) this.#drop(key);
      const [latest = ''] = [...this.#users.keys()].slice(-1);
      this.#makeRoom(latest);
      this.#sweepLater();
    });
  }
}
