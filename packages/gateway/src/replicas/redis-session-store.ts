import { MemorySessionStore, type PortalSession, type SessionStore } from '../identity/session-store.ts';
import type { RedisLink } from './redis-link.ts';
import { seal, sealedName, unseal } from './sealed.ts';

const keyOf = (id: string) => `{cloudstack-graph}:session:${sealedName(id)}`;

/**
 * Portal sessions that replicas share. This process keeps those it has seen, too: while Redis is away they go on here, and
 * what was begun or ended meanwhile is made up for when it is back.
 */
export class RedisSessionStore implements SessionStore {
  readonly #link: RedisLink;
  readonly #seen = new MemorySessionStore();
  readonly #unsaved = new Map<string, PortalSession>();
  readonly #undeleted = new Set<string>();
  readonly #now: () => number;

  constructor(link: RedisLink, now: () => number = Date.now) {
    this.#link = link;
    this.#now = now;
  }

  async get(id: string): Promise<PortalSession | undefined> {
    if (this.#undeleted.has(id)) return undefined;
    await this.#catchUp();
    const sealed = await this.#link.try((redis) => redis.get(keyOf(id)));
    // undefined: Redis is away; null: it knows of no such session
    if (sealed === undefined || this.#unsaved.has(id)) return this.#seen.get(id);
    const text = sealed === null ? undefined : unseal(id, sealed);
    if (text === undefined) {
      await this.#seen.delete(id);
      return undefined;
    }
    const session = JSON.parse(text) as PortalSession;
    // the same object each time: what hangs on it stays
    const seen = await this.#seen.get(id);
    if (seen && JSON.stringify(seen) === text) return seen;
    await this.#seen.set(id, session);
    return session;
  }

  async set(id: string, session: PortalSession): Promise<void> {
    await this.#seen.set(id, session);
    if (!(await this.#save(id, session))) this.#unsaved.set(id, session);
  }

  async delete(id: string): Promise<void> {
    await this.#seen.delete(id);
    this.#unsaved.delete(id);
    if ((await this.#link.try((redis) => redis.del(keyOf(id)))) === undefined) this.#undeleted.add(id);
  }

  /** Those that this process knows of. */
  get size(): number {
    return this.#seen.size;
  }

  async #save(id: string, session: PortalSession): Promise<boolean> {
    const left = session.endsAt - this.#now();
    if (left <= 0) return true;
    const done = await this.#link.try((redis) => redis.set(keyOf(id), seal(id, JSON.stringify(session)), 'PX', left));
    return done !== undefined;
  }

  async #catchUp(): Promise<void> {
    if (!this.#link.up || (this.#unsaved.size === 0 && this.#undeleted.size === 0)) return;
    for (const id of this.#undeleted) if ((await this.#link.try((redis) => redis.del(keyOf(id)))) !== undefined) this.#undeleted.delete(id);
    for (const [id, session] of this.#unsaved) if (await this.#save(id, session)) this.#unsaved.delete(id);
  }
}
