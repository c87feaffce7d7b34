import { LRUCache } from 'lru-cache';

/** How long something may be served. */
export interface Freshness {
  /** Served without asking again, in milliseconds. */
  freshMs: number;
  /** Served at once while a newer one is fetched, in milliseconds after that. */
  staleMs: number;
}

/** Reference data: offerings, zones, OS types. Fresh for a minute, stale for ten more while it is refetched. */
export const REFERENCE: Freshness = { freshMs: 60_000, staleMs: 600_000 };
/** Data that changes now and then by the user's own doing: networks, project memberships. */
export const SLOW: Freshness = { freshMs: 10_000, staleMs: 50_000 };

/** Begins the keys of what a user's own doing, or an event, may change: forgotten then ({@link SharedCache.changed}). */
export const CHANGING = 'changing ';

interface Entry {
  value: unknown;
  bytes: number;
  freshUntil: number;
}

interface Fetching {
  fetch: () => Promise<unknown>;
  freshness: Freshness;
  /** Identity and key under which other replicas find it; absent: it stays here. */
  shared?: readonly [identity: string, key: string];
}

/** Where replicas leave JSON for each other; a failure is a miss. */
export interface SecondLevel {
  get(identity: string, key: string): Promise<string | undefined>;
  set(identity: string, key: string, text: string, ms: number): void;
  forget(identity: string): void;
}

/** Key of what CloudStack gives to all callers alike. Only for data without owner, like OS types and event types. */
export const EVERYONE = '*';

/**
 * Values kept across requests, for one identity or (reference data without owner) for all.
 * Stale-while-revalidate: within `freshMs` no call, then for `staleMs` the old value at once and a call behind it.
 * Identical fetches in flight are one.
 */
export class SharedCache {
  readonly #entries: LRUCache<string, Entry, Fetching>;
  readonly #revalidating = new Set<string>();
  /** Keys that are being fetched; the store does not list them. */
  readonly #fetching = new Map<string, number>();
  readonly #now: () => number;
  readonly #second: SecondLevel | undefined;
  #hits = 0;
  #misses = 0;

  constructor(options: { maxBytes?: number; now?: () => number; second?: SecondLevel | undefined } = {}) {
    this.#now = options.now ?? Date.now;
    this.#second = options.second;
    this.#entries = new LRUCache<string, Entry, Fetching>({
      maxSize: options.maxBytes ?? 64 * 1024 * 1024,
      sizeCalculation: (entry) => entry.bytes,
      ttl: 1,
      perf: { now: this.#now },
      ttlResolution: 0,
      // who asked before something was forgotten gets what was on its way, but it is not kept
      ignoreFetchAbort: true,
      fetchMethod: async (key, _stale, { context, options: store }) => {
        this.#fetching.set(key, (this.#fetching.get(key) ?? 0) + 1);
        try {
          const { value, freshUntil } = await this.#fetch(context);
          store.ttl = Math.max(1, freshUntil - this.#now() + context.freshness.staleMs);
          return { value, bytes: weigh(value), freshUntil };
        } finally {
          const others = (this.#fetching.get(key) ?? 1) - 1;
          if (others > 0) this.#fetching.set(key, others);
          else this.#fetching.delete(key);
        }
      },
    });
  }

  /**
   * The value under `identity` and `key`, fetched when it is missing.
   * @param identity `Identity.key`, or {@link EVERYONE}
   * @param share whether other replicas may have it: it is then plain JSON
   */
  async get<T>(identity: string, key: string, freshness: Freshness, fetch: () => Promise<T>, share = false): Promise<T> {
    const shared = share ? { shared: [identity, key] as const } : {};
    const full = `${identity}\n${key}`;
    const known = this.#entries.get(full);
    if (known) {
      this.#hits++;
      if (this.#now() >= known.freshUntil) this.#revalidate(full, { fetch, freshness, ...shared });
      return known.value as T;
    }
    this.#misses++;
    const entry = await this.#entries.forceFetch(full, { context: { fetch, freshness, ...shared } });
    return entry.value as T;
  }

  /** The value if it is there, without a call. */
  peek<T>(identity: string, key: string): T | undefined {
    return this.#entries.get(`${identity}\n${key}`)?.value as T | undefined;
  }

  /** Keeps a value that came by itself. */
  put(identity: string, key: string, value: unknown, ms: number): void {
    this.#entries.set(`${identity}\n${key}`, { value, bytes: weigh(value), freshUntil: this.#now() + ms }, { ttl: ms });
  }

  /** Something of an identity has changed: what may have changed with it is fetched anew. */
  changed(identity: string): void {
    this.forget(identity, CHANGING);
  }

  /** Forgets one key of an identity, or all its keys that begin with `prefix`. */
  forget(identity: string, prefix: string): void {
    if (prefix !== CHANGING) this.#second?.forget(identity);
    const start = `${identity}\n${prefix}`;
    for (const key of [...this.#entries.keys(), ...this.#fetching.keys()]) if (key.startsWith(start)) this.#entries.delete(key);
  }

  /** Figures for /metrics. */
  stats(): { hits: number; misses: number; entries: number; bytes: number } {
    return { hits: this.#hits, misses: this.#misses, entries: this.#entries.size, bytes: this.#entries.calculatedSize };
  }

  async #fetch({ fetch, freshness, shared }: Fetching): Promise<{ value: unknown; freshUntil: number }> {
    const theirs = shared && (await this.#second?.get(...shared));
    if (theirs !== undefined) {
      const left = JSON.parse(theirs) as { value: unknown; freshUntil: number };
      if (left.freshUntil > this.#now()) return left;
    }
    const mine = { value: await fetch(), freshUntil: this.#now() + freshness.freshMs };
    if (shared) this.#second?.set(...shared, JSON.stringify(mine), freshness.freshMs);
    return mine;
  }

  #revalidate(key: string, context: Fetching): void {
    if (this.#revalidating.has(key)) return;
    this.#revalidating.add(key);
    // A failed refresh keeps the stale value until it ends; the next reader after that meets the error.
    this.#entries
      .fetch(key, { context, forceRefresh: true, noDeleteOnFetchRejection: true, allowStaleOnFetchRejection: true })
      .catch(() => undefined)
      .finally(() => this.#revalidating.delete(key));
  }
}

/** A rough weight: what the value takes as JSON, doubled for objects. */
function weigh(value: unknown): number {
  return Math.max(1, (JSON.stringify(value)?.length ?? 1) * 2);
}
