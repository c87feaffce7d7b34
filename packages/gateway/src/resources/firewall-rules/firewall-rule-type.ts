import { builder } from '../../builder.ts';
import { Tag } from '../../interfaces.ts';
import { selectsOnly } from '../../lookahead.ts';
import { listOf, trafficFields } from '../../traffic.ts';
import { networks } from '../networks/network-loader.ts';
import { Network } from '../networks/network-type.ts';
import { publicIpAddresses } from '../public-ip-addresses/public-ip-address-loader.ts';
import { PublicIpAddress } from '../public-ip-addresses/public-ip-address-type.ts';
import {
  egressFirewallRules,
  egressFirewallRulesOf,
  type FirewallRuleRow,
  firewallRules,
  firewallRulesOf,
  firewallRulesOfNetwork,
} from './firewall-rule-loader.ts';

export const FirewallRule = builder.node(builder.objectRef<FirewallRuleRow>('FirewallRule'), {
  description: 'Lets traffic from outside come in by a public address.',
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => firewallRules.loadMany(context, ids),
  fields: (t) => ({
    uuid: t.id({ description: "CloudStack's own id.", resolve: (row) => row.id }),
    state: t.string({ description: "CloudStack's state: `Staged`, `Add`, `Active`, `Deleting`.", resolve: (row) => row.state ?? '' }),
    ...trafficFields<FirewallRuleRow>(t),
    publicIpAddress: t.field({
      type: PublicIpAddress,
      nullable: true,
      description: 'The address that it lets traffic in by.',
      resolve: (row, _args, context, info) => {
        const { ipaddressid: id, ipaddress } = row;
        if (id === undefined) return null;
        return selectsOnly(info, ['id', 'uuid', 'name', 'ipAddress']) && ipaddress !== undefined
          ? { id, ipaddress }
          : publicIpAddresses.load(context, id);
      },
    }),
    tags: t.field({ type: [Tag], description: 'Its tags.', resolve: (row) => row.tags ?? [] }),
  }),
});

export const EgressFirewallRule = builder.node(builder.objectRef<FirewallRuleRow>('EgressFirewallRule'), {
  description: 'Lets traffic out of a network, or holds it back where the network lets everything out by default.',
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => egressFirewallRules.loadMany(context, ids),
  fields: (t) => ({
    uuid: t.id({ description: "CloudStack's own id.", resolve: (row) => row.id }),
    state: t.string({ description: "CloudStack's state: `Staged`, `Add`, `Active`, `Deleting`.", resolve: (row) => row.state ?? '' }),
    ...trafficFields<FirewallRuleRow>(t),
    destinationCidrs: t.stringList({ description: 'To where; empty: to anywhere.', resolve: (row) => listOf(row.destcidrlist) }),
    network: t.field({
      type: Network,
      nullable: true,
      description: 'The network whose traffic it is about.',
      resolve: (row, _args, context) => (row.networkid === undefined ? null : networks.load(context, row.networkid)),
    }),
    tags: t.field({ type: [Tag], description: 'Its tags.', resolve: (row) => row.tags ?? [] }),
  }),
});

builder.objectField(PublicIpAddress, 'firewallRules', (t) =>
  t.field({
    type: [FirewallRule],
    description: 'What it lets in; nothing else comes in by it.',
    complexity: { field: 1, multiplier: 5 },
    resolve: (address, _args, context) => firewallRulesOf(context, address),
  }),
);

builder.objectField(Network, 'firewallRules', (t) =>
  t.field({
    type: [FirewallRule],
    description: 'What all its public addresses let in. One call, however many addresses it has.',
    complexity: { field: 1, multiplier: 5 },
    resolve: (network, _args, context) => firewallRulesOfNetwork(context, network),
  }),
);

builder.objectField(Network, 'egressFirewallRules', (t) =>
  t.field({
    type: [EgressFirewallRule],
    description: 'What may go out of it, or may not (`egressAllowedByDefault`).',
    complexity: { field: 1, multiplier: 5 },
    resolve: (network, _args, context) => egressFirewallRulesOf(context, network),
  }),
);
