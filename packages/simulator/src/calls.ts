/** Counts what was called, so that tests can hold a page to its budget. */

export interface LoggedCall {
  readonly command: string;
  /** The account that called; absent when nobody could be told. */
  readonly account?: string;
  /** As sent, without keys, signatures and passwords. */
  readonly params: Readonly<Record<string, string>>;
  /** When it came, milliseconds since 1970. */
  readonly at: number;
  /** The HTTP status; 0 when the call got no answer. */
  readonly status: number;
}

const secrets = new Set(['signature', 'apikey', 'sessionkey', 'password', 'secretkey', 'currentpassword', 'codefor2fa', 'ipsecpsk']);
const plumbing = new Set(['command', 'response', 'signatureversion', 'expires', ...secrets]);

/** The log keeps this many calls; the counters keep all. */
const LOGGED = 20_000;

export class Calls {
  readonly #counts = new Map<string, number>();
  #total = 0;
  #log: LoggedCall[] = [];

  record(call: Omit<LoggedCall, 'params'> & { parameters: readonly (readonly [string, string])[] }): void {
    this.#total += 1;
    this.#counts.set(call.command, (this.#counts.get(call.command) ?? 0) + 1);
    const { parameters, ...rest } = call;
    this.#log.push({ ...rest, params: Object.fromEntries(parameters.filter(([name]) => !plumbing.has(name.toLowerCase()))) });
    if (this.#log.length > LOGGED * 2) this.#log = this.#log.slice(-LOGGED);
  }

  total(): number {
    return this.#total;
  }

  of(command: string): number {
    return this.#counts.get(command) ?? 0;
  }

  byCommand(): Record<string, number> {
    return Object.fromEntries(this.#counts);
  }

  get log(): readonly LoggedCall[] {
    return this.#log;
  }

  reset(): void {
    this.#total = 0;
    this.#counts.clear();
    this.#log = [];
  }
}
