import type { EventRow } from './event-row.ts';
import type { Clock } from './timing.ts';

/** How long is waited for the end of what somebody else has begun, in milliseconds: longer than most jobs take. */
const waitedMs = 60_000;

/**
 * What others have begun to act on, by typed id. Of an administrator's action the owner may read `Scheduled` alone, so what
 * it names is looked at until the end is told, or for a while.
 */
export class UnfinishedActions {
  readonly #until = new Map<string, number>();
  readonly #clock: Clock;
  readonly #username: string;

  /** @param username whose own actions need no waiting: their jobs are known */
  constructor(clock: Clock, username: string) {
    this.#clock = clock;
    this.#username = username;
  }

  /** An event names it. */
  noticed(typedId: string, event: EventRow): void {
    const begins = event.state === 'Scheduled' || event.state === 'Started';
    this.#until.delete(typedId);
    if (begins && event.username !== this.#username) this.#until.set(typedId, this.#clock.now() + waitedMs);
    this.#forgetOld();
  }

  /** Whether its end has not been told yet. */
  has(typedId: string): boolean {
    const until = this.#until.get(typedId);
    if (until === undefined) return false;
    if (until > this.#clock.now()) return true;
    this.#until.delete(typedId);
    return false;
  }

  /** What nobody asks for again is not kept. */
  #forgetOld(): void {
    for (const [typedId, until] of this.#until) {
      if (until > this.#clock.now()) return;
      this.#until.delete(typedId);
    }
  }

  forget(typedId: string): void {
    this.#until.delete(typedId);
  }
}
