import type { SubscriberQueue } from './subscriber-queue.ts';

/**
 * What a subscriber gets: first what is played back, then what waits and comes in its queue, without what was played back
 * already. It is no async generator, since one that waits for the next item cannot be ended from outside.
 */
export class LiveStream<T extends object> implements AsyncIterableIterator<T> {
  readonly #ahead: T[];
  readonly #queue: SubscriberQueue<T>;
  readonly #isRepeated: ((item: T) => boolean) | undefined;

  constructor(queue: SubscriberQueue<T>, ahead: readonly T[] = [], isRepeated?: (item: T) => boolean) {
    this.#queue = queue;
    this.#ahead = [...ahead].reverse();
    this.#isRepeated = isRepeated;
  }

  next(): Promise<IteratorResult<T, undefined>> {
    const played = this.#ahead.pop();
    if (played !== undefined) return Promise.resolve({ done: false, value: played });
    return this.#isRepeated ? this.#nextNew(this.#isRepeated) : this.#queue.next();
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

  async #nextNew(isRepeated: (item: T) => boolean): Promise<IteratorResult<T, undefined>> {
    for (;;) {
      const result = await this.#queue.next();
      if (result.done || !isRepeated(result.value)) return result;
    }
  }
}
