import type { Capabilities } from '@cloudstack-graph/client';
import { builder } from '../../builder.ts';
import { capabilitiesOf } from '../../capabilities.ts';

const CapabilitiesType = builder.objectRef<Capabilities>('Capabilities').implement({
  description: 'What this cloud offers to the caller.',
  fields: (t) => ({
    version: t.exposeString('version', { description: 'The version of CloudStack: `4.22.0.0`.' }),
    commands: t.stringList({
      description: "CloudStack's commands that the caller's role may use, by name.",
      resolve: ({ commands }) => [...commands].sort(),
    }),
    has: t.boolean({
      description: "Whether a command, and a parameter of it, exist for the caller's role.",
      args: {
        command: t.arg.string({ required: true, description: "CloudStack's name: `createVMSchedule`." }),
        parameter: t.arg.string({ description: 'A parameter of the command.' }),
      },
      resolve: (capabilities, { command, parameter }) => capabilities.has(command, parameter ?? undefined),
    }),
    flags: t.field({
      type: 'JSON',
      description: 'What `listCapabilities` says: `securitygroupsenabled`, `kvmsnapshotenabled`, …',
      resolve: ({ flags }) => flags,
    }),
  }),
});

builder.queryField('capabilities', (t) =>
  t.field({
    type: CapabilitiesType,
    description:
      'What this cloud offers to the caller: from `listApis` and `listCapabilities`, kept for a minute (asking takes CloudStack a third of a second).',
    complexity: 50,
    resolve: (_root, _args, context) => capabilitiesOf(context),
  }),
);
