import * as z from 'zod';
import { builder } from '../../builder.ts';
import { InvalidInputError, InvalidStateError } from '../../errors.ts';
import { idField, waitField, waitRule } from '../../payloads.ts';
import { jobMutation, type Kind, touching } from '../../resource-mutations.ts';
import { resourceName } from '../../validation/text.ts';
import { type AutoScaleGroupRow, autoScaleGroups } from './auto-scale-group-loader.ts';
import { autoScaleGroupRules, boundsRefusal } from './auto-scale-group-rules.ts';
import { AutoScaleGroup } from './auto-scale-group-type.ts';

const kind: Kind<AutoScaleGroupRow> = {
  typename: 'AutoScaleGroup',
  words: 'autoscale group',
  field: 'autoScaleGroup',
  type: AutoScaleGroup,
  loader: autoScaleGroups,
  rules: autoScaleGroupRules,
};

const UpdateAutoScaleGroupInput = builder.inputType('UpdateAutoScaleGroupInput', {
  description: 'What to change of an autoscale group. What is left out stays. All but the name wants it disabled.',
  fields: (t) => ({
    id: t.id(idField),
    name: t.string({ description: 'The new name, 1 to 255 characters.' }),
    minMembers: t.int({ description: 'How many machines there shall be at least.' }),
    maxMembers: t.int({ description: 'How many machines there shall be at most.' }),
    intervalSeconds: t.int({ description: 'How often to measure.' }),
    waitSeconds: t.int(waitField),
  }),
});

const DeleteAutoScaleGroupInput = builder.inputType('DeleteAutoScaleGroupInput', {
  description: 'Which autoscale group to delete.',
  fields: (t) => ({
    id: t.id(idField),
    withMachines: t.boolean({ defaultValue: false, description: 'Its machines, too; needed while there are some.' }),
    waitSeconds: t.int(waitField),
  }),
});

const rule = (row: AutoScaleGroupRow) => touching('LoadBalancerRule', row.lbruleid);
const count = z.number().int().min(0, 'At least 0.').max(10_000, 'At most 10,000.');

jobMutation(kind, {
  name: 'updateAutoScaleGroup',
  description: 'Changes the name or the bounds of an autoscale group.',
  input: UpdateAutoScaleGroupInput,
  validate: z.object({
    name: resourceName().nullish(),
    minMembers: count.nullish(),
    maxMembers: count.nullish(),
    intervalSeconds: z.number().int().min(1, 'At least 1 second.').max(86_400, 'At most 86,400 seconds, a day.').nullish(),
    ...waitRule,
  }),
  action: 'UPDATE',
  command: 'updateAutoScaleVmGroup',
  argumentPaths: { interval: ['input', 'intervalSeconds'] },
  parameters: (row, input) => {
    const bounds = {
      minmembers: input.minMembers ?? undefined,
      maxmembers: input.maxMembers ?? undefined,
      interval: input.intervalSeconds ?? undefined,
    };
    const refusal = Object.values(bounds).some((value) => value !== undefined) ? boundsRefusal(row) : null;
    if (refusal) throw new InvalidStateError(refusal, row.state ?? null);
    if ((bounds.minmembers ?? row.minmembers ?? 0) > (bounds.maxmembers ?? row.maxmembers ?? 0))
      throw new InvalidInputError([{ path: ['input', 'maxMembers'], message: 'There would be fewer at most than at least.' }]);
    return { id: row.id, name: input.name ?? undefined, ...bounds };
  },
});

jobMutation(kind, {
  name: 'enableAutoScaleGroup',
  description: 'Has an autoscale group grow and shrink again.',
  action: 'ENABLE',
  command: 'enableAutoScaleVmGroup',
});

jobMutation(kind, {
  name: 'disableAutoScaleGroup',
  description: 'Has an autoscale group leave its machines as they are.',
  action: 'DISABLE',
  command: 'disableAutoScaleVmGroup',
});

jobMutation(kind, {
  name: 'deleteAutoScaleGroup',
  description: 'Deletes an autoscale group. What it was made of (policies and a profile) stays in CloudStack, unused.',
  input: DeleteAutoScaleGroupInput,
  validate: z.object(waitRule),
  action: 'DELETE',
  gone: true,
  command: 'deleteAutoScaleVmGroup',
  parameters: (row, input) => ({ id: row.id, cleanup: input.withMachines ? true : undefined }),
  touches: rule,
});
