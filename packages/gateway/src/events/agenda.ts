import type { Clock } from './timing.ts';

/** Something done again and again. */
export interface Chore {
  /** When it wants to run next (milliseconds since 1970); undefined: not until asked. */
  readonly dueAt: number | undefined;
  run(): Promise<void>;
}

export interface AgendaOptions {
  readonly clock: Clock;
  /** The first pause after a failure; it doubles up to the second figure. */
  readonly failureMs: number;
  readonly failureMaxMs: number;
  /** Told of every failure. `again`: the cause is put right, go on without a pause; `stop`: there is no going on. */
  readonly failed: (error: unknown) => 'again' | 'pause' | 'stop';
}

/** Runs chores when they are due, one after the other and never two at a time; after a failure all of them wait. */
export class Agenda {
  readonly #chores: readonly Chore[];
  readonly #options: AgendaOptions;
  #timer: { cancel(): void } | undefined;
  #running = false;
  #stopped = false;
  #failures = 0;
  #pausedUntil = Number.NEGATIVE_INFINITY;

  constructor(chores: readonly Chore[], options: AgendaOptions) {
    this.#chores = chores;
    this.#options = options;
  }

  /** Failures in a row. */
  get failures(): number {
    return this.#failures;
  }

  /** Looks anew at what is due when. Call it whenever a chore may have become due earlier. */
  refresh(): void {
    if (this.#running || this.#stopped) return;
    this.#timer?.cancel();
    this.#timer = undefined;
    const due = Math.min(...this.#chores.map((chore) => chore.dueAt ?? Number.POSITIVE_INFINITY));
    if (due === Number.POSITIVE_INFINITY) return;
    const { clock } = this.#options;
    const wait = Math.max(0, Math.max(due, this.#pausedUntil) - clock.now());
    this.#timer = clock.schedule(wait, () => void this.#turn());
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
  }

  async #turn(): Promise<void> {
    const { clock, failureMs, failureMaxMs, failed } = this.#options;
    this.#running = true;
    try {
      for (const chore of this.#chores) {
        if (this.#stopped) return;
        if ((chore.dueAt ?? Number.POSITIVE_INFINITY) <= clock.now()) await chore.run();
      }
      this.#failures = 0;
    } catch (error) {
      const verdict = failed(error);
      if (verdict === 'stop') this.stop();
      if (verdict === 'pause') this.#pausedUntil = clock.now() + Math.min(failureMaxMs, failureMs * 2 ** this.#failures++);
    } finally {
      this.#running = false;
      this.refresh();
    }
  }
}
