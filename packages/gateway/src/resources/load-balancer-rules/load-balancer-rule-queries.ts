import { builder } from '../../builder.ts';
import { ScopeFilter, scopeParameters, TagFilter, tagParameters, tagsMatch } from '../../filters.ts';
import { optionalUuidOf } from '../../ids.ts';
import { resourceQueries } from '../../resource-queries.ts';
import { loadBalancerRules } from './load-balancer-rule-loader.ts';
import { LOAD_BALANCER_RULE, LoadBalancerRule, LoadBalancerRuleConnection } from './load-balancer-rule-type.ts';

export const LoadBalancerRuleFilter = builder.inputType('LoadBalancerRuleFilter', {
  description: 'Which load-balancer rules. All that is given must hold.',
  fields: (t) => ({
    keyword: t.string({ description: 'A part of the name.' }),
    publicIpAddressId: t.id({ description: 'Only those of this public address.' }),
    networkId: t.id({ description: 'Only those of this network.' }),
    virtualMachineId: t.id({ description: 'Only those that spread over this machine.' }),
    zoneId: t.id({ description: 'Only those in this zone.' }),
    tags: t.field({ type: [TagFilter], description: 'Only those with all these tags.' }),
    scope: t.field({ type: ScopeFilter, description: 'Whose rules.' }),
  }),
});

resourceQueries({
  type: LoadBalancerRule,
  connection: LoadBalancerRuleConnection,
  words: LOAD_BALANCER_RULE,
  single: 'loadBalancerRule',
  plural: 'loadBalancerRules',
  command: 'listLoadBalancerRules',
  loader: loadBalancerRules,
  filter: LoadBalancerRuleFilter,
  select: (filter, context) => ({
    parameters: {
      ...scopeParameters(context.cloud.identity, filter?.scope),
      ...tagParameters(filter?.tags),
      keyword: filter?.keyword ?? undefined,
      publicipid: optionalUuidOf('PublicIpAddress', filter?.publicIpAddressId, ['filter', 'publicIpAddressId']),
      networkid: optionalUuidOf('Network', filter?.networkId, ['filter', 'networkId']),
      virtualmachineid: optionalUuidOf('VirtualMachine', filter?.virtualMachineId, ['filter', 'virtualMachineId']),
      zoneid: optionalUuidOf('Zone', filter?.zoneId, ['filter', 'zoneId']),
    },
    matches: tagsMatch(filter?.tags),
  }),
});
