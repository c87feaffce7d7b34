/** Time as the simulator sees it: the machine's own, or one that only moves when a test says so. */

/** A pending call; cancelling it twice, or after it ran, does nothing. */
export interface Timer {
  cancel(): void;
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `run` once, `milliseconds` from now. */
  schedule(milliseconds: number, run: () => void): Timer;
}

/** 2^31 - 1: what `setTimeout` can hold, 24.8 days. */
const LONGEST_TIMEOUT = 2_147_483_647;

/** The machine's clock. Its timers do not keep the process alive. */
export class RealClock implements Clock {
  now(): number {
    return Date.now();
  }

  schedule(milliseconds: number, run: () => void): Timer {
    let handle: NodeJS.Timeout;
    const wait = (left: number): void => {
      // setTimeout takes longer times for none at all; they are waited for in parts.
      const part = Math.min(Math.max(0, left), LONGEST_TIMEOUT);
      handle = setTimeout(() => (left > part ? wait(left - part) : run()), part);
      handle.unref();
    };
    wait(milliseconds);
    return { cancel: () => clearTimeout(handle) };
  }
}

interface VirtualTimer {
  at: number;
  order: number;
  run: () => void;
}

/** A clock that stands still until `advance` moves it, so that no test sleeps. */
export class VirtualClock implements Clock {
  #now: number;
  #order = 0;
  #timers: VirtualTimer[] = [];

  /** @param start first reading, milliseconds since 1970 */
  constructor(start: number = Date.UTC(2026, 10, 22, 8, 0, 0)) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  schedule(milliseconds: number, run: () => void): Timer {
    const timer: VirtualTimer = { at: this.#now + Math.max(0, milliseconds), order: this.#order++, run };
    this.#timers.push(timer);
    return {
      cancel: () => {
        this.#timers = this.#timers.filter((other) => other !== timer);
      },
    };
  }

  /** Moves time on and runs, in order, everything that falls due, also what those calls schedule themselves. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (let next = this.#earliest(); next !== undefined && next.at <= end; next = this.#earliest()) {
      const due = next;
      this.#timers = this.#timers.filter((other) => other !== due);
      this.#now = Math.max(this.#now, due.at);
      due.run();
    }
    this.#now = end;
  }

  /** How many calls are waiting. */
  get pending(): number {
    return this.#timers.length;
  }

  #earliest(): VirtualTimer | undefined {
    let first: VirtualTimer | undefined;
    for (const timer of this.#timers) {
      if (first === undefined || timer.at < first.at || (timer.at === first.at && timer.order < first.order)) first = timer;
    }
    return first;
  }
}

/** CloudStack's way to write a moment, to the second: `2026-11-22T08:12:37+0000`. */
export function timestamp(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}+0000`;
}
