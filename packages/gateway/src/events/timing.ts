/** How often the live path looks, in milliseconds. The defaults are design decisions; tests make them shorter. */
export interface LiveTiming {
  /** How far before the newest known event a poll starts; more than the clocks of CloudStack's servers differ. */
  readonly overlapMs: number;
  /** Events a page. */
  readonly pageSize: number;
  /** The clock of a watched identity while something gives hints. */
  readonly clockWithHintsMs: number;
  /** The clock of a watched identity when nothing gives hints. */
  readonly clockAloneMs: number;
  /** The clock of an identity that nobody watches, whose index is kept. */
  readonly clockUnwatchedMs: number;
  /** At most one look a cohort in this time, whatever the number of hints. */
  readonly hintSpacingMs: number;
  /** The same for what the user does and jobs that end; one alone is looked at at once. */
  readonly ownSpacingMs: number;
  /** After rows of a kind were fetched, none of that kind are for this long times their number, and `hintSpacingMs` at most. */
  readonly rowSpacingMs: number;
  /** What is on a screen is listed anew this often. */
  readonly reconcileMs: number;
  /** At most this lies between what a page reads and when it begins to listen. */
  readonly betweenMs: number;
  /** A resource in a transitional state is fetched again after this, and later and later up to the second figure. */
  readonly unstableMs: number;
  readonly unstableMaxMs: number;
  /** `listAsyncJobs` while something is pending. */
  readonly jobsMs: number;
  /** The service account's poll of all events, while anybody watches. */
  readonly serviceAccountMs: number;
  /** A stream of server-sent events of which nothing could be written for so long is cut off. */
  readonly stuckMs: number;
  /** Waiting after a failed look: doubles up to the second figure. */
  readonly failureMs: number;
  readonly failureMaxMs: number;
}

export const defaultTiming: LiveTiming = {
  overlapMs: 5000,
  pageSize: 100,
  clockWithHintsMs: 10_000,
  clockAloneMs: 2000,
  clockUnwatchedMs: 10_000,
  hintSpacingMs: 1000,
  ownSpacingMs: 300,
  rowSpacingMs: 25,
  reconcileMs: 30_000,
  betweenMs: 15_000,
  unstableMs: 1000,
  unstableMaxMs: 5000,
  jobsMs: 2000,
  serviceAccountMs: 1000,
  stuckMs: 60_000,
  failureMs: 500,
  failureMaxMs: 4000,
};

/** So many actions and ends of jobs between two looks are answered one by one; more of them, as something done to many. */
export const fewMost = 2;

/** Time, so that tests can drive it (the simulator's virtual clock fits). */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs once after `milliseconds`. */
  schedule(milliseconds: number, run: () => void): { cancel(): void };
}

/** The machine's clock. Its timers do not keep the process alive. */
export const realClock: Clock = {
  now: () => Date.now(),
  schedule(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    timer.unref();
    return { cancel: () => clearTimeout(timer) };
  },
};

/** Its user's projects are asked for once in `reconcileMs`: rows of a list may be in one. */
const projectCalls = 1;
/** Events are waited for at most this many `clockAloneMs`, and each kind of resources is listed anew by what that leaves over. */
const slowest = 1.5;

/**
 * The clock of a cohort that shows `kinds` kinds of resources: each is listed once in `reconcileMs`, and events and lists
 * together stay within one call in two seconds (the budget of a page left open), yet no event waits for more than three.
 */
export function aloneInterval(timing: LiveTiming, kinds: number): number {
  const period = timing.reconcileMs;
  const calls = period / timing.clockAloneMs - kinds - projectCalls;
  return Math.min(timing.clockAloneMs * slowest, Math.max(timing.clockAloneMs, calls > 0 ? period / calls : Number.POSITIVE_INFINITY));
}

/** How often each of `kinds` kinds of resources on a screen is listed anew: more rarely than `reconcileMs` only where that would cost more than the events leave over. */
export function reconcileInterval({ reconcileMs, clockAloneMs }: LiveTiming, kinds: number): number {
  const lists = (reconcileMs / clockAloneMs) * (1 - 1 / slowest) - projectCalls;
  return lists > 0 ? reconcileMs * Math.max(1, kinds / lists) : reconcileMs;
}
