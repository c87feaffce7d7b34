import { builder } from '../../builder.ts';
import { ScopeFilter, scopeParameters } from '../../filters.ts';
import { optionalUuidOf } from '../../ids.ts';
import { resourceQueries } from '../../resource-queries.ts';
import { REFERENCE } from '../../shared-cache.ts';
import { affinityGroups } from './affinity-group-loader.ts';
import { AFFINITY_GROUP, AffinityGroup, AffinityGroupConnection } from './affinity-group-type.ts';

export const AffinityGroupFilter = builder.inputType('AffinityGroupFilter', {
  description: 'Which affinity groups. All that is given must hold.',
  fields: (t) => ({
    keyword: t.string({ description: 'A part of the name.' }),
    name: t.string({ description: 'The name.' }),
    kind: t.string({ description: 'Only of this kind: `host anti-affinity`.' }),
    virtualMachineId: t.id({ description: 'Only those that this machine is in.' }),
    scope: t.field({ type: ScopeFilter, description: 'Whose groups.' }),
  }),
});

resourceQueries({
  type: AffinityGroup,
  connection: AffinityGroupConnection,
  words: AFFINITY_GROUP,
  single: 'affinityGroup',
  plural: 'affinityGroups',
  command: 'listAffinityGroups',
  argumentPaths: { type: ['filter', 'kind'] },
  loader: affinityGroups,
  filter: AffinityGroupFilter,
  select: (filter, context) => ({
    parameters: {
      ...scopeParameters(context.cloud.identity, filter?.scope),
      keyword: filter?.keyword ?? undefined,
      name: filter?.name ?? undefined,
      type: filter?.kind ?? undefined,
      virtualmachineid: optionalUuidOf('VirtualMachine', filter?.virtualMachineId, ['filter', 'virtualMachineId']),
    },
  }),
});

builder.queryField('affinityGroupKinds', (t) =>
  t.stringList({
    description: 'The kinds of affinity groups that the cloud has, for `createAffinityGroup`.',
    resolve: (_root, _args, { cloud, services }) =>
      services.cache.get(cloud.identity.key, 'listAffinityGroupTypes', REFERENCE, async () => {
        const { rows } = await cloud.list('listAffinityGroupTypes', {});
        return rows.flatMap((row) => row.type ?? []);
      }),
  }),
);
