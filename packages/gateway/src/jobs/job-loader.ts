import type { GatewayContext } from '../context.ts';
import type { JobRow } from './job.ts';
import { type AsyncJobAnswer, jobRowOf } from './job-rows.ts';

/** A job by its UUID (`queryAsyncJobResult`), once a request. Throws NotFoundError for an unknown one, ForbiddenError for a foreign one. */
export function loadJob(context: GatewayContext, id: string): Promise<JobRow> {
  return context.memo(`job ${id}`, async () => {
    const answer = await context.cloud.read('queryAsyncJobResult', { jobid: id });
    return jobRowOf(answer as AsyncJobAnswer, id);
  });
}

/** The password in a job's result (`queryAsyncJobResult`), asked for anew each time: it is kept nowhere. Null where there is none. */
export async function passwordOf(context: GatewayContext, job: JobRow): Promise<string | null> {
  if (job.status !== 'SUCCEEDED' || job.resource?.typename !== 'VirtualMachine') return null;
  const answer = (await context.cloud.read('queryAsyncJobResult', { jobid: job.id })) as AsyncJobAnswer;
  const result = answer.jobresult as { virtualmachine?: { password?: unknown } } | undefined;
  const password = result?.virtualmachine?.password;
  return typeof password === 'string' && password !== '' ? password : null;
}
