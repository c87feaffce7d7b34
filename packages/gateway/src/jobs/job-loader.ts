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
