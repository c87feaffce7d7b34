import type { GatewayContext } from '../context.ts';
import { ForbiddenError, NotFoundError } from '../errors.ts';
import type { Chore } from '../events/agenda.ts';
import type { EventRow } from '../events/event-row.ts';
import { type Clock, fewMost, type LiveTiming } from '../events/timing.ts';
import type { JobRow } from './job.ts';
import { type AsyncJobAnswer, jobRowOf } from './job-rows.ts';

export interface JobBoardOptions {
  /** A context of the identity, new for each turn. */
  readonly context: () => GatewayContext;
  readonly clock: Clock;
  readonly timing: LiveTiming;
  /** Whether somebody wants to hear of jobs. */
  readonly watched: () => boolean;
  readonly publish: (jobs: readonly JobRow[]) => void;
  /** A job has ended, well or badly. */
  readonly ended: (job: JobRow) => void;
}

/** How many results are asked for side by side. */
const resultsAtOnce = 4;
const endedKeptMs = 15_000;

/**
 * The jobs of an account without asking for each: one `listAsyncJobs` while something is pending, and one
 * `queryAsyncJobResult` for each that is no longer listed.
 */
export class JobBoard implements Chore {
  readonly #options: JobBoardOptions;
  readonly #pending = new Map<string, JobRow>();
  readonly #ended = new Map<string, { readonly job: JobRow; readonly at: number }>();
  readonly #waiting = new Map<string, Set<(job: JobRow | undefined) => void>>();
  #lookedAt = Number.NEGATIVE_INFINITY;
  #lookAt: number | undefined;

  constructor(options: JobBoardOptions) {
    this.#options = options;
  }

  get dueAt(): number | undefined {
    const byClock = this.#pending.size > 0 ? this.#lookedAt + this.#options.timing.jobsMs : undefined;
    if (this.#lookAt === undefined) return byClock;
    return Math.min(this.#lookAt, byClock ?? this.#lookAt);
  }

  get pendingCount(): number {
    return this.#pending.size;
  }

  /** The pending jobs, and those that have just ended. */
  known(): JobRow[] {
    this.#forgetOld();
    return [...[...this.#ended.values()].map(({ job }) => job), ...this.#pending.values()];
  }

  /** A job of this user has begun. */
  track(job: JobRow): void {
    if (this.#pending.has(job.id) || this.#ended.has(job.id)) return;
    if (this.#pending.size === 0) this.#lookedAt = this.#options.clock.now();
    this.#pending.set(job.id, job);
    this.#options.publish([job]);
  }

  /** Events have come: jobs may have begun or ended elsewhere. */
  noticed(events: readonly EventRow[]): void {
    const known = new Set([...this.#pending.values()].map((job) => job.resource?.id));
    const beginning = events.filter((event) => event.state === 'Scheduled' || event.state === 'Started');
    const begun = this.#options.watched() && beginning.some((event) => !known.has(event.resourceid));
    const ending = events.some((event) => event.state === 'Completed' && known.has(event.resourceid));
    if (!begun && !ending) return;
    // while many go on, they end one after the other: once a second will do
    const { clock, timing } = this.#options;
    const at = this.#pending.size > fewMost ? Math.max(clock.now(), this.#lookedAt + timing.hintSpacingMs) : clock.now();
    this.#lookAt = Math.min(this.#lookAt ?? at, at);
  }

  /** Looks in the next turn. */
  lookSoon(): void {
    this.#lookAt = this.#options.clock.now();
  }

  /** The job once it has ended; undefined when that takes longer than `timeoutMs`. */
  waitFor(id: string, timeoutMs: number): Promise<JobRow | undefined> {
    const ended = this.#ended.get(id);
    if (ended) return Promise.resolve(ended.job);
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(id) ?? new Set();
      this.#waiting.set(id, waiting);
      const done = (job: JobRow | undefined) => {
        timer.cancel();
        waiting.delete(done);
        if (waiting.size === 0) this.#waiting.delete(id);
        resolve(job);
      };
      const timer = this.#options.clock.schedule(timeoutMs, () => done(undefined));
      waiting.add(done);
    });
  }

  /** Nobody looks any more: whoever waits is told that the job had not ended. */
  stop(): void {
    for (const waiting of [...this.#waiting.values()]) for (const done of [...waiting]) done(undefined);
  }

  async run(): Promise<void> {
    this.#lookedAt = this.#options.clock.now();
    const asked = this.#lookAt;
    this.#lookAt = undefined;
    try {
      await this.#look();
    } catch (error) {
      this.#lookAt = asked ?? this.#lookedAt;
      throw error;
    }
  }

  async #look(): Promise<void> {
    const { context, publish } = this.#options;
    const before = [...this.#pending.keys()];
    // only the account's own, also for an admin: whose board this is
    const { rows } = await context().cloud.list('listAsyncJobs', { listall: false });
    const listed = new Map(rows.flatMap((row) => (row.jobid === undefined ? [] : [[row.jobid, row as AsyncJobAnswer]])));
    const changed: JobRow[] = [];
    for (const [id, row] of listed) {
      if (this.#ended.has(id)) continue;
      const known = this.#pending.get(id);
      const job = jobRowOf(row, id, known);
      this.#pending.set(id, job);
      if (!known || known.progress !== job.progress || (!known.resource && job.resource)) changed.push(job);
    }
    if (changed.length > 0) publish(changed);
    const vanished = before.filter((id) => !listed.has(id));
    for (let at = 0; at < vanished.length; at += resultsAtOnce) {
      await Promise.all(vanished.slice(at, at + resultsAtOnce).map((id) => this.#settle(id)));
    }
  }

  async #settle(id: string): Promise<void> {
    const known = this.#pending.get(id);
    const job = await this.#result(id, known);
    if (job?.status === 'PENDING') return;
    this.#pending.delete(id);
    if (!job) return;
    this.#ended.set(id, { job, at: this.#options.clock.now() });
    this.#forgetOld();
    this.#options.publish([job]);
    this.#options.ended(job);
    for (const done of this.#waiting.get(id) ?? []) done(job);
  }

  /** Undefined: CloudStack no longer tells of it. */
  async #result(id: string, known: JobRow | undefined): Promise<JobRow | undefined> {
    try {
      const answer = await this.#options.context().cloud.read('queryAsyncJobResult', { jobid: id });
      return jobRowOf(answer as AsyncJobAnswer, id, known);
    } catch (error) {
      if (error instanceof NotFoundError || error instanceof ForbiddenError) return undefined;
      throw error;
    }
  }

  #forgetOld(): void {
    const limit = this.#options.clock.now() - endedKeptMs;
    for (const [id, { at }] of this.#ended) if (at < limit) this.#ended.delete(id);
  }
}
