import { builder } from '../../builder.ts';
import { forwardArguments, pageComplexity } from '../../connection.ts';
import { ScopeFilter, scopeParameters } from '../../filters.ts';
import { optionalUuidOf } from '../../ids.ts';
import { listConnection } from '../../listing.ts';
import { orUnsupported } from '../../offered.ts';
import { resourceQueries } from '../../resource-queries.ts';
import { autoScaleGroups } from './auto-scale-group-loader.ts';
import { AUTO_SCALE_GROUP, AutoScaleCounterConnection, AutoScaleGroup, AutoScaleGroupConnection } from './auto-scale-group-type.ts';

export const AutoScaleGroupFilter = builder.inputType('AutoScaleGroupFilter', {
  description: 'Which autoscale groups. All that is given must hold.',
  fields: (t) => ({
    keyword: t.string({ description: 'A part of the name.' }),
    loadBalancerRuleId: t.id({ description: 'Only that of this load-balancer rule.' }),
    zoneId: t.id({ description: 'Only those in this zone.' }),
    scope: t.field({ type: ScopeFilter, description: 'Whose groups.' }),
  }),
});

resourceQueries({
  type: AutoScaleGroup,
  connection: AutoScaleGroupConnection,
  words: AUTO_SCALE_GROUP,
  single: 'autoScaleGroup',
  plural: 'autoScaleGroups',
  command: 'listAutoScaleVmGroups',
  loader: autoScaleGroups,
  filter: AutoScaleGroupFilter,
  feature: 'Autoscaling',
  select: (filter, context) => ({
    parameters: {
      ...scopeParameters(context.cloud.identity, filter?.scope),
      keyword: filter?.keyword ?? undefined,
      lbruleid: optionalUuidOf('LoadBalancerRule', filter?.loadBalancerRuleId, ['filter', 'loadBalancerRuleId']),
      zoneid: optionalUuidOf('Zone', filter?.zoneId, ['filter', 'zoneId']),
    },
  }),
});

export const AutoScaleCounterFilter = builder.inputType('AutoScaleCounterFilter', {
  description: 'Which counters. All that is given must hold.',
  fields: (t) => ({
    keyword: t.string({ description: 'A part of the name.' }),
    provider: t.string({ description: 'Only for load balancers of this provider: `VirtualRouter`, `VpcVirtualRouter`.' }),
  }),
});

builder.queryField('autoScaleCounters', (t) =>
  t.field({
    type: AutoScaleCounterConnection,
    description: 'What can be measured of the machines of autoscale groups.',
    args: {
      ...forwardArguments(t.arg, 50),
      filter: t.arg({ type: AutoScaleCounterFilter, required: false, description: 'Which counters.' }),
    },
    complexity: pageComplexity(),
    resolve: (_root, { filter, ...args }, context) =>
      listConnection(context, { command: 'listCounters' }, args, {
        parameters: { keyword: filter?.keyword ?? undefined, provider: filter?.provider ?? undefined },
      }).catch(orUnsupported(context, 'listCounters', 'Autoscaling')),
  }),
);
