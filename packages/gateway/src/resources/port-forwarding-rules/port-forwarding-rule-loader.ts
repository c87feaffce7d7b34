import type { Row } from '@cloudstack-graph/client';
import { resourceLoader } from '../../loading.ts';
import { ownedJoin } from '../../owned-join.ts';

/** Backing shape of `PortForwardingRule`: a row of `listPortForwardingRules`. */
export type PortForwardingRuleRow = Row<'listPortForwardingRules'>;

/** Port-forwarding rules by id. */
export const portForwardingRules = resourceLoader({ command: 'listPortForwardingRules' });

/** The port-forwarding rules of all addresses of a network: one call, however many addresses. */
export const portForwardingRulesOfNetwork = ownedJoin({
  command: 'listPortForwardingRules',
  name: 'port-forwarding rules',
  by: 'networkid',
  loader: portForwardingRules,
});

/** The port-forwarding rules of a public address, batched over all asked for. */
export const portForwardingRulesOf = ownedJoin({
  command: 'listPortForwardingRules',
  name: 'port-forwarding rules',
  by: 'ipaddressid',
  loader: portForwardingRules,
});
