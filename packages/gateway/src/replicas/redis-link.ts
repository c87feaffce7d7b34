import { Redis, type RedisOptions } from 'ioredis';

/** A call to Redis answers within this or counts as failed: nobody waits for a Redis that is gone. */
const commandMs = 1000;

export interface RedisLinkOptions {
  readonly url: string;
  /** Told when Redis is reached, and when it no longer is. */
  readonly changed: (up: boolean) => void;
}

/** The connections of this process to Redis: one for commands, and blocking or listening ones on demand. */
export class RedisLink {
  readonly commands: Redis;
  readonly #url: string;
  readonly #changed: (up: boolean) => void;
  readonly #extra: Redis[] = [];
  #up = false;
  #downSince: number | undefined = Date.now();

  constructor(options: RedisLinkOptions) {
    this.#url = options.url;
    this.#changed = options.changed;
    // never queued: a command while Redis is away fails at once, and its caller goes on without
    this.commands = this.#connect({ commandTimeout: commandMs, enableOfflineQueue: false, maxRetriesPerRequest: 0 });
    this.commands.on('ready', () => this.#set(true));
    this.commands.on('close', () => this.#set(false));
  }

  get up(): boolean {
    return this.#up;
  }

  /** For /readyz and /metrics. */
  get detail(): { readonly up: boolean; readonly downSince: string | null } {
    return { up: this.#up, downSince: this.#downSince === undefined ? null : new Date(this.#downSince).toISOString() };
  }

  /** A connection of its own, for a call that blocks or a subscription. */
  connection(options: Omit<RedisOptions, 'replyMapping'> = {}): Redis {
    const made = this.#connect({ enableOfflineQueue: false, maxRetriesPerRequest: 0, ...options });
    this.#extra.push(made);
    return made;
  }

  /** Runs a command; undefined when Redis cannot be reached. */
  async try<T>(command: (redis: Redis) => Promise<T>): Promise<T | undefined> {
    if (!this.#up) return undefined;
    try {
      return await command(this.commands);
    } catch {
      return undefined;
    }
  }

  close(): void {
    for (const connection of [this.commands, ...this.#extra]) connection.disconnect();
  }

  #connect(options: Omit<RedisOptions, 'replyMapping'>): Redis {
    const redis = new Redis(this.#url, {
      connectTimeout: 2000,
      retryStrategy: (attempt) => Math.min(1000, 50 * 2 ** Math.min(attempt, 5)),
      ...options,
    });
    // a connection without a listener would end the process; what it means is told by `ready` and `close`
    redis.on('error', () => undefined);
    return redis;
  }

  #set(up: boolean): void {
    if (this.#up === up) return;
    this.#up = up;
    this.#downSince = up ? undefined : Date.now();
    this.#changed(up);
  }
}
