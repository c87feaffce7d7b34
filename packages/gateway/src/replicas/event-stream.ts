import type { Redis } from 'ioredis';
import type { EventRow } from '../events/event-row.ts';
import { fenceKey, type Leases } from './leases.ts';
import type { RedisLink } from './redis-link.ts';

const streamKey = '{cloudstack-graph}:events';
const longest = 20_000;
const blockMs = 5000;
const mendMs = 500;

/** Appends, unless the lease has passed on to somebody with a newer token. */
const append = `
if tonumber(redis.call('get', KEYS[2]) or '0') > tonumber(ARGV[1]) then return 0 end
redis.call('xadd', KEYS[1], 'MAXLEN', '~', ARGV[2], '*', 'message', ARGV[3])
return 1`;

/** What goes over the stream: events that a replica read as one user, or that everybody is to look for himself once. */
export interface StreamMessage {
  readonly from: string;
  readonly user: string;
  readonly events: readonly EventRow[];
  /** Something may be missing to others: look once, from where you are or, where that is earlier, from a moment (milliseconds). */
  readonly heal?: { readonly from?: number };
}

export interface EventStreamOptions {
  readonly link: RedisLink;
  readonly leases: Leases;
  readonly came: (message: StreamMessage) => void;
  /** The stream is followed again after a time in which something may have been missed. */
  readonly following: (follows: boolean) => void;
}

/** The events that replicas share. Every replica follows the one stream, and fans out what its own subscribers may see. */
export class EventStream {
  readonly #options: EventStreamOptions;
  readonly #reader: Redis;
  /** Users of whom something could not be told to the others, and since when something is missing to them (milliseconds), where that is known. */
  readonly #gaps = new Map<string, number | undefined>();
  readonly #mending: ReturnType<typeof setInterval>;
  #isMending = false;
  #stopped = false;
  #follows = false;

  constructor(options: EventStreamOptions) {
    this.#options = options;
    this.#reader = options.link.connection();
    this.#reader.on('ready', () => void this.#follow());
    this.#reader.on('close', () => this.#set(false));
    this.#mending = setInterval(() => void this.#mend(), mendMs);
    this.#mending.unref();
  }

  /** Whether events of other replicas arrive. */
  get follows(): boolean {
    return this.#follows;
  }

  /** Tells the other replicas. What fails is made up for later: they are then told to look for themselves. */
  async publish(user: string, events: readonly EventRow[], oldestMs: number): Promise<void> {
    const { leases, link } = this.#options;
    // after a gap the others look for themselves, from the gap on: so what comes later does not overtake what is missing
    if (this.#gaps.has(user)) return this.#noteGap(user, oldestMs);
    const message: StreamMessage = { from: leases.owner, user, events };
    const done = await link.try((redis) =>
      redis.eval(append, 2, streamKey, fenceKey(user), leases.token(user), longest, JSON.stringify(message)),
    );
    // somebody with a newer token polls now, and has read them
    if (done === 0) leases.lost(user);
    if (done !== undefined) return;
    this.#noteGap(user, oldestMs);
    // somebody else may get through; where nobody does, nobody gets the lease either, and each polls by itself
    await leases.release(user);
  }

  /** Asks the other replicas to look for themselves once; again and again until that could be said. */
  async askToHeal(user: string, from?: number): Promise<void> {
    const message: StreamMessage = { from: this.#options.leases.owner, user, events: [], heal: from === undefined ? {} : { from } };
    const done = await this.#options.link.try((redis) =>
      redis.xadd(streamKey, 'MAXLEN', '~', longest, '*', 'message', JSON.stringify(message)),
    );
    if (done === undefined) this.#noteGap(user, from);
  }

  stop(): void {
    this.#stopped = true;
    clearInterval(this.#mending);
    this.#reader.disconnect();
  }

  async #follow(): Promise<void> {
    try {
      // from here on nothing is missed; what was before, the healing look finds
      const [last] = (await this.#reader.xrevrange(streamKey, '+', '-', 'COUNT', 1)) as [string, string[]][];
      let position = last?.[0] ?? '0-0';
      this.#set(true);
      while (!this.#stopped && this.#follows) {
        const answer = await this.#reader.xread('COUNT', 500, 'BLOCK', blockMs, 'STREAMS', streamKey, position);
        for (const [, entries] of answer ?? []) {
          for (const [id, fields] of entries) {
            position = id;
            this.#take(fields[1]);
          }
        }
      }
    } catch {
      this.#set(false);
    }
  }

  async #mend(): Promise<void> {
    if (this.#isMending) return;
    this.#isMending = true;
    // each once a turn: a Redis that takes nothing (a full one) is not asked without a pause
    for (const [user, from] of [...this.#gaps]) {
      if (!this.#options.link.up) break;
      // what is published from here on comes behind the message, and is not left out
      this.#gaps.delete(user);
      await this.askToHeal(user, from);
    }
    this.#isMending = false;
  }

  #noteGap(user: string, from: number | undefined): void {
    const before = this.#gaps.get(user);
    this.#gaps.set(user, before === undefined || from === undefined ? (from ?? before) : Math.min(before, from));
  }

  #take(text: string | undefined): void {
    const message = JSON.parse(text ?? 'null') as StreamMessage | null;
    if (message && message.from !== this.#options.leases.owner) this.#options.came(message);
  }

  #set(follows: boolean): void {
    if (this.#follows === follows || this.#stopped) return;
    this.#follows = follows;
    this.#options.following(follows);
  }
}
