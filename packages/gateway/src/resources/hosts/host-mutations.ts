import * as z from 'zod';
import { builder } from '../../builder.ts';
import { idField } from '../../payloads.ts';
import { directMutation, jobMutation, type Kind } from '../../resource-mutations.ts';
import { resourceName } from '../../validation/text.ts';
import { type HostRow, hosts } from './host-loader.ts';
import { hostRules } from './host-rules.ts';
import { Host } from './host-type.ts';

const kind: Kind<HostRow> = { typename: 'Host', words: 'host', field: 'host', type: Host, loader: hosts, rules: hostRules as never };

const UpdateHostInput = builder.inputType('UpdateHostInput', {
  description: 'What to change of a host. What is left out stays.',
  fields: (t) => ({
    id: t.id(idField),
    name: t.string({ description: 'The new name.' }),
    tags: t.stringList({ description: 'Its host tags, all of them; empty: none.' }),
  }),
});

directMutation(kind, {
  name: 'updateHost',
  description: 'Changes the name or the tags of a host.',
  input: UpdateHostInput,
  validate: z.object({
    name: resourceName().nullish(),
    tags: z.array(resourceName().refine((tag) => !tag.includes(','), 'Must not hold a comma.')).nullish(),
  }),
  command: 'updateHost',
  argumentPaths: { hosttags: ['input', 'tags'] },
  parameters: (row, input) => ({ id: row.id, name: input.name ?? undefined, hosttags: input.tags ?? undefined }),
});

directMutation(kind, {
  name: 'enableHost',
  description: 'Lets a host take new machines again.',
  action: 'ENABLE',
  command: 'updateHost',
  parameters: (row) => ({ id: row.id, allocationstate: 'Enable' }),
});

directMutation(kind, {
  name: 'disableHost',
  description: 'Keeps a host from taking new machines. What runs there goes on.',
  action: 'DISABLE',
  command: 'updateHost',
  parameters: (row) => ({ id: row.id, allocationstate: 'Disable' }),
});

jobMutation(kind, {
  name: 'prepareHostForMaintenance',
  description: 'Moves the machines of a host to others, so that it can be worked on.',
  action: 'PREPARE_MAINTENANCE',
  command: 'prepareHostForMaintenance',
});

jobMutation(kind, {
  name: 'cancelHostMaintenance',
  description: 'Takes a host back into service.',
  action: 'CANCEL_MAINTENANCE',
  command: 'cancelHostMaintenance',
});

jobMutation(kind, {
  name: 'reconnectHost',
  description: 'Has CloudStack connect to a host anew.',
  action: 'RECONNECT',
  command: 'reconnectHost',
});

jobMutation(kind, {
  name: 'declareHostAsDegraded',
  description: 'Says of a lost host that it is broken: CloudStack stops its machines, so that they can start elsewhere.',
  action: 'DECLARE_DEGRADED',
  command: 'declareHostAsDegraded',
});

jobMutation(kind, {
  name: 'cancelHostAsDegraded',
  description: 'Takes a host that was declared degraded back into service.',
  action: 'CANCEL_DEGRADED',
  command: 'cancelHostAsDegraded',
});

directMutation(kind, {
  name: 'deleteHost',
  description: 'Takes a host out of the cloud. It must be in maintenance, disabled or down.',
  action: 'DELETE',
  gone: true,
  command: 'deleteHost',
});
