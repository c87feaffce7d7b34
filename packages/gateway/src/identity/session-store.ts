import type { Session } from '@cloudstack-graph/client';
import { LRUCache } from 'lru-cache';

/** A portal session: CloudStack's session kept on this side, under a random id that the browser holds. */
export interface PortalSession {
  readonly cloudStack: Session;
  /** Milliseconds since 1970; the session ends then, used or not. */
  readonly endsAt: number;
}

/** Where portal sessions are kept. What is in it is as secret as passwords. */
export interface SessionStore {
  get(id: string): Promise<PortalSession | undefined>;
  set(id: string, session: PortalSession): Promise<void>;
  delete(id: string): Promise<void>;
  /** How many there are, where that is known; for /metrics. */
  readonly size: number | undefined;
}

/** Sessions in the memory of this process: they end with it. */
export class MemorySessionStore implements SessionStore {
  readonly #sessions: LRUCache<string, PortalSession>;
  readonly #now: () => number;

  constructor(options: { max?: number; now?: () => number } = {}) {
    this.#now = options.now ?? Date.now;
    this.#sessions = new LRUCache({ max: options.max ?? 100_000 });
  }

  async get(id: string): Promise<PortalSession | undefined> {
    const session = this.#sessions.get(id);
    if (!session || session.endsAt > this.#now()) return session;
    this.#sessions.delete(id);
    return undefined;
  }

  async set(id: string, session: PortalSession): Promise<void> {
    this.#sessions.set(id, session);
  }

  async delete(id: string): Promise<void> {
    this.#sessions.delete(id);
  }

  get size(): number {
    return this.#sessions.size;
  }
}
