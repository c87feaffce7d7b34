import type { Redis } from 'ioredis';
import type { Hint } from '../events/hint-hub.ts';
import type { RedisLink } from './redis-link.ts';

const channel = '{cloudstack-graph}:hints';

interface Message {
  readonly from: string;
  readonly hints: readonly Hint[];
  readonly alive: boolean;
}

/** Hints between replicas: told once, to whoever listens at the moment. One that is lost costs time, never data. */
export class HintChannel {
  readonly #link: RedisLink;
  readonly #from: string;
  readonly #listener: Redis;

  constructor(link: RedisLink, from: string, came: (hints: readonly Hint[], alive: boolean) => void) {
    this.#link = link;
    this.#from = from;
    this.#listener = link.connection({ autoResubscribe: false });
    this.#listener.on('ready', () => void this.#listener.subscribe(channel).catch(() => undefined));
    this.#listener.on('message', (_channel: string, text: string) => {
      const message = JSON.parse(text) as Message;
      if (message.from !== from) came(message.hints, message.alive);
    });
  }

  tell(hints: readonly Hint[], alive: boolean): void {
    const message: Message = { from: this.#from, hints, alive };
    void this.#link.try((redis) => redis.publish(channel, JSON.stringify(message)));
  }

  stop(): void {
    this.#listener.disconnect();
  }
}
