import type { Row } from '@cloudstack-graph/client';
import { resourceLoader } from '../../loading.ts';
import { ownedJoin } from '../../owned-join.ts';

/** Backing shape of `FirewallRule` and `EgressFirewallRule`: a row of `listFirewallRules` or `listEgressFirewallRules`. */
export type FirewallRuleRow = Row<'listFirewallRules'>;

/** Firewall rules by id. */
export const firewallRules = resourceLoader({ command: 'listFirewallRules' });
/** Egress rules by id. */
export const egressFirewallRules = resourceLoader({ command: 'listEgressFirewallRules' });

/** The firewall rules of a public address, batched over all asked for. */
export const firewallRulesOf = ownedJoin({
  command: 'listFirewallRules',
  name: 'firewall rules',
  by: 'ipaddressid',
  loader: firewallRules,
});
/** The firewall rules of all addresses of a network: one call, however many addresses. */
export const firewallRulesOfNetwork = ownedJoin({
  command: 'listFirewallRules',
  name: 'firewall rules',
  by: 'networkid',
  loader: firewallRules,
});
/** The egress rules of a network, batched over all asked for. */
export const egressFirewallRulesOf = ownedJoin({
  command: 'listEgressFirewallRules',
  name: 'egress rules',
  by: 'networkid',
  loader: egressFirewallRules,
});
