import type { Chore } from './agenda.ts';
import type { EventFeed } from './event-feed.ts';
import type { EventRow } from './event-row.ts';
import type { Clock, LiveTiming } from './timing.ts';

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

  /** Something is known to have happened. `atOnce`: by this user; else hints are answered at most once in their spacing. */
  wake(atOnce: boolean): void {
    const { clock, timing } = this.#options;
    const at = atOnce ? clock.now() : Math.max(clock.now(), this.#lookedAt + timing.hintSpacingMs);
    this.#wakeAt = Math.min(this.#wakeAt ?? at, at);
  }

  /** Looks once, whatever the clock says. */
  heal(): void {
    this.#heal = true;
  }

  async run(): Promise<void> {
    const { feed, clock, came, looked } = this.#options;
    this.#lookedAt = clock.now();
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
