/** The recorded cost of a call, and a server that works on two calls at a time. */
import type { Clock } from './clock.ts';
import type { Body } from './command.ts';

/** How many calls are worked on at once: the recorded machine had two cores and gained nothing beyond. */
const WORKERS = 2;

/** Milliseconds before the first row. */
const BASE = 11;
/** Checking a password takes this long, right or wrong. */
const LOGIN = 250;

/** Milliseconds a row, by the command; VMs depend on their details. */
const rowCosts: Readonly<Record<string, number>> = {
  listVolumes: 1.3,
  listEvents: 0.8,
  listAccounts: 25,
  listApis: 0.8,
};

function rowCost(command: string, details: string | undefined): number {
  if (command.startsWith('listVirtualMachines')) {
    if (details === undefined || details.includes('all')) return 4.5;
    return details === 'min' ? 1.6 : 2.3;
  }
  return rowCosts[command] ?? 1;
}

/** What the recorded server took for such an answer, in milliseconds. */
export function costOf(command: string, details: string | undefined, body: Body): number {
  if (command === 'login') return LOGIN;
  const rows = Object.values(body).find((value) => Array.isArray(value)) as unknown[] | undefined;
  return BASE + (rows?.length ?? 0) * rowCost(command, details);
}

/** Serves calls at most two at a time, each for as long as it costs. */
export class LatencyQueue {
  readonly #clock: Clock;
  #busy = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async serve<T>(work: () => T, cost: (result: T) => number): Promise<T> {
    if (this.#busy >= WORKERS) await new Promise<void>((go) => this.#waiting.push(go));
    else this.#busy += 1;
    try {
      const result = work();
      await new Promise<void>((done) => this.#clock.schedule(cost(result), done));
      return result;
    } finally {
      // The slot passes straight to the next in line.
      const next = this.#waiting.shift();
      if (next === undefined) this.#busy -= 1;
      else next();
    }
  }
}
