/** Failures to order: by command and share, a number of times or until they are cleared. */
import type { Random } from './random.ts';

export type FaultKind = 'delay' | 'hang' | 'reset' | 'status' | 'invalid-json' | 'truncate' | 'expire-session';

export const faultKinds: readonly FaultKind[] = ['delay', 'hang', 'reset', 'status', 'invalid-json', 'truncate', 'expire-session'];

export interface Fault {
  /** The command it strikes; all, when left out. A string over HTTP may be written `/pattern/`. */
  readonly command?: string | RegExp;
  /** The share of calls it strikes, 0 to 1; 1 when left out. */
  readonly share?: number;
  /** How often it strikes; for ever, when left out. */
  readonly times?: number;
  readonly kind: FaultKind;
  /** Of `delay`: how long, in milliseconds (1000). */
  readonly ms?: number;
  /** Of `status`: which (503). */
  readonly status?: number;
  /** Whether the command has its effect before `hang`, `reset` or `status` strikes; by default it has none. */
  readonly after?: boolean;
}

interface Armed {
  readonly fault: Fault;
  left: number;
}

export class Faults {
  readonly #random: Random;
  #armed: Armed[] = [];

  constructor(random: Random) {
    this.#random = random;
  }

  add(fault: Fault): void {
    if (!faultKinds.includes(fault.kind)) throw new TypeError(`unknown fault ${String(fault.kind)}; one of ${faultKinds.join(', ')}`);
    this.#armed.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY });
  }

  clear(): void {
    this.#armed = [];
  }

  /** The faults that strike this call; each that has a number of times is used up by one. */
  striking(command: string): Fault[] {
    const struck: Fault[] = [];
    for (const armed of this.#armed) {
      const { fault } = armed;
      const meant =
        fault.command === undefined || (fault.command instanceof RegExp ? fault.command.test(command) : fault.command === command);
      if (!meant || armed.left <= 0 || (fault.share !== undefined && this.#random.next() >= fault.share)) continue;
      armed.left -= 1;
      struck.push(fault);
    }
    this.#armed = this.#armed.filter((armed) => armed.left > 0);
    return struck;
  }

  get size(): number {
    return this.#armed.length;
  }
}
