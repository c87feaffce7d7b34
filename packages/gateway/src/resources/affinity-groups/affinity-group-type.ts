import { builder } from '../../builder.ts';
import { Resource } from '../../interfaces.ts';
import { selectedFields, selectsOnly } from '../../lookahead.ts';
import { always, resourceFields } from '../../resource-fields.ts';
import { connectionOf } from '../../resource-queries.ts';
import { detailsFor, virtualMachines } from '../virtual-machines/virtual-machine-loader.ts';
import { VirtualMachine } from '../virtual-machines/virtual-machine-type.ts';
import { type AffinityGroupRow, affinityGroups } from './affinity-group-loader.ts';

export const AffinityGroup = builder.node(builder.objectRef<AffinityGroupRow>('AffinityGroup'), {
  description: 'Machines that shall run on the same host, or on different ones.',
  interfaces: [Resource],
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => affinityGroups.loadMany(context, ids),
  fields: (t) => ({
    ...resourceFields(t, [always('DELETE', 'deleteAffinityGroup')]),
    description: t.exposeString('description', { nullable: true, description: 'What its owner says of it.' }),
    kind: t.string({ description: '`host anti-affinity`, `host affinity`, …', resolve: (row) => row.type ?? '' }),
    virtualMachines: t.field({
      type: [VirtualMachine],
      description: 'The machines in it, as far as the caller may see them.',
      complexity: { field: 1, multiplier: 10 },
      resolve: async (row, _args, context, info) => {
        const ids = (row.virtualmachineIds ?? []).filter((id): id is string => typeof id === 'string');
        const rows = await virtualMachines.loadMany(context, ids, detailsFor(selectedFields(info)));
        return rows.filter((machine) => machine !== null);
      },
    }),
  }),
});

export const AFFINITY_GROUP = { one: 'an affinity group', many: 'affinity groups' };
export const AffinityGroupConnection = connectionOf(AffinityGroup, AFFINITY_GROUP);

builder.objectField(VirtualMachine, 'affinityGroups', (t) =>
  t.field({
    type: [AffinityGroup],
    description: 'The affinity groups it is in.',
    complexity: { field: 1, multiplier: 2 },
    resolve: async (bare, _args, context, info) => {
      const { affinitygroup = [] } = await virtualMachines.withDetails(context, bare, ['affgrp']);
      const named = affinitygroup.filter((group) => group.id !== undefined) as AffinityGroupRow[];
      if (selectsOnly(info, ['id', 'uuid', 'name'])) return named;
      const full = await affinityGroups.loadMany(
        context,
        named.map((group) => group.id),
      );
      return named.map((group, index) => full[index] ?? group);
    },
  }),
);
