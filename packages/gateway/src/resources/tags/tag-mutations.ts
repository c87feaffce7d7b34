import * as z from 'zod';
import { builder } from '../../builder.ts';
import { ConflictError, ForbiddenError, InvalidInputError, JobFailedError, NotFoundError } from '../../errors.ts';
import { typedId } from '../../ids.ts';
import type { JobRow } from '../../jobs/job.ts';
import { mutation } from '../../mutation.ts';
import { loadNode } from '../../nodes.ts';
import { type SuccessBuilder, startedJob, waitField, waitRule } from '../../payloads.ts';
import { startJob } from '../../run-command.ts';
import { resourceName, tags } from '../../validation/text.ts';
import { TagInput } from '../virtual-machines/virtual-machine-deploy.ts';
import { taggedOf } from './taggable.ts';

const idsField = { required: true, description: 'What to tag: typed ids, all of one type; 1 to 200.' } as const;

const AddTagsInput = builder.inputType('AddTagsInput', {
  description: 'What to put which tags on.',
  fields: (t) => ({
    ids: t.idList(idsField),
    tags: t.field({ type: [TagInput], required: true, description: 'The tags; keys that are there already make the job fail.' }),
    waitSeconds: t.int(waitField),
  }),
});

const RemoveTagsInput = builder.inputType('RemoveTagsInput', {
  description: 'What to take which tags off.',
  fields: (t) => ({
    ids: t.idList(idsField),
    keys: t.stringList({ required: true, description: 'Keys of the tags; one at least.' }),
    waitSeconds: t.int(waitField),
  }),
});

interface Tagged {
  typename: string;
  ids: readonly string[];
  job: JobRow;
}

const success = (t: SuccessBuilder<Tagged>) => ({
  resources: t.field({
    type: [builder.nodeInterfaceRef()],
    nullable: { list: false, items: true },
    description: 'What was tagged, as it is now; null for what is gone or not visible.',
    resolve: ({ typename, ids }, _args, context, info) => Promise.all(ids.map((id) => loadNode(context, info, typename, id))),
  }),
  job: startedJob(t),
});

const idsRule = z.array(z.string()).min(1, 'Give one id at least.').max(200, 'At most 200 at once.');
const errors = [InvalidInputError, NotFoundError, ForbiddenError, ConflictError, JobFailedError];

mutation({
  name: 'addTags',
  description: 'Puts tags on one or several resources of one type.',
  input: AddTagsInput,
  validate: z.object({ ids: idsRule, tags: tags.min(1, 'Give one tag at least.'), ...waitRule }),
  success,
  errors,
  run: async (input, context) => {
    const { typename, resourcetype, resourceids } = taggedOf(input.ids, ['input', 'ids']);
    const parameters = { resourceids, resourcetype, tags: input.tags.map(({ key, value }) => ({ key, value })) };
    const touches = resourceids.map((id) => typedId(typename, id));
    const { job } = await startJob(context, 'createTags', parameters, { typename, touches, input, waitSeconds: input.waitSeconds });
    return { typename, ids: resourceids, job };
  },
});

mutation({
  name: 'removeTags',
  description: 'Takes tags off one or several resources of one type.',
  input: RemoveTagsInput,
  validate: z.object({ ids: idsRule, keys: z.array(resourceName()).min(1, 'Give one key at least.'), ...waitRule }),
  success,
  errors,
  run: async (input, context) => {
    const { typename, resourcetype, resourceids } = taggedOf(input.ids, ['input', 'ids']);
    const parameters = { resourceids, resourcetype, tags: [...new Set(input.keys)].map((key) => ({ key })) };
    const touches = resourceids.map((id) => typedId(typename, id));
    const { job } = await startJob(context, 'deleteTags', parameters, { typename, touches, input, waitSeconds: input.waitSeconds });
    return { typename, ids: resourceids, job };
  },
});
