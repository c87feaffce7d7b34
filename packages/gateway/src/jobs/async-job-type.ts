import { builder } from '../builder.ts';
import { NotFoundError } from '../errors.ts';
import { selectsOnly } from '../lookahead.ts';
import { loadNode, nodeStub } from '../nodes.ts';
import type { JobRow } from './job.ts';
import { loadJob, passwordOf } from './job-loader.ts';

const JobStatusEnum = builder.enumType('JobStatus', {
  description: 'How far a job has come.',
  values: {
    PENDING: { description: 'It waits or runs.' },
    SUCCEEDED: { description: 'It is done.' },
    FAILED: { description: 'It failed; `errorText` says why.' },
    CANCELLED: { description: 'CloudStack gave it up, at a restart for instance.' },
  } as const,
});

export const AsyncJob = builder.node(builder.objectRef<JobRow>('AsyncJob'), {
  description: 'Something that CloudStack is doing, or has done, in the background.',
  id: { resolve: (job) => job.id },
  loadManyWithoutCache: (ids, context) =>
    Promise.all(
      ids.map((id) =>
        loadJob(context, id).catch((error: unknown) => {
          if (error instanceof NotFoundError) return null;
          throw error;
        }),
      ),
    ),
  fields: (t) => ({
    uuid: t.id({ description: "CloudStack's own id of the job.", resolve: (job) => job.id }),
    command: t.exposeString('command', { description: "The command that started it, in CloudStack's spelling: `startVirtualMachine`." }),
    status: t.field({ type: JobStatusEnum, description: 'How far it has come.', resolve: (job) => job.status }),
    progress: t.int({ nullable: true, description: 'Percent, where CloudStack tells.', resolve: (job) => job.progress ?? null }),
    createdAt: t.field({ type: 'DateTime', nullable: true, description: 'When it was started.', resolve: (job) => job.createdAt ?? null }),
    resource: t.field({
      type: builder.nodeInterfaceRef(),
      nullable: true,
      description:
        'What it works on; null when that is gone, not visible or not part of the graph. When only its id is selected, it is not looked for.',
      resolve: (job, _args, context, info) => {
        if (!job.resource) return null;
        const { typename, id } = job.resource;
        return selectsOnly(info, ['id']) ? nodeStub(info, typename, id) : loadNode(context, info, typename, id);
      },
    }),
    password: t.string({
      nullable: true,
      description:
        'The password that a deployment, a reset or a reinstallation gave the machine, where its template has one. CloudStack tells it here only, for as long as it keeps the job; asking for it costs a call.',
      resolve: (job, _args, context) => passwordOf(context, job),
    }),
    errorText: t.exposeString('errorText', { nullable: true, description: "Why it failed, in CloudStack's words." }),
    errorCode: t.exposeInt('errorCode', { nullable: true, description: "CloudStack's number of the failure (HTTP-like: 530, 533, …)." }),
  }),
});
