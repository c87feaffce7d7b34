import { Cloud } from '../cloud.ts';
import type { Services } from '../context.ts';
import type { Identity } from '../identity/identity.ts';
import { Agenda } from './agenda.ts';
import { EventLog, type ReadEventPage } from './event-log.ts';
import { type Hint, hintOf } from './hint-hub.ts';
import type { Clock, LiveTiming } from './timing.ts';

export interface ServiceAccountOptions {
  readonly services: Services;
  /** Who the service account is, asked when it is first needed. Only a root admin sees all events. */
  readonly identify: () => Promise<Identity>;
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
  #cloud: Cloud | undefined;
  #useless = false;
  readonly #agenda: Agenda;
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(options: ServiceAccountOptions) {
    const { clock, timing, wanted } = options;
    this.#options = options;
    this.#log = this.#newLog();
    const lookedAt = () => this.#lookedAt;
    const useless = () => this.#useless;
    const chore = {
      get dueAt() {
        return wanted() && !useless() ? lookedAt() + timing.serviceAccountMs : undefined;
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
    if (!this.#cloud) await this.#identify();
    if (this.#useless) return;
    const events = await this.#log.poll();
    this.#options.working(true);
    this.#options.hints(events.map(hintOf));
  }

  async #identify(): Promise<void> {
    const identity = await this.#options.identify();
    this.#cloud = new Cloud(this.#options.services, identity);
    if (identity.roleType === 'Admin') return;
    this.#useless = true;
    this.#options.services.log.warn(
      { user: identity.username },
      'the service account is no root admin: it cannot give hints of what happens in the cloud',
    );
  }

  #newLog(): EventLog {
    const { overlapMs, pageSize } = this.#options.timing;
    const read: ReadEventPage = async (query) =>
      (await this.#cloud?.list('listEvents', { listall: true, projectid: '-1', ...query })) ?? { count: 0, rows: [] };
    return new EventLog(read, { overlapMs, pageSize });
  }
}
