import { builder } from '../builder.ts';
import { StreamEnd } from '../events/channel.ts';
import { uuidsOf } from '../ids.ts';
import { AsyncJob } from './async-job-type.ts';

builder.subscriptionField('jobs', (t) =>
  t.field({
    type: AsyncJob,
    description:
      "Jobs of the caller's account as they begin, go on and end, wherever they were begun. Those that are pending, and those that ended in the last seconds, come first.",
    args: { ids: t.arg.idList({ description: 'Only these jobs.' }) },
    complexity: 5,
    subscribe: (_root, { ids }, context) => {
      const wanted = ids && new Set(uuidsOf('AsyncJob', ids, ['ids']));
      const { identity } = context.cloud;
      return context.services.live.cohort(identity).jobChanges(identity, (job) => !wanted || wanted.has(job.id));
    },
    resolve: (job, _args, context) => {
      if (job instanceof StreamEnd) throw job.error;
      context.renew();
      return job;
    },
  }),
);
