import type { SubscriberQueue } from './subscriber-queue.ts';

/**
 * What a subscriber gets: first what is played back, then what waits and comes in its queue, without what was played back
 * already. It is no async generator, since one that waits for the next item cannot be ended from outside.
 */
export class LiveStream<T extends object> implements AsyncIterableIterator<T> {
  readonly #ahead: T[];
  readonly #queue: SubscriberQueue<T>;
  readonly #isRepeated: (item: T) => boolean;

  constructor(queue: SubscriberQueue<T>, ahead: readonly T[] = [], isRepeated: (item: T) => boolean = () => false) {
    this.#queue = queue;
    this.#ahead = [...ahead].reverse();
    this.#isRepeated = isRepeated;
  }

  async next(): Promise<IteratorResult<T, undefined>> {
    const played = this.#ahead.pop();
    if (played !== undefined) return { done: false, value: played };
    for (;;) {
      const result = await this.#queue.next();
      if (result.done || !this.#isRepeated(result.value)) return result;
    }
  }

  return(): Promise<IteratorResult<T, undefined>> {
    this.#ahead.length = 0;
    return this.#queue.return();
  }

  async throw(error: unknown): Promise<IteratorResult<T, undefined>> {
    await this.return();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
