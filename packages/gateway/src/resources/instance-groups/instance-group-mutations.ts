import * as z from 'zod';
import { builder } from '../../builder.ts';
import { ConflictError, ForbiddenError, InvalidInputError, NotFoundError } from '../../errors.ts';
import { uuidOf } from '../../ids.ts';
import { mutation } from '../../mutation.ts';
import { ownerFields, ownerParameters } from '../../ownership.ts';
import { goneId, idField, type Outcome, type SuccessBuilder } from '../../payloads.ts';
import { requireRow } from '../../require-row.ts';
import { runAction } from '../../run-command.ts';
import { resourceName } from '../../validation/text.ts';
import { instanceGroups } from './instance-group-loader.ts';
import { InstanceGroup } from './instance-group-type.ts';

const CreateInstanceGroupInput = builder.inputType('CreateInstanceGroupInput', {
  description: 'The instance group to create. `updateVirtualMachine(group:)` creates one on the way, too.',
  fields: (t) => ({ name: t.string({ required: true, description: 'The name, unique in the account.' }), ...ownerFields(t) }),
});

const UpdateInstanceGroupInput = builder.inputType('UpdateInstanceGroupInput', {
  description: 'Which instance group to rename.',
  fields: (t) => ({ id: t.id(idField), name: t.string({ required: true, description: 'The new name.' }) }),
});

const DeleteInstanceGroupInput = builder.inputType('DeleteInstanceGroupInput', {
  description: 'Which instance group to delete. Its machines stay.',
  fields: (t) => ({ id: t.id(idField) }),
});

const words = { typename: 'InstanceGroup', words: 'instance group' };

const changed = (t: SuccessBuilder<Outcome>) => ({
  instanceGroup: t.field({
    type: InstanceGroup,
    description: 'The group, as it is now.',
    resolve: (outcome, _args, context) => requireRow(context, instanceGroups, words, outcome.id),
  }),
});

mutation({
  name: 'createInstanceGroup',
  description: 'Creates an instance group.',
  input: CreateInstanceGroupInput,
  validate: z.object({ name: resourceName() }),
  success: changed,
  errors: [InvalidInputError, ForbiddenError, ConflictError],
  run: async (input, context) => {
    const parameters = { ...ownerParameters(context.cloud.identity, input), name: input.name };
    const { id } = await runAction(context, 'createInstanceGroup', parameters, { typename: 'InstanceGroup', input });
    return { id };
  },
});

mutation({
  name: 'updateInstanceGroup',
  description: 'Renames an instance group.',
  input: UpdateInstanceGroupInput,
  validate: z.object({ name: resourceName() }),
  success: changed,
  errors: [InvalidInputError, NotFoundError, ForbiddenError, ConflictError],
  run: async (input, context) => {
    const id = uuidOf('InstanceGroup', input.id, ['input', 'id']);
    await requireRow(context, instanceGroups, words, id);
    await runAction(context, 'updateInstanceGroup', { id, name: input.name }, { typename: 'InstanceGroup', id, input });
    return { id };
  },
});

mutation({
  name: 'deleteInstanceGroup',
  description: 'Deletes an instance group. Its machines stay.',
  input: DeleteInstanceGroupInput,
  success: (t: SuccessBuilder<Outcome>) => ({ instanceGroupId: goneId(t, 'InstanceGroup') }),
  errors: [NotFoundError, ForbiddenError],
  run: async (input, context) => {
    const id = uuidOf('InstanceGroup', input.id, ['input', 'id']);
    await requireRow(context, instanceGroups, words, id);
    await runAction(context, 'deleteInstanceGroup', { id }, { typename: 'InstanceGroup', id, input });
    return { id };
  },
});
