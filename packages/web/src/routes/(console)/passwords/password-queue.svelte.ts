import { askPastCache } from '#lib/graph/past-cache.ts';
import type { Problem } from '#lib/graph/problems.ts';
import { type DueJobs, mayGivePassword } from './due-jobs.ts';
import { JobPasswordQuery } from './password-documents.ts';

/** A password to be told; or, with a `problem`, that it could not be asked for. */
export interface Told {
  jobId: string;
  /** What people call the machine; null while that is not known. */
  machine: string | null;
  /** The machine takes it only when it is started. */
  atNextStart: boolean;
  password: string;
  problem: Problem | null;
}

type Ask = typeof askPastCache;

/**
 * The passwords that jobs of this tab gave to machines, one after the other. They are here until they were told, and
 * nowhere else.
 */
export class PasswordQueue {
  readonly #due: DueJobs;
  readonly #ask: Ask;
  #list: readonly Told[] = $state.raw([]);
  #asking = new Set<string>();
  #isOver = false;

  constructor(due: DueJobs, ask: Ask = askPastCache) {
    this.#due = due;
    this.#ask = ask;
  }

  /** The one to be told now. */
  get first(): Told | undefined {
    return this.#list[0];
  }

  /** How many come after it. */
  get more(): number {
    return Math.max(0, this.#list.length - 1);
  }

  /** Jobs that were begun before a reload: those that are over are asked now, the others when they end. */
  resume(): void {
    for (const id of this.#due.ids) void this.ask(id);
  }

  /** A job of this tab runs. */
  expect(job: { id: string; command: string }): void {
    if (mayGivePassword(job)) this.#due.add(job.id);
  }

  /** A job has ended. */
  ended(job: { id: string; command: string; status: string; own: boolean }): void {
    if (!mayGivePassword(job) || !(job.own || this.#due.has(job.id))) return;
    if (job.status === 'SUCCEEDED') {
      this.#due.add(job.id);
      void this.ask(job.id);
    } else this.#due.delete(job.id);
  }

  /** Asks the job, also again after a failure. */
  async ask(jobId: string): Promise<void> {
    if (this.#asking.has(jobId) || this.#list.some((told) => told.jobId === jobId && !told.problem)) return;
    this.#asking.add(jobId);
    const { data, problem } = await this.#ask(JobPasswordQuery, { id: jobId });
    this.#asking.delete(jobId);
    if (this.#isOver) return;
    const job = data?.node?.__typename === 'AsyncJob' ? data.node : null;
    const machine = job?.resource?.__typename === 'VirtualMachine' ? job.resource.displayName || job.resource.name : null;
    if (job?.password) {
      this.#put({
        jobId,
        machine,
        atNextStart: job.command === 'resetPasswordForVirtualMachine',
        password: job.password,
        problem: null,
      });
    } else if (problem && problem.code !== 'NOT_FOUND' && problem.code !== 'FORBIDDEN') {
      this.#put({ jobId, machine, atNextStart: false, password: '', problem });
    } else if (job?.status !== 'PENDING') this.#drop(jobId); // it gave none
  }

  /** The first was told, or is given up. */
  next(): void {
    if (this.first) this.#drop(this.first.jobId);
  }

  /** Forgets all of it, and what is still being asked. */
  end(): void {
    this.#isOver = true;
    this.#list = [];
  }

  #put(told: Told): void {
    const isThere = this.#list.some(({ jobId }) => jobId === told.jobId);
    this.#list = isThere ? this.#list.map((each) => (each.jobId === told.jobId ? told : each)) : [...this.#list, told];
  }

  #drop(jobId: string): void {
    this.#due.delete(jobId);
    this.#list = this.#list.filter((each) => each.jobId !== jobId);
  }
}
