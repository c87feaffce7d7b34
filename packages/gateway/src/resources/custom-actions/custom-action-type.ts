import type { Row } from '@cloudstack-graph/client';
import { builder } from '../../builder.ts';
import { orUnsupported } from '../../offered.ts';
import { VirtualMachine } from '../virtual-machines/virtual-machine-type.ts';

/** Backing shape of `CustomAction`: a row of `listCustomActions`. */
export type CustomActionRow = Row<'listCustomActions'>;
type ParameterRow = NonNullable<CustomActionRow['parameters']>[number];

const CustomActionParameter = builder.objectRef<ParameterRow>('CustomActionParameter').implement({
  description: 'Something that a custom action has to be told.',
  fields: (t) => ({
    name: t.string({ description: 'Its name.', resolve: (row) => row.name ?? '' }),
    kind: t.string({ description: '`STRING`, `NUMBER`, `BOOLEAN` or `DATE`.', resolve: (row) => row.type ?? 'STRING' }),
    isRequired: t.boolean({ description: 'Whether it must be given.', resolve: (row) => row.required ?? false }),
    options: t.stringList({
      description: 'What it may be; empty: anything of its kind.',
      resolve: (row) => (row.valueoptions ?? []).map((option) => String(option)),
    }),
  }),
});

export const CustomAction = builder.objectRef<CustomActionRow>('CustomAction').implement({
  description: "Something that an extension of the cloud's operator can do to a machine.",
  fields: (t) => ({
    uuid: t.id({ description: 'Its id, for `runCustomAction`.', resolve: (row) => row.id }),
    name: t.string({ description: 'The name.', resolve: (row) => row.name ?? '' }),
    description: t.exposeString('description', { nullable: true, description: 'What it does.' }),
    extension: t.exposeString('extensionname', { nullable: true, description: 'The extension that brings it.' }),
    timeoutSeconds: t.exposeInt('timeout', { nullable: true, description: 'How long it may take.' }),
    parameters: t.field({ type: [CustomActionParameter], description: 'What it has to be told.', resolve: (row) => row.parameters ?? [] }),
  }),
});

builder.objectField(VirtualMachine, 'customActions', (t) =>
  t.field({
    type: [CustomAction],
    description: "What extensions of the cloud's operator can do to it. One call a machine.",
    complexity: { field: 10, multiplier: 2 },
    resolve: async (machine, _args, context) => {
      const page = context.cloud.listAll('listCustomActions', { resourcetype: 'VirtualMachine', resourceid: machine.id, enabled: true });
      return (await page.catch(orUnsupported(context, 'listCustomActions', 'Custom actions'))).rows;
    },
  }),
);
