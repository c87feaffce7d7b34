import type { Cloud } from '../cloud.ts';
import { Agenda } from './agenda.ts';
import { EventLog } from './event-log.ts';
import { type Hint, hintOf } from './hint-hub.ts';
import type { Clock, LiveTiming } from './timing.ts';

export interface ServiceAccountOptions {
  /** CloudStack through the service account's eyes; it must be a root admin to see all events. */
  readonly cloud: Cloud;
  readonly clock: Clock;
  readonly timing: LiveTiming;
  /** Whether anybody watches anything. */
  readonly wanted: () => boolean;
  readonly hints: (hints: readonly Hint[]) => void;
  /** Whether it works has changed. */
  readonly working: (works: boolean) => void;
  readonly failed: (error: unknown) => void;
}

const longAgoMs = 60_000;

/** Reads all events of the cloud while anybody watches, for nothing but to say who should look. */
export class ServiceAccountWatch {
  readonly #options: ServiceAccountOptions;
  #log: EventLog;
  readonly #agenda: Agenda;
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(options: ServiceAccountOptions) {
    const { clock, timing, wanted } = options;
    this.#options = options;
    this.#log = this.#newLog();
    const lookedAt = () => this.#lookedAt;
    const chore = {
      get dueAt() {
        return wanted() ? lookedAt() + timing.serviceAccountMs : undefined;
      },
      run: () => this.#look(),
    };
    this.#agenda = new Agenda([chore], {
      clock,
      failureMs: timing.failureMs,
      failureMaxMs: timing.failureMaxMs,
      failed: (error) => {
        options.working(false);
        options.failed(error);
        return 'pause';
      },
    });
  }

  /** Whether somebody watches may have changed. */
  refresh(): void {
    this.#agenda.refresh();
  }

  stop(): void {
    this.#agenda.stop();
    this.#options.working(false);
  }

  async #look(): Promise<void> {
    const now = this.#options.clock.now();
    // nobody watched for a while: what happened meanwhile needs no hint
    if (now - this.#lookedAt > longAgoMs) this.#log = this.#newLog();
    this.#lookedAt = now;
    const events = await this.#log.poll();
    this.#options.working(true);
    this.#options.hints(events.map(hintOf));
  }

  #newLog(): EventLog {
    const { cloud, timing } = this.#options;
    const { overlapMs, pageSize } = timing;
    return new EventLog((query) => cloud.list('listEvents', { listall: true, projectid: '-1', ...query }), { overlapMs, pageSize });
  }
}
