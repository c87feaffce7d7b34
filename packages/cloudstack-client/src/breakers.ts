import { CircuitState, ConsecutiveBreaker, circuitBreaker, ExponentialBackoff, handleWhenResult, noJitterGenerator } from 'cockatiel';
import type { CommandClass } from './command-class.ts';
import { CloudStackError, CloudStackTransportError, CloudStackUnavailableError } from './errors.ts';

export interface BreakerOptions {
  /** Failures in a row that open the circuit of a command class. Default 5. */
  failures?: number;
  /** Milliseconds until the first probe; the waits double up to `maxHalfOpenAfterMs`. Default 1000. */
  halfOpenAfterMs?: number;
  /** Default 5000. */
  maxHalfOpenAfterMs?: number;
  /** Told about every change, for logs and metrics. */
  onStateChange?: (change: { commandClass: CommandClass; state: 'closed' | 'open' | 'half-open' }) => void;
}

/** What an attempt came to. Failures are values here, so that a refusal counts as a sign of life. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; error: unknown };

/**
 * Whether a failure speaks against the server's health: no connection, a broken one, no answer in time, and 500, 502,
 * 503, 504. CloudStack's own refusals are answers of a healthy server, though they use HTTP statuses from 511 to 537.
 */
export function isServerFailure(error: unknown): boolean {
  if (error instanceof CloudStackTransportError) return error.kind === 'connect' || error.kind === 'reset' || error.kind === 'timeout';
  if (!(error instanceof CloudStackError) || error.status === undefined) return false;
  return error.status >= 500 && error.status <= 504;
}

function isAborted(error: unknown): boolean {
  return error instanceof CloudStackTransportError && error.kind === 'aborted';
}

/** One circuit breaker a command class, so that failing actions do not stop reads. */
export class Breakers {
  readonly #options: BreakerOptions;
  readonly #byClass = new Map<CommandClass, ReturnType<typeof circuitBreaker>>();

  constructor(options: BreakerOptions) {
    this.#options = options;
  }

  /**
   * Runs an attempt and lets the breaker of its class learn from it. While the circuit is open, or another call is
   * probing, the answer is a `CloudStackUnavailableError` and nothing is sent.
   */
  async run<T>(commandClass: CommandClass, command: string, attempt: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const breaker = this.#of(commandClass);
    if (breaker.state === CircuitState.HalfOpen) return { ok: false, error: openError(command) };
    try {
      return await breaker.execute(attempt);
    } catch {
      // `attempt` never throws, so this is cockatiel's BrokenCircuitError.
      return { ok: false, error: openError(command) };
    }
  }

  #of(commandClass: CommandClass): ReturnType<typeof circuitBreaker> {
    const known = this.#byClass.get(commandClass);
    if (known) return known;
    const { failures = 5, halfOpenAfterMs = 1000, maxHalfOpenAfterMs = 5000, onStateChange } = this.#options;
    // A probe that its caller gave up tells nothing: it must not close the circuit.
    const failed = (outcome: unknown) => {
      const { ok, error } = outcome as { ok: boolean; error?: unknown };
      return !ok && (isServerFailure(error) || (isAborted(error) && breaker.state === CircuitState.HalfOpen));
    };
    const breaker = circuitBreaker(handleWhenResult(failed), {
      breaker: new ConsecutiveBreaker(failures),
      halfOpenAfter: new ExponentialBackoff({
        initialDelay: halfOpenAfterMs,
        maxDelay: maxHalfOpenAfterMs,
        generator: noJitterGenerator,
      }),
    });
    breaker.onStateChange((state) => {
      const name = state === CircuitState.Closed ? 'closed' : state === CircuitState.HalfOpen ? 'half-open' : 'open';
      onStateChange?.({ commandClass, state: name });
    });
    this.#byClass.set(commandClass, breaker);
    return breaker;
  }
}

function openError(command: string): CloudStackUnavailableError {
  return new CloudStackUnavailableError({
    command,
    errorText: 'CloudStack has not answered the last calls; the next probe follows within seconds',
    breakerOpen: true,
  });
}
