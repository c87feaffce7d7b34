import * as z from 'zod';
import { builder } from '../../builder.ts';
import { ConflictError, ForbiddenError, InvalidInputError, JobFailedError, LimitExceededError, NotFoundError } from '../../errors.ts';
import { uuidOf } from '../../ids.ts';
import type { JobRow } from '../../jobs/job.ts';
import { mutation } from '../../mutation.ts';
import { ownerFields, ownerParameters } from '../../ownership.ts';
import { goneId, idField, type JobOutcome, type SuccessBuilder, startedJob, waitField, waitRule } from '../../payloads.ts';
import { requireRow } from '../../require-row.ts';
import { startJob } from '../../run-command.ts';
import { resourceName, text } from '../../validation/text.ts';
import { affinityGroups } from './affinity-group-loader.ts';
import { AffinityGroup } from './affinity-group-type.ts';

const CreateAffinityGroupInput = builder.inputType('CreateAffinityGroupInput', {
  description: 'The affinity group to create.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'The name, unique in the account.' }),
    kind: t.string({ required: true, description: 'One of `affinityGroupKinds`: `host anti-affinity`.' }),
    description: t.string({ description: 'What to say of it.' }),
    ...ownerFields(t),
    waitSeconds: t.int(waitField),
  }),
});

const DeleteAffinityGroupInput = builder.inputType('DeleteAffinityGroupInput', {
  description: 'Which affinity group to delete. Its machines stay where they are.',
  fields: (t) => ({ id: t.id(idField), waitSeconds: t.int(waitField) }),
});

const words = { typename: 'AffinityGroup', words: 'affinity group' };

mutation({
  name: 'createAffinityGroup',
  description: 'Creates an affinity group.',
  input: CreateAffinityGroupInput,
  validate: z.object({
    name: resourceName(),
    kind: text().min(1, 'See `affinityGroupKinds`.'),
    description: text().nullish(),
    ...waitRule,
  }),
  success: (t: SuccessBuilder<{ id: string | undefined; job: JobRow }>) => ({
    affinityGroup: t.field({
      type: AffinityGroup,
      nullable: true,
      description: 'The group; null where CloudStack has not named it yet.',
      resolve: (outcome, _args, context) => (outcome.id === undefined ? null : affinityGroups.load(context, outcome.id)),
    }),
    job: startedJob(t),
  }),
  errors: [InvalidInputError, ForbiddenError, ConflictError, LimitExceededError, JobFailedError],
  run: async (input, context) => {
    const parameters = {
      ...ownerParameters(context.cloud.identity, input),
      name: input.name,
      type: input.kind,
      description: input.description ?? undefined,
    };
    const { job, resourceId } = await startJob(context, 'createAffinityGroup', parameters, {
      typename: 'AffinityGroup',
      input,
      waitSeconds: input.waitSeconds,
      argumentPaths: { type: ['input', 'kind'] },
    });
    return { id: resourceId, job };
  },
});

mutation({
  name: 'deleteAffinityGroup',
  description: 'Deletes an affinity group. Its machines stay where they are.',
  input: DeleteAffinityGroupInput,
  validate: z.object(waitRule),
  success: (t: SuccessBuilder<JobOutcome>) => ({ affinityGroupId: goneId(t, 'AffinityGroup'), job: startedJob(t) }),
  errors: [NotFoundError, ForbiddenError, JobFailedError],
  run: async (input, context) => {
    const id = uuidOf('AffinityGroup', input.id, ['input', 'id']);
    await requireRow(context, affinityGroups, words, id);
    const options = { typename: 'AffinityGroup', id, input, waitSeconds: input.waitSeconds };
    const { job } = await startJob(context, 'deleteAffinityGroup', { id }, options);
    return { id, job };
  },
});
