import { setTimeout as sleep } from 'node:timers/promises';
import { Deadline } from './deadline.ts';
import { isRecord, objectOf } from './envelope.ts';
import { classifyFailure } from './error-classification.ts';
import {
  CloudStackError,
  CloudStackInternalError,
  CloudStackJobError,
  CloudStackRateLimitError,
  CloudStackTransportError,
  CloudStackUnavailableError,
} from './errors.ts';
import { transportError } from './transport-failure.ts';

/** A job as `queryAsyncJobResult` tells it. */
export interface JobState<R> {
  jobId: string;
  status: 'pending' | 'succeeded' | 'failed' | 'cancelled';
  /** `jobprocstatus`, 0 in practice. */
  processStatus: number;
  /** The resource (or `{ success: true }`) of a job that succeeded. */
  result?: R;
  /** Why a job failed or was cancelled. */
  error?: CloudStackJobError;
  /** The row as it came, with `cmd`, `jobinstancetype`, `jobinstanceid`, `created`, `completed`. */
  row: Readonly<Record<string, unknown>>;
}

export interface WaitOptions {
  signal?: AbortSignal | undefined;
  /** Default 600,000 (10 minutes). The job itself goes on after it. */
  timeoutMs?: number | undefined;
  /** First pause between two polls; pauses grow by half each up to `maxPollMs`. Default 250. */
  pollMs?: number | undefined;
  /** Default 2,000. */
  maxPollMs?: number | undefined;
  /** After every poll of a pending job. */
  onProgress?: ((progress: { jobId: string; processStatus: number; elapsedMs: number; polls: number }) => void) | undefined;
}

/** An asynchronous job under way. */
export interface AsyncJobHandle<R> {
  readonly jobId: string;
  /** The id of the resource the job works on or creates, where the answer held it. */
  readonly resourceId: string | undefined;
  /** Asks once (`queryAsyncJobResult`). */
  poll(options?: { signal?: AbortSignal | undefined }): Promise<JobState<R>>;
  /**
   * Polls until the job ends, and answers its result. A server that does not answer for a while is waited for.
   * @throws CloudStackJobError when it failed or was cancelled
   * @throws CloudStackTransportError of kind `timeout` (with the last failed poll as `cause`) or `aborted`; the job goes on
   */
  wait(options?: WaitOptions): Promise<R>;
}

/** Reads an answer of `queryAsyncJobResult`, or a row of `listAsyncJobs`. `command` is the one that started the job. */
export function jobStateOf<R>(value: unknown, jobId: string, command: string): JobState<R> {
  const row = isRecord(value) ? value : {};
  const processStatus = typeof row.jobprocstatus === 'number' ? row.jobprocstatus : 0;
  const base = { jobId, processStatus, row };
  if (row.jobstatus === 1) return { ...base, status: 'succeeded', result: objectOf(row.jobresult) as R };
  if (row.jobstatus === 2 || row.jobstatus === 3) {
    const cancelled = row.jobstatus === 3;
    return { ...base, status: cancelled ? 'cancelled' : 'failed', error: jobError(row.jobresult, jobId, command, cancelled) };
  }
  return { ...base, status: 'pending' };
}

function jobError(result: unknown, jobId: string, command: string, cancelled: boolean): CloudStackJobError {
  const fields = isRecord(result) ? result : {};
  const details = {
    command,
    errorCode: typeof fields.errorcode === 'number' ? fields.errorcode : undefined,
    errorText:
      typeof fields.errortext === 'string' ? fields.errortext : cancelled ? 'the job was cancelled' : 'the job failed without a reason',
  };
  const cause = details.errorCode === undefined ? new CloudStackInternalError(details) : classifyFailure(details);
  return new CloudStackJobError({ ...details, jobId, cause });
}

function mayPass(error: unknown): boolean {
  if (error instanceof CloudStackTransportError) return error.kind !== 'aborted';
  return error instanceof CloudStackUnavailableError || error instanceof CloudStackRateLimitError || isPlainServerFailure(error);
}

function isPlainServerFailure(error: unknown): boolean {
  return error instanceof CloudStackError && error.status === 500;
}

/** @param poll one call of `queryAsyncJobResult` */
export async function waitForJob<R>(
  poll: (signal: AbortSignal) => Promise<JobState<R>>,
  job: { jobId: string; command: string },
  options: WaitOptions = {},
): Promise<R> {
  const { timeoutMs = 600_000, pollMs = 250, maxPollMs = 2_000, onProgress } = options;
  const since = performance.now();
  const deadline = new Deadline(timeoutMs, options.signal);
  let lastFailure: unknown;
  try {
    for (let polls = 1, pause = pollMs; ; polls++, pause = Math.min(pause * 1.5, maxPollMs)) {
      const state = await poll(deadline.signal).catch((error: unknown) => {
        // The job runs on the server whether or not one poll gets through.
        if (deadline.signal.aborted || !mayPass(error)) throw error;
        lastFailure = error;
        return undefined;
      });
      if (state?.error) throw state.error;
      if (state?.status === 'succeeded') return state.result as R;
      if (state) onProgress?.({ jobId: job.jobId, processStatus: state.processStatus, elapsedMs: performance.now() - since, polls });
      await sleep(pause, undefined, { signal: deadline.signal });
    }
  } catch (error) {
    if (!deadline.signal.aborted) throw error;
    if (options.signal?.aborted) throw transportError(job.command, error, deadline.signal);
    const errorText = `job ${job.jobId} had not ended after ${timeoutMs} ms; it goes on`;
    throw new CloudStackTransportError({ command: job.command, kind: 'timeout', errorText, cause: lastFailure });
  } finally {
    deadline.dispose();
  }
}
