/**
 * Caps the calls in flight. Who waits is served fairly: lanes (one a client, so one a user) take turns, and inside a lane
 * the first to come is the first to go. So a page of one tenant that fans out into a hundred calls delays another's
 * single call by one turn.
 */
export class InFlightGate {
  readonly #limit: number;
  readonly #lanes = new Map<object, (() => void)[]>();
  #inFlight = 0;

  constructor(limit: number) {
    if (!Number.isInteger(limit) || limit < 1) throw new RangeError(`maxInFlight must be a positive integer, not ${limit}`);
    this.#limit = limit;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** Waits for a place. Answers the function that gives it back. Rejects with the signal's reason, having left the queue. */
  async enter(lane: object, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#inFlight >= this.#limit) await this.#wait(lane, signal);
    else this.#inFlight++;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.#leave();
    };
  }

  #wait(lane: object, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const admit = () => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = () => {
        const queue = this.#lanes.get(lane) ?? [];
        const rest = queue.filter((waiting) => waiting !== admit);
        if (rest.length > 0) this.#lanes.set(lane, rest);
        else this.#lanes.delete(lane);
        reject(signal.reason);
      };
      signal.addEventListener('abort', giveUp, { once: true });
      const queue = this.#lanes.get(lane);
      if (queue) queue.push(admit);
      else this.#lanes.set(lane, [admit]);
    });
  }

  #leave(): void {
    for (const [lane, queue] of this.#lanes) {
      const admit = queue.shift();
      // The lane goes to the end of the line; the place passes on without being freed in between.
      this.#lanes.delete(lane);
      if (queue.length > 0) this.#lanes.set(lane, queue);
      if (admit) {
        admit();
        return;
      }
    }
    this.#inFlight--;
  }
}
