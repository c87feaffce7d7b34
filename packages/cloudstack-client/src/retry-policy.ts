import { ExponentialBackoff, type IBackoff } from 'cockatiel';
import { CloudStackError, CloudStackRateLimitError, CloudStackTransportError, CloudStackUnavailableError } from './errors.ts';

export interface RetryOptions {
  /** How often a read is sent at most, the first time included. Default 3; 1 turns retries off. */
  attempts?: number;
  /** Scale of the first delay in ms; the delays jitter and grow from there. Default 150. */
  initialDelayMs?: number;
  /** Longest delay in ms. Default 2000. */
  maxDelayMs?: number;
  /** Retries allowed per call in the long run, over the whole transport. Default 0.15. */
  budgetRatio?: number;
  /** Retries that may be saved up for a bad moment. Default 10. */
  budgetBurst?: number;
}

/**
 * Keeps retries from multiplying an outage: every call earns a fraction of a retry, every retry spends one. When most
 * calls fail, the server sees `1 + ratio` times the calls, not `attempts` times.
 */
export class RetryBudget {
  readonly #ratio: number;
  readonly #burst: number;
  #tokens: number;

  constructor(ratio: number, burst: number) {
    this.#ratio = ratio;
    this.#burst = burst;
    this.#tokens = burst;
  }

  earn(): void {
    this.#tokens = Math.min(this.#burst, this.#tokens + this.#ratio);
  }

  spend(): boolean {
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}

/** Whether a read that failed so may succeed a moment later. Refusals (4xx, 53x) do not get better by asking again. */
export function isTransient(error: unknown): boolean {
  if (error instanceof CloudStackTransportError) {
    // A timeout has used up the call's time. A complete answer that is no CloudStack's (404 page, XML) will be the same again.
    return error.kind === 'connect' || error.kind === 'reset' || (error.kind === 'invalid-response' && error.status === 200);
  }
  if (error instanceof CloudStackUnavailableError) return !error.breakerOpen && error.status !== 534;
  if (error instanceof CloudStackRateLimitError) return true;
  return error instanceof CloudStackError && error.status === 500;
}

/** The delays of one call's retries: decorrelated jitter (cockatiel's default), and not earlier than the server asked (`Retry-After`). */
export class RetryDelays {
  readonly #first: () => IBackoff<unknown>;
  #current: IBackoff<unknown> | undefined;

  constructor(initialDelay: number, maxDelay: number) {
    const backoff = new ExponentialBackoff({ initialDelay, maxDelay });
    this.#first = () => backoff.next();
  }

  /** Milliseconds to wait after this failure. */
  next(error: unknown): number {
    this.#current = this.#current === undefined ? this.#first() : this.#current.next(undefined);
    const asked = error instanceof CloudStackRateLimitError || error instanceof CloudStackUnavailableError ? error.retryAfterMs : undefined;
    return Math.max(this.#current.duration, asked ?? 0);
  }
}
