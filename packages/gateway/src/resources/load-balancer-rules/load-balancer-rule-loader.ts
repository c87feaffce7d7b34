import type { Row } from '@cloudstack-graph/client';
import { resourceLoader } from '../../loading.ts';
import { ownedJoin } from '../../owned-join.ts';

/** Backing shape of `LoadBalancerRule`: a row of `listLoadBalancerRules`. */
export type LoadBalancerRuleRow = Row<'listLoadBalancerRules'>;

/** Load-balancer rules by id. */
export const loadBalancerRules = resourceLoader({ command: 'listLoadBalancerRules' });

/** The load-balancer rules of all addresses of a network: one call, however many addresses. */
export const loadBalancerRulesOfNetwork = ownedJoin({
  command: 'listLoadBalancerRules',
  name: 'load-balancer rules',
  by: 'networkid',
  loader: loadBalancerRules,
});

/** The load-balancer rules of a public address, batched over all asked for. */
export const loadBalancerRulesOf = ownedJoin({
  command: 'listLoadBalancerRules',
  name: 'load-balancer rules',
  by: 'publicipid',
  loader: loadBalancerRules,
});
