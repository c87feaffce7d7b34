/** Asynchronous jobs: they take time, wait for others on the same thing, write events and end with a result or an error. */

import { type Cloud, lasting } from './cloud.ts';
import type { AsyncCommand, Body, Call, JobPlan } from './command.ts';
import { ApiError, internal } from './errors.ts';
import type { EventRecord } from './events.ts';
import { defineTable, type Entity } from './store.ts';

/** 0 pending, 1 done, 2 failed. */
export type JobStatus = 0 | 1 | 2;

export interface JobRecord extends Entity {
  accountId: number;
  userId: number;
  /** The Java class, in full. */
  cmd: string;
  instanceType?: string;
  instanceUuid?: string;
  status: JobStatus;
  resultCode: number;
  result?: Body;
  created: number;
  completed?: number;
}

export const asyncJobs = defineTable<JobRecord>()({
  name: 'AsyncJob',
  parameters: ['jobid'],
  indexes: { pending: (row) => (row.status === 0 ? row.accountId : undefined), unfinished: (row) => (row.status === 0 ? 1 : undefined) },
});

/** How long a job that fails at once still shows as pending, at speed 1. */
const FAILS_AFTER = 150;

interface Waiting {
  readonly run: () => void;
}

export class JobQueue {
  readonly #busy = new Map<string, Waiting[]>();
  readonly #parents = new Map<string, string>();

  /** The UUID of a running job's `Scheduled` event, the parent of what it causes. */
  parentOf(jobUuid: string): string | undefined {
    return this.#parents.get(jobUuid);
  }

  /** Starts, or queues, what a command planned, and answers `{ id?, jobid }`. */
  submit(call: Call, command: AsyncCommand, plan: JobPlan): Body {
    const { cloud } = call;
    const job = cloud.store.table(asyncJobs).insert({
      accountId: call.caller.account.id,
      userId: call.caller.user.id,
      cmd: `org.apache.cloudstack.api.command.${className(command.cmd, call)}`,
      status: 0,
      resultCode: 0,
      created: cloud.clock.now(),
      ...(plan.instance === undefined ? {} : { instanceType: plan.instance.type }),
      ...(plan.instance?.uuid === undefined ? {} : { instanceUuid: plan.instance.uuid }),
    });
    const writes = plan.event?.states;
    const scheduled =
      plan.event !== undefined && (writes === undefined || writes.includes('Scheduled'))
        ? cloud.events.scheduled(call, plan.event)
        : undefined;
    if (scheduled !== undefined) this.#parents.set(job.uuid, scheduled.uuid);
    this.#enqueue(plan.queue, () => this.#run(call, plan, job, scheduled));
    return { id: plan.resourceId, jobid: job.uuid };
  }

  #run(call: Call, plan: JobPlan, job: JobRecord, scheduled: EventRecord | undefined): void {
    const { cloud } = call;
    const { event } = plan;
    const writes = event?.states;
    const parent = scheduled?.uuid ?? '';
    const running = { uuid: job.uuid, eventUuid: event?.parentUuid ?? parent };
    if (event !== undefined && (writes === undefined || writes.includes('Started'))) cloud.events.progress(call, event, 'Started', parent);
    const complete = (result: Body | ApiError): void => {
      const failed = result instanceof ApiError;
      if (event !== undefined && (writes === undefined || writes.includes('Completed')))
        cloud.events.progress(call, event, 'Completed', parent, failed);
      this.#finish(cloud, job, result);
      this.#release(plan.queue);
    };
    try {
      plan.start?.(running);
    } catch (error) {
      const failure = asApiError(error);
      cloud.clock.schedule(lasting(cloud, FAILS_AFTER), () => complete(failure));
      return;
    }
    cloud.clock.schedule(lasting(cloud, plan.milliseconds), () => {
      let result: Body | ApiError;
      try {
        result = plan.finish(running);
      } catch (error) {
        result = asApiError(error);
      }
      complete(result);
    });
  }

  #finish(cloud: Cloud, job: JobRecord, result: Body | ApiError): void {
    const failed = result instanceof ApiError;
    this.#parents.delete(job.uuid);
    cloud.store.table(asyncJobs).update(job, {
      status: failed ? 2 : 1,
      resultCode: failed ? result.status : 0,
      result: failed ? { errorcode: result.status, errortext: result.message } : result,
      completed: cloud.clock.now(),
    });
  }

  #enqueue(queue: string | undefined, run: () => void): void {
    if (queue === undefined) {
      run();
      return;
    }
    const waiting = this.#busy.get(queue);
    if (waiting !== undefined) {
      waiting.push({ run });
      return;
    }
    this.#busy.set(queue, []);
    run();
  }

  #release(queue: string | undefined): void {
    if (queue === undefined) return;
    const next = this.#busy.get(queue)?.shift();
    if (next === undefined) this.#busy.delete(queue);
    else next.run();
  }
}

function asApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : internal(error instanceof Error ? error.message : String(error));
}

/** Root admins run a class of their own for the commands whose answer shows them more. */
function className(cmd: string, call: Call): string {
  const match = /^user\.(vm|volume|network|address|iso|template|vpc|affinitygroup)\.(\w+Cmd)$/.exec(cmd);
  return call.caller.role === 'Admin' && match !== null ? `admin.${match[1]}.${match[2]}ByAdmin` : cmd;
}
