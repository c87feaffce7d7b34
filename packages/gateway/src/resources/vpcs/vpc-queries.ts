import { builder } from '../../builder.ts';
import { forwardArguments, pageComplexity } from '../../connection.ts';
import { matchesKeyword, NameFilter, ScopeFilter, scopeParameters, TagFilter, tagParameters, tagsMatch } from '../../filters.ts';
import { optionalUuidOf } from '../../ids.ts';
import { referenceConnection } from '../../reference-data.ts';
import { connectionOf, resourceQueries } from '../../resource-queries.ts';
import { vpcOfferings, vpcs } from './vpc-loader.ts';
import { VPC, Vpc, VpcConnection, VpcOffering } from './vpc-type.ts';

export const VpcFilter = builder.inputType('VpcFilter', {
  description: 'Which VPCs. All that is given must hold.',
  fields: (t) => ({
    keyword: t.string({ description: 'A part of the name.' }),
    zoneId: t.id({ description: 'Only those in this zone.' }),
    restartRequired: t.boolean({ description: 'Only those where a change waits for a restart, or only others.' }),
    tags: t.field({ type: [TagFilter], description: 'Only those with all these tags.' }),
    scope: t.field({ type: ScopeFilter, description: 'Whose VPCs.' }),
  }),
});

resourceQueries({
  type: Vpc,
  connection: VpcConnection,
  words: VPC,
  single: 'vpc',
  plural: 'vpcs',
  command: 'listVPCs',
  loader: vpcs,
  filter: VpcFilter,
  select: (filter, context) => ({
    parameters: {
      ...scopeParameters(context.cloud.identity, filter?.scope),
      ...tagParameters(filter?.tags),
      keyword: filter?.keyword ?? undefined,
      zoneid: optionalUuidOf('Zone', filter?.zoneId, ['filter', 'zoneId']),
      restartrequired: filter?.restartRequired ?? undefined,
    },
    matches: tagsMatch(filter?.tags),
  }),
});

export const VpcOfferingConnection = connectionOf(VpcOffering, { one: 'a VPC offering', many: 'VPC offerings' });

builder.queryField('vpcOfferings', (t) =>
  t.field({
    type: VpcOfferingConnection,
    description: 'The kinds of VPCs that the caller may create.',
    args: { ...forwardArguments(t.arg, 50), filter: t.arg({ type: NameFilter, description: 'Which of them.' }) },
    complexity: pageComplexity(),
    resolve: (_root, { filter, ...args }, context) => {
      const zoneid = optionalUuidOf('Zone', filter?.zoneId, ['filter', 'zoneId']);
      const inZone = (row: { zoneid?: string }) =>
        zoneid === undefined || row.zoneid === undefined || row.zoneid.split(',').includes(zoneid);
      const matches = (row: { name?: string; zoneid?: string }) => matchesKeyword(row, filter?.keyword) && inZone(row);
      return referenceConnection(context, vpcOfferings, args, matches, { keyword: filter?.keyword ?? undefined, zoneid });
    },
  }),
);
