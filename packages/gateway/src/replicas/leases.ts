import { randomUUID } from 'node:crypto';
import type { RedisLink } from './redis-link.ts';

/** Takes or renews a lease; answers the fencing token, 0 when somebody else has it. */
const acquire = `
local holder = redis.call('get', KEYS[1])
if holder == ARGV[1] then
  redis.call('pexpire', KEYS[1], ARGV[2])
  return tonumber(redis.call('get', KEYS[2]) or '0')
end
if holder then return 0 end
redis.call('set', KEYS[1], ARGV[1], 'PX', ARGV[2])
redis.call('persist', KEYS[2])
return redis.call('incr', KEYS[2])`;

const release = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`;

export interface LeasesOptions {
  readonly link: RedisLink;
  /** How long a lease lasts that is not renewed, in milliseconds. It is renewed three times in that. */
  readonly leaseMs?: number;
  /** Told when a lease was got or lost. */
  readonly changed: (name: string) => void;
}

/**
 * Who does what among several processes. Each lease comes with a token that only grows: whoever acts on one that has
 * passed on shows an old token, and is refused. Without a Redis that answers everybody holds everything.
 */
export class Leases {
  readonly owner = randomUUID();
  readonly #link: RedisLink;
  readonly #leaseMs: number;
  readonly #changed: (name: string) => void;
  readonly #tokens = new Map<string, number>();
  readonly #timer: ReturnType<typeof setInterval>;
  #refused = false;
  #turn: Promise<void> = Promise.resolve();

  constructor(options: LeasesOptions) {
    this.#link = options.link;
    this.#leaseMs = options.leaseMs ?? 3000;
    this.#changed = options.changed;
    this.#timer = setInterval(() => this.renew(), this.#leaseMs / 3);
    this.#timer.unref();
  }

  /** Wants a lease, from now until {@link Leases.leave}. */
  want(name: string): void {
    if (this.#tokens.has(name)) return;
    this.#tokens.set(name, 0);
    this.renew();
  }

  async leave(name: string): Promise<void> {
    if (!this.#tokens.delete(name)) return;
    await this.#link.try((redis) => redis.eval(release, 1, leaseKey(name), this.owner));
  }

  /** Whether this process holds a lease, as far as it knows. */
  holds(name: string): boolean {
    return !this.#link.up || this.#refused || this.token(name) > 0;
  }

  /** Redis is reached, but gives no leases: it is full, or may only be read. */
  get refused(): boolean {
    return this.#refused;
  }

  /** The fencing token of a lease that is held, else 0. */
  token(name: string): number {
    return this.#tokens.get(name) ?? 0;
  }

  /** A lease has passed on: it was refused. */
  lost(name: string): void {
    this.#set(name, 0);
  }

  /** Lets go of a lease that is of no use here at the moment; it is wanted again with the next renewal. */
  async release(name: string): Promise<void> {
    this.#set(name, 0);
    await this.#link.try((redis) => redis.eval(release, 1, leaseKey(name), this.owner));
  }

  /** Renews what is held and tries for what is wanted, now. */
  renew(): Promise<void> {
    this.#turn = this.#turn.then(() => this.#renewAll());
    return this.#turn;
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all([...this.#tokens.keys()].map((name) => this.leave(name)));
  }

  async #renewAll(): Promise<void> {
    if (!this.#link.up || this.#tokens.size === 0) return;
    const names = [...this.#tokens.keys()];
    const answers = await this.#link.try((redis) => {
      const pipeline = redis.pipeline();
      for (const name of names) pipeline.eval(acquire, 2, leaseKey(name), fenceKey(name), this.owner, this.#leaseMs);
      return pipeline.exec();
    });
    const before = this.#refused;
    this.#refused = answers === undefined || answers === null || answers.some(([error]) => error !== null);
    names.forEach((name, index) => {
      const [error, token] = answers?.[index] ?? [new Error('no answer'), 0];
      this.#set(name, error ? 0 : Number(token));
    });
    if (before !== this.#refused) for (const name of names) this.#changed(name);
  }

  #set(name: string, token: number): void {
    const before = this.#tokens.get(name);
    if (before === undefined || before === token) return;
    this.#tokens.set(name, token);
    if (before > 0 !== token > 0) this.#changed(name);
  }
}

// one slot, so that a script may touch a lease, its fence and the stream together in a cluster, too
export const leaseKey = (name: string): string => `{cloudstack-graph}:lease:${name}`;
export const fenceKey = (name: string): string => `{cloudstack-graph}:fence:${name}`;
