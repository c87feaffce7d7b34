import { builder } from '../builder.ts';
import { NotFoundError } from '../errors.ts';
import { uuidOf } from '../ids.ts';
import { AsyncJob } from './async-job-type.ts';
import { loadJob } from './job-loader.ts';
import { type AsyncJobAnswer, jobRowOf } from './job-rows.ts';

builder.queryField('asyncJob', (t) =>
  t.field({
    type: AsyncJob,
    nullable: true,
    description: 'A job by its id (`queryAsyncJobResult`); null when CloudStack no longer knows it.',
    args: { id: t.arg.id({ required: true, description: 'The typed id of the job, or its bare UUID.' }) },
    resolve: async (_root, args, context) => {
      try {
        return await loadJob(context, uuidOf('AsyncJob', args.id));
      } catch (error) {
        if (error instanceof NotFoundError) return null;
        throw error;
      }
    },
  }),
);

builder.queryField('asyncJobs', (t) =>
  t.field({
    type: [AsyncJob],
    description: "The pending jobs of the caller's account (`listAsyncJobs`); what has ended is no longer listed.",
    complexity: { field: 1, multiplier: 20 },
    resolve: async (_root, _args, context) => {
      // only the account's own, also for an admin
      const { rows } = await context.cloud.listAll('listAsyncJobs', { listall: false });
      return rows.flatMap((row) => (row.jobid === undefined ? [] : [jobRowOf(row as AsyncJobAnswer, row.jobid)]));
    },
  }),
);
