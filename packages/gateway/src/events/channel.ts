import type { GatewayError } from '../errors.ts';
import { SubscriberQueue } from './subscriber-queue.ts';

/** The last thing in a stream that does not end of its consumer's will: why, as an error for it. */
export class StreamEnd {
  readonly error: GatewayError;

  constructor(error: GatewayError) {
    this.error = error;
  }
}

export interface Subscription<T> {
  /** The credential that it came by. */
  readonly credential: string;
  readonly accepts: (item: T) => boolean;
  /** Called once when it has ended. */
  readonly left: () => void;
}

export interface ChannelOptions<T> {
  /** Items that may wait for one subscriber. */
  readonly limit: number;
  readonly keyOf?: (item: T) => string;
  readonly merge?: (earlier: T, later: T) => T;
  /** What a consumer that is too slow is told. */
  readonly tooSlow: () => GatewayError;
  /** Called when somebody has come or gone. */
  readonly changed: () => void;
}

/** Something that several subscribers of one identity hear of. */
export class Channel<T extends object> {
  readonly #options: ChannelOptions<T>;
  readonly #subscribers = new Map<SubscriberQueue<T | StreamEnd>, Subscription<T>>();
  readonly #ended = new Set<SubscriberQueue<T | StreamEnd>>();

  constructor(options: ChannelOptions<T>) {
    this.#options = options;
  }

  /** Ended ones whose last words are not read yet. */
  get unread(): number {
    return this.#ended.size;
  }

  get size(): number {
    return this.#subscribers.size;
  }

  subscribe(subscription: Subscription<T>): SubscriberQueue<T | StreamEnd> {
    const { limit, keyOf, merge, tooSlow, changed } = this.#options;
    const queue: SubscriberQueue<T | StreamEnd> = new SubscriberQueue({
      limit,
      ...(keyOf ? { keyOf: (item: T | StreamEnd) => (item instanceof StreamEnd ? 'end' : keyOf(item)) } : {}),
      ...(merge
        ? {
            merge: (earlier: T | StreamEnd, later: T | StreamEnd) =>
              earlier instanceof StreamEnd || later instanceof StreamEnd ? later : merge(earlier, later),
          }
        : {}),
      overflow: () => {
        // it counts no longer, also when it never reads why
        this.#subscribers.delete(queue);
        this.#ended.add(queue);
        changed();
        return new StreamEnd(tooSlow());
      },
      closed: () => {
        this.#subscribers.delete(queue);
        this.#ended.delete(queue);
        subscription.left();
        changed();
      },
    });
    this.#subscribers.set(queue, subscription);
    changed();
    return queue;
  }

  publish(items: readonly T[]): void {
    for (const [queue, { accepts }] of this.#subscribers) for (const item of items) if (accepts(item)) queue.push(item);
  }

  /** Ends the subscriptions that came by a credential, or all. */
  end(error: GatewayError, credential?: string): void {
    for (const [queue, subscription] of [...this.#subscribers]) {
      if (credential !== undefined && subscription.credential !== credential) continue;
      this.#subscribers.delete(queue);
      this.#ended.add(queue);
      queue.end(new StreamEnd(error));
    }
    this.#options.changed();
  }
}
