import { setImmediate as loopTurn, setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { type BreakerOptions, Breakers, type Outcome } from './breakers.ts';
import { ServerClock } from './clock.ts';
import { type CommandClass, commandClass, mayRetry } from './command-class.ts';
import { Deadline } from './deadline.ts';
import { decodeAnswer } from './envelope.ts';
import { CloudStackAuthenticationError, CloudStackError, type ErrorFamily } from './errors.ts';
import { InFlightGate } from './in-flight-gate.ts';
import { isTransient, RetryBudget, RetryDelays, type RetryOptions } from './retry-policy.ts';
import { transportError } from './transport-failure.ts';

/** One attempt of one call, as it ended. */
export interface CallReport {
  command: string;
  commandClass: CommandClass;
  outcome: 'ok' | ErrorFamily;
  /** HTTP status, where there was an answer. */
  status: number | undefined;
  /** From sending to the decoded answer, waiting for a place not included. */
  durationMs: number;
  /** Waiting for a place among the calls in flight. */
  queuedMs: number;
  /** Of the answer's body. */
  bytes: number;
  /** 1 for the first. */
  attempt: number;
}

/** Hooks for metrics and logs. They get no parameters, credentials or bodies. A hook must not throw. */
export interface TransportHooks {
  onCall?(report: CallReport): void;
}

export interface TransportOptions {
  /** Ends in `/client/api`. */
  endpoint: string;
  /** Calls in flight at most, over all clients of this transport. Default 4: CloudStack saturates at its cores. */
  maxInFlight?: number;
  /** Time for one call, waiting, retries and reading included. Default 30,000. */
  timeoutMs?: number;
  /** An idle connection is dropped after this. Default 20,000; below CloudStack's 30,000. */
  idleMs?: number;
  /** Time to connect. Default 5,000. */
  connectTimeoutMs?: number;
  /** How long a signature is good. Default 600,000. */
  signatureLifetimeMs?: number;
  retry?: RetryOptions;
  breaker?: BreakerOptions;
  hooks?: TransportHooks;
}

/** What every call takes. */
export interface CallOptions {
  signal?: AbortSignal | undefined;
  /** Overrides the transport's `timeoutMs`. */
  timeoutMs?: number | undefined;
}

/** One call, as a client hands it to the transport. */
export interface TransportCall {
  command: string;
  /** The form body. Made anew for every attempt, so that `expires` is fresh. `expiresAt` is by the server's clock. */
  form(expiresAt: number): string;
  /** The Cookie header of a session. */
  cookie?: string | undefined;
  bySession?: boolean | undefined;
  /** Whose call it is: waiting calls of different lanes take turns. */
  lane: object;
  options?: CallOptions | undefined;
}

export interface TransportAnswer {
  /** The single top-level value of the envelope. */
  value: unknown;
  setCookies: string[];
}

/** Carries calls to one CloudStack. One for the whole process, shared by all its clients. */
export interface Transport {
  readonly endpoint: string;
  /** @throws CloudStackError */
  send(call: TransportCall): Promise<TransportAnswer>;
  /** Waits for the calls in flight and closes the connections. A second time does nothing more. */
  close(): Promise<void>;
}

interface Attempt {
  call: TransportCall;
  number: number;
  deadline: Deadline;
}

/**
 * The transport over HTTP: kept connections for reads, a new one for each action, a deadline for each call, a fair cap on calls in flight, retries of
 * reads only within a budget, and a circuit breaker for each class of commands. Every call is a POST.
 * @throws TypeError when the endpoint is no http or https URL
 */
export function createTransport(options: TransportOptions): Transport {
  return new HttpTransport(options);
}

class HttpTransport implements Transport {
  readonly endpoint: string;
  readonly #options: TransportOptions;
  readonly #path: string;
  readonly #kept: Pool;
  readonly #fresh: Pool;
  readonly #gate: InFlightGate;
  readonly #breakers: Breakers;
  readonly #budget: RetryBudget;
  readonly #clock = new ServerClock();
  #closed: Promise<void> | undefined;

  constructor(options: TransportOptions) {
    const url = new URL(options.endpoint);
    if (url.protocol !== 'http:' && url.protocol !== 'https:')
      throw new TypeError(`endpoint must be an http or https URL: ${url.protocol}`);
    const { maxInFlight = 4, idleMs = 20_000, connectTimeoutMs = 5_000, retry = {} } = options;
    this.endpoint = url.href;
    this.#options = options;
    this.#path = url.pathname + url.search;
    const pool = {
      connections: maxInFlight,
      connect: { timeout: connectTimeoutMs },
      // The deadline of the call rules; undici's own limits would only blur which one it was.
      headersTimeout: 0,
      bodyTimeout: 0,
      allowH2: false,
    };
    this.#kept = new Pool(url.origin, { ...pool, pipelining: 1, keepAliveTimeout: idleMs, keepAliveMaxTimeout: idleMs });
    // 0 turns keep-alive off.
    this.#fresh = new Pool(url.origin, { ...pool, pipelining: 0 });
    this.#gate = new InFlightGate(maxInFlight);
    this.#breakers = new Breakers(options.breaker ?? {});
    this.#budget = new RetryBudget(retry.budgetRatio ?? 0.15, retry.budgetBurst ?? 10);
  }

  async send(call: TransportCall): Promise<TransportAnswer> {
    const deadline = new Deadline(call.options?.timeoutMs ?? this.#options.timeoutMs ?? 30_000, call.options?.signal);
    this.#budget.earn();
    try {
      return await this.#sendWithRetries(call, deadline);
    } finally {
      deadline.dispose();
    }
  }

  async #sendWithRetries(call: TransportCall, deadline: Deadline): Promise<TransportAnswer> {
    const { attempts = 3, initialDelayMs = 150, maxDelayMs = 2_000 } = this.#options.retry ?? {};
    const retriable = mayRetry(commandClass(call.command));
    const delays = new RetryDelays(initialDelayMs, maxDelayMs);
    let resigned = false;
    for (let number = 1; ; number++) {
      const outcome = await this.#attempt({ call, number, deadline });
      if (outcome.ok) return outcome.value;
      const { error } = outcome;
      if (!retriable) throw error;
      // The server was asked with a signature that had died by its clock; by now that clock is known.
      const skewed = error instanceof CloudStackAuthenticationError && error.clockSkewMs !== undefined;
      if (skewed && !resigned) {
        resigned = true;
        continue;
      }
      if (number >= attempts || !isTransient(error)) throw error;
      const delay = delays.next(error);
      if (delay >= deadline.leftMs || !this.#budget.spend()) throw error;
      await sleep(delay, undefined, { signal: deadline.signal }).catch(() => {
        throw transportError(call.command, deadline.signal.reason, deadline.signal);
      });
    }
  }

  async #attempt(attempt: Attempt): Promise<Outcome<TransportAnswer>> {
    const { command, lane } = attempt.call;
    const since = performance.now();
    let leave: () => void;
    try {
      leave = await this.#gate.enter(lane, attempt.deadline.signal);
    } catch (error) {
      return { ok: false, error: transportError(command, error, attempt.deadline.signal) };
    }
    const queuedMs = performance.now() - since;
    try {
      return await this.#breakers.run(commandClass(command), command, () => this.#exchange(attempt, queuedMs));
    } finally {
      leave();
    }
  }

  async #exchange({ call, number, deadline }: Attempt, queuedMs: number): Promise<Outcome<TransportAnswer>> {
    const since = performance.now();
    const report: CallReport = {
      command: call.command,
      commandClass: commandClass(call.command),
      outcome: 'ok',
      status: undefined,
      durationMs: 0,
      queuedMs,
      bytes: 0,
      attempt: number,
    };
    try {
      return { ok: true, value: await this.#request(call, deadline.signal, report) };
    } catch (failure) {
      const error = failure instanceof CloudStackError ? failure : transportError(call.command, failure, deadline.signal);
      report.outcome = error.family;
      return { ok: false, error };
    } finally {
      report.durationMs = performance.now() - since;
      this.#options.hooks?.onCall?.(report);
    }
  }

  async #request(call: TransportCall, signal: AbortSignal, report: CallReport): Promise<TransportAnswer> {
    // A server may close a kept connection at the moment it is used again. A read survives that by its retry; what is sent
    // once must not run into it, and pays for a new connection.
    const pool = mayRetry(report.commandClass) ? this.#kept : this.#fresh;
    // One turn of the event loop, so that a close that has arrived already is seen before its connection is picked.
    await loopTurn();
    const expiresAt = this.#clock.now() + (this.#options.signatureLifetimeMs ?? 600_000);
    const { statusCode, headers, body } = await pool.request({
      method: 'POST',
      path: this.#path,
      headers: {
        'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
        accept: 'application/json',
        ...(call.cookie ? { cookie: call.cookie } : {}),
      },
      body: call.form(expiresAt),
      signal,
    });
    report.status = statusCode;
    const bytes = await body.arrayBuffer();
    report.bytes = bytes.byteLength;
    this.#clock.observe(single(headers.date));
    try {
      const value = decodeAnswer({
        command: call.command,
        status: statusCode,
        contentType: single(headers['content-type']),
        text: Buffer.from(bytes).toString('utf8'),
        bySession: call.bySession,
        retryAfterMs: retryAfter(single(headers['retry-after'])),
      });
      return { value, setCookies: [headers['set-cookie'] ?? []].flat() };
    } catch (error) {
      throw this.#explainSkew(error, call, expiresAt);
    }
  }

  // CloudStack's 401 does not say that the signature was too old; the clocks do.
  #explainSkew(error: unknown, call: TransportCall, expiresAt: number): unknown {
    if (!(error instanceof CloudStackAuthenticationError) || call.bySession || expiresAt > this.#clock.now()) return error;
    const { command, status, errorCode, csErrorCode } = error;
    const minutes = Math.round(this.#clock.offsetMs / 60_000);
    return new CloudStackAuthenticationError({
      command,
      status,
      errorCode,
      csErrorCode,
      errorText: `${error.errorText} (the local clock is ${minutes} minutes behind the server's; the next call allows for it)`,
      clockSkewMs: this.#clock.offsetMs,
    });
  }

  close(): Promise<void> {
    this.#closed ??= Promise.all([this.#kept.close(), this.#fresh.close()]).then(() => undefined);
    return this.#closed;
  }
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

function retryAfter(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}
