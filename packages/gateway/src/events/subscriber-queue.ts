/** How a queue treats what waits in it. */
export interface QueueOptions<T> {
  /** At most this many wait; one more closes the queue. */
  readonly limit: number;
  /** Things of one key wait once: the later is merged into the earlier. */
  readonly keyOf?: (item: T) => string;
  readonly merge?: (earlier: T, later: T) => T;
  /** The last thing a consumer gets that was too slow, in place of all that waited. */
  readonly overflow: () => T;
  /** Called once, whatever ends the queue. */
  readonly closed?: () => void;
}

/**
 * What waits for one subscriber. Bounded: a consumer that cannot keep up is told so and let go; nothing is left out silently.
 */
export class SubscriberQueue<T> implements AsyncIterableIterator<T> {
  readonly #options: QueueOptions<T>;
  readonly #waiting = new Map<string, T>();
  #number = 0;
  #ended = false;
  #closed = false;
  #pull: ((result: IteratorResult<T, undefined>) => void) | undefined;

  constructor(options: QueueOptions<T>) {
    this.#options = options;
  }

  /** How many wait. */
  get size(): number {
    return this.#waiting.size;
  }

  /** Whether nothing more is taken in. */
  get ended(): boolean {
    return this.#ended;
  }

  push(item: T): void {
    if (this.#ended) return;
    if (this.#pull) {
      const pull = this.#pull;
      this.#pull = undefined;
      pull({ done: false, value: item });
      return;
    }
    const key = this.#options.keyOf?.(item) ?? String(this.#number++);
    const earlier = this.#waiting.get(key);
    if (earlier !== undefined && this.#options.merge) {
      this.#waiting.set(key, this.#options.merge(earlier, item));
      return;
    }
    if (this.#waiting.size >= this.#options.limit) {
      this.#waiting.clear();
      this.end(this.#options.overflow());
      return;
    }
    this.#waiting.set(key, item);
  }

  /** Ends after what waits, and after `last` where given. */
  end(last?: T): void {
    if (this.#ended) return;
    if (last !== undefined) {
      if (this.#pull) this.push(last);
      else this.#waiting.set(`end ${this.#number++}`, last);
    }
    this.#ended = true;
    if (this.#waiting.size === 0) this.#close();
  }

  next(): Promise<IteratorResult<T, undefined>> {
    for (const [key, item] of this.#waiting) {
      this.#waiting.delete(key);
      if (this.#ended && this.#waiting.size === 0) this.#close();
      return Promise.resolve({ done: false, value: item });
    }
    if (this.#ended) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => {
      this.#pull = resolve;
    });
  }

  return(): Promise<IteratorResult<T, undefined>> {
    this.#ended = true;
    this.#waiting.clear();
    this.#close();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #close(): void {
    this.#pull?.({ done: true, value: undefined });
    this.#pull = undefined;
    if (this.#closed) return;
    this.#closed = true;
    this.#options.closed?.();
  }
}
