import type { AsyncCommand, AsyncJobHandle, Params, Result, Row, SyncCommand } from '@cloudstack-graph/client';
import { CloudStackJobError, CloudStackTransportError } from '@cloudstack-graph/client';
import { argumentPathsOf } from './arguments.ts';
import type { GatewayContext } from './context.ts';
import { type GatewayError, InvalidInputError, JobFailedError } from './errors.ts';
import { typedId } from './ids.ts';
import { type JobRow, pendingJob } from './jobs/job.ts';
import type { CallSituation } from './upstream-errors.ts';

/** What a job that was started gives back. */
export interface Started<R> {
  /** The job as it stands: PENDING, or SUCCEEDED when it was waited for. */
  job: JobRow;
  /** UUID of the resource that the job creates or works on, where CloudStack told it. */
  resourceId: string | undefined;
  /** The resource as the job answered it; only when it was waited for. */
  result: R | undefined;
}

/** What is acted on, and how. */
export interface ActionOptions {
  /** The graph's type of what is acted on or created. */
  readonly typename: string;
  /** UUID of what is acted on; absent for creations. */
  readonly id?: string | undefined;
  /** Further typed ids that change with it (the VM of an attached volume). */
  readonly touches?: readonly string[] | undefined;
  /** The mutation's input: its names become argument paths in errors (`zoneid` → `input.zoneId`). */
  readonly input: object;
  /** Parameters whose names are not those of the input in lower case. */
  readonly argumentPaths?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Tells the live path of it: at once, or together with others ({@link Gathered}). */
  readonly tell?: ((change: () => void) => void) | undefined;
}

const atOnce = (change: () => void) => change();
const TELL_MS = 1000;

/** Tells of many changes together, once a second and at the end, so that what has changed is looked at together. */
export class Gathered {
  readonly #changes: (() => void)[] = [];
  #toldAt = Date.now();

  readonly tell = (change: () => void): void => {
    this.#changes.push(change);
    if (Date.now() - this.#toldAt >= TELL_MS) this.flush();
  };

  flush(): void {
    this.#toldAt = Date.now();
    for (const change of this.#changes.splice(0)) change();
  }
}

/**
 * Starts an asynchronous command and, with `waitSeconds`, waits for its end. Answers as soon as CloudStack has given the job.
 * A wait that is over before the job is, or that this process does not live to see, answers the pending job. Throws JobFailedError for a job that failed meanwhile.
 */
export async function startJob<C extends AsyncCommand>(
  context: GatewayContext,
  command: C,
  parameters: Params<C>,
  options: ActionOptions & { readonly waitSeconds?: number | null | undefined },
): Promise<Started<Row<C>>> {
  const waitSeconds = checkedWait(options.waitSeconds);
  const handle = await context.cloud.start(command, parameters, situationOf(options));
  const resourceId = options.id ?? handle.resourceId;
  const job = pendingJob(handle.jobId, command, resourceId === undefined ? undefined : { typename: options.typename, id: resourceId });
  const tell = options.tell ?? atOnce;
  tell(() => afterChange(context, command, options, resourceId, handle.jobId));
  if (waitSeconds === 0) return { job, resourceId, result: undefined };
  const outcome = await waitFor(handle, waitSeconds, job, context.services.live.goingDown);
  afterChange(context, command, options, resourceId, outcome.job.status === 'PENDING' ? handle.jobId : undefined);
  if (outcome.failure) throw outcome.failure;
  return { job: outcome.job, resourceId: resourceId ?? idOf(outcome.result), result: outcome.result };
}

/** Runs a synchronous command that changes something. */
export async function runAction<C extends SyncCommand>(
  context: GatewayContext,
  command: C,
  parameters: Params<C>,
  options: ActionOptions,
): Promise<Result<C>> {
  const result = await context.cloud.run(command, parameters, situationOf(options));
  const tell = options.tell ?? atOnce;
  tell(() => afterChange(context, command, options, options.id ?? idOf(result), undefined));
  return result;
}

/** Read-your-writes: what this request remembers is stale now, and the live path should look. */
export function afterChange(
  context: GatewayContext,
  command: string,
  options: ActionOptions,
  resourceId: string | undefined,
  jobId: string | undefined,
): void {
  context.renew();
  context.services.cache.changed(context.cloud.identity.key);
  const ids = [...(resourceId === undefined ? [] : [typedId(options.typename, resourceId)]), ...(options.touches ?? [])];
  context.services.live.mutationDone({
    identity: context.cloud.identity.key,
    command,
    resourceIds: ids,
    ...(jobId === undefined ? {} : { jobId }),
  });
}

async function waitFor<R>(
  handle: AsyncJobHandle<R>,
  waitSeconds: number,
  job: JobRow,
  goingDown: AbortSignal,
): Promise<{ job: JobRow; result?: R; failure?: GatewayError }> {
  try {
    const result = await handle.wait({ timeoutMs: waitSeconds * 1000, signal: goingDown });
    return { job: { ...job, status: 'SUCCEEDED', progress: 100 }, result };
  } catch (error) {
    if (error instanceof CloudStackTransportError && (error.kind === 'timeout' || goingDown.aborted)) return { job };
    if (!(error instanceof CloudStackJobError)) throw error;
    const failed: JobRow = {
      ...job,
      status: 'FAILED',
      errorText: error.errorText,
      ...(error.errorCode === undefined ? {} : { errorCode: error.errorCode }),
    };
    const cloudStack = { command: job.command, ...(error.errorCode === undefined ? {} : { errorCode: error.errorCode }) };
    return { job: failed, failure: new JobFailedError(error.errorText, failed, { cause: error, cloudStack }) };
  }
}

export function situationOf(options: ActionOptions): CallSituation {
  const given = { input: options.input };
  return {
    argumentPaths: { ...argumentPathsOf(given), ...options.argumentPaths },
    given,
    id: options.id === undefined ? undefined : typedId(options.typename, options.id),
  };
}

function checkedWait(seconds: number | null | undefined): number {
  const wait = seconds ?? 0;
  if (wait < 0 || wait > 300)
    throw new InvalidInputError([{ path: ['input', 'waitSeconds'], message: 'The waiting time is 0 to 300 seconds.' }]);
  return wait;
}

function idOf(result: unknown): string | undefined {
  const id = typeof result === 'object' && result !== null ? (result as { id?: unknown }).id : undefined;
  return typeof id === 'string' ? id : undefined;
}
