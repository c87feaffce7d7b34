import type { Chore } from './agenda.ts';
import type { EventFeed } from './event-feed.ts';
import type { EventRow } from './event-row.ts';
import { type Clock, fewMost, type LiveTiming } from './timing.ts';

export interface EventChoreOptions {
  readonly feed: EventFeed;
  readonly clock: Clock;
  readonly timing: LiveTiming;
  /** How long to wait for the clock; undefined: nobody wants to know. */
  readonly interval: () => number | undefined;
  readonly came: (events: readonly EventRow[]) => void;
  /** The log has been read to its end. */
  readonly looked: () => void;
}

/** Looks into the event log: by the clock, and when woken. */
export class EventChore implements Chore {
  readonly #options: EventChoreOptions;
  #lookedAt = Number.NEGATIVE_INFINITY;
  /** The last two looks for what the user did. */
  #ownLooks: readonly [number, number] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  /** What the user did, and jobs that ended, since the last look. */
  #own = 0;
  #wakeAt: number | undefined;
  #heal = false;

  constructor(options: EventChoreOptions) {
    this.#options = options;
  }

  get dueAt(): number | undefined {
    if (this.#heal) return this.#options.clock.now();
    const interval = this.#options.interval();
    if (interval === undefined) return undefined;
    const byClock = this.#lookedAt + interval;
    return this.#wakeAt === undefined ? byClock : Math.min(byClock, this.#wakeAt);
  }

  /** When the log was last asked, successfully or not. */
  get lookedAt(): number {
    return this.#lookedAt;
  }

  /** Something is known to have happened. `own`: by this user, which is answered sooner as long as it is not much at a time. */
  wake(own: boolean): void {
    const { clock, timing } = this.#options;
    if (own) this.#own++;
    const byHint = this.#lookedAt + timing.hintSpacingMs;
    const byOwn = Math.max(this.#lookedAt + timing.ownSpacingMs, this.#ownLooks[0] + 2 * timing.hintSpacingMs);
    const at = Math.max(clock.now(), own && this.#own <= fewMost ? Math.min(byOwn, byHint) : byHint);
    // an action on many at once is looked at once a second, not for its first two alone
    const before = this.#own > fewMost ? undefined : this.#wakeAt;
    this.#wakeAt = Math.min(before ?? at, at);
  }

  /** Looks once, whatever the clock says. */
  heal(): void {
    this.#heal = true;
  }

  async run(): Promise<void> {
    const { feed, clock, came, looked } = this.#options;
    this.#lookedAt = clock.now();
    if (this.#own > 0) this.#ownLooks = [this.#ownLooks[1], this.#lookedAt];
    this.#own = 0;
    const wake = this.#wakeAt;
    this.#wakeAt = undefined;
    const healing = this.#heal;
    this.#heal = false;
    try {
      const events = await feed.poll();
      if (events.length > 0) came(events);
      looked();
    } catch (error) {
      this.#wakeAt = wake ?? this.#lookedAt;
      this.#heal ||= healing;
      throw error;
    }
  }
}
