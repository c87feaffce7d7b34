import * as z from 'zod';
import type { ActionRule } from '../../actions.ts';
import { builder } from '../../builder.ts';
import { Action } from '../../interfaces.ts';
import { idField } from '../../payloads.ts';
import { always } from '../../resource-fields.ts';
import { directMutation, type Kind } from '../../resource-mutations.ts';
import { offeredActions } from '../../rules.ts';
import { resourceName } from '../../validation/text.ts';
import { type PodRow, pods } from './pod-loader.ts';
import { Pod } from './pod-type.ts';

/** When CloudStack takes an action on a pod. */
const podRules: readonly ActionRule<Partial<PodRow>>[] = [
  always('UPDATE', 'updatePod'),
  {
    name: 'ENABLE',
    command: 'updatePod',
    refusal: (row) => (row.allocationstate === 'Enabled' ? 'The pod takes new machines already.' : null),
  },
  {
    name: 'DISABLE',
    command: 'updatePod',
    refusal: (row) => (row.allocationstate === 'Disabled' ? 'The pod takes no new machines already.' : null),
  },
];

const kind: Kind<PodRow> = { typename: 'Pod', words: 'pod', field: 'pod', type: Pod, loader: pods, rules: podRules };

builder.objectField(Pod, 'actions', (t) =>
  t.field({
    type: [Action],
    description: 'What may be done to it, and why not at the moment.',
    resolve: (row, _args, context) => offeredActions(context, podRules, row),
  }),
);

const UpdatePodInput = builder.inputType('UpdatePodInput', {
  description: 'What to change of a pod.',
  fields: (t) => ({ id: t.id(idField), name: t.string({ required: true, description: 'The new name.' }) }),
});

directMutation(kind, {
  name: 'updatePod',
  description: 'Gives a pod another name.',
  input: UpdatePodInput,
  validate: z.object({ name: resourceName() }),
  action: 'UPDATE',
  command: 'updatePod',
  parameters: (row, input) => ({ id: row.id, name: input.name }),
});

directMutation(kind, {
  name: 'enablePod',
  description: 'Lets a pod take new machines again.',
  action: 'ENABLE',
  command: 'updatePod',
  parameters: (row) => ({ id: row.id, allocationstate: 'Enabled' }),
});

directMutation(kind, {
  name: 'disablePod',
  description: 'Keeps a pod from taking new machines. What runs there goes on.',
  action: 'DISABLE',
  command: 'updatePod',
  parameters: (row) => ({ id: row.id, allocationstate: 'Disabled' }),
});
