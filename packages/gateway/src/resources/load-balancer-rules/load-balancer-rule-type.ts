import { builder } from '../../builder.ts';
import { Resource, Tag } from '../../interfaces.ts';
import { selectedFields, selectsOnly } from '../../lookahead.ts';
import { always, resourceFields } from '../../resource-fields.ts';
import { connectionOf } from '../../resource-queries.ts';
import { listOf } from '../../traffic.ts';
import { Network } from '../networks/network-type.ts';
import { publicIpAddresses } from '../public-ip-addresses/public-ip-address-loader.ts';
import { PublicIpAddress } from '../public-ip-addresses/public-ip-address-type.ts';
import { detailsFor, virtualMachines } from '../virtual-machines/virtual-machine-loader.ts';
import { VirtualMachine } from '../virtual-machines/virtual-machine-type.ts';
import { optionalZoneOf, Zone } from '../zones/zone-type.ts';
import {
  type LoadBalancerRuleRow,
  loadBalancerRules,
  loadBalancerRulesOf,
  loadBalancerRulesOfNetwork,
} from './load-balancer-rule-loader.ts';

export const LoadBalancerAlgorithmEnum = builder.enumType('LoadBalancerAlgorithm', {
  description: 'How a load balancer chooses a machine.',
  values: {
    ROUND_ROBIN: { value: 'roundrobin', description: 'One after the other.' },
    LEAST_CONNECTIONS: { value: 'leastconn', description: 'The one with the fewest connections.' },
    SOURCE: { value: 'source', description: 'The same one for the same source address.' },
  } as const,
});

export const LoadBalancerRule = builder.node(builder.objectRef<LoadBalancerRuleRow>('LoadBalancerRule'), {
  description: 'Spreads what arrives at a port of a public address over several machines.',
  interfaces: [Resource],
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => loadBalancerRules.loadMany(context, ids),
  fields: (t) => ({
    ...resourceFields(t, [always('UPDATE', 'updateLoadBalancerRule'), always('DELETE', 'deleteLoadBalancerRule')]),
    description: t.exposeString('description', { nullable: true, description: 'What its owner says of it.' }),
    state: t.string({ description: "CloudStack's state: `Staged`, `Add`, `Active`, `Deleting`.", resolve: (row) => row.state ?? '' }),
    algorithm: t.field({
      type: LoadBalancerAlgorithmEnum,
      description: 'How it chooses a machine.',
      resolve: (row) => (row.algorithm === 'leastconn' || row.algorithm === 'source' ? row.algorithm : 'roundrobin'),
    }),
    protocol: t.string({ description: '`TCP`, `UDP`, `TCP-PROXY` or `SSL`.', resolve: (row) => (row.protocol ?? 'tcp').toUpperCase() }),
    publicPort: t.int({ description: 'The port of the public address.', resolve: (row) => Number(row.publicport ?? 0) }),
    privatePort: t.int({ description: 'The port of the machines.', resolve: (row) => Number(row.privateport ?? 0) }),
    cidrs: t.stringList({ description: 'From where; empty: from anywhere the firewall lets in.', resolve: (row) => listOf(row.cidrlist) }),
    zone: t.field({
      type: Zone,
      nullable: true,
      description: 'Where it is.',
      resolve: (row, _args, context, info) => optionalZoneOf(context, info, row),
    }),
    publicIpAddress: t.field({
      type: PublicIpAddress,
      nullable: true,
      description: 'The address that it listens at.',
      resolve: (row, _args, context, info) => {
        const { publicipid: id, publicip: ipaddress } = row;
        if (id === undefined) return null;
        return selectsOnly(info, ['id', 'uuid', 'name', 'ipAddress']) && ipaddress !== undefined
          ? { id, ipaddress }
          : publicIpAddresses.load(context, id);
      },
    }),
    virtualMachines: t.field({
      type: [VirtualMachine],
      description: 'The machines that it spreads over. One call a rule.',
      complexity: { field: 10, multiplier: 5 },
      resolve: async (row, _args, context, info) => {
        const { rows } = await context.cloud.list('listLoadBalancerRuleInstances', { id: row.id });
        const ids = rows.flatMap((instance) => idOf(instance));
        const machines = await virtualMachines.loadMany(context, ids, detailsFor(selectedFields(info)));
        return machines.filter((machine) => machine !== null);
      },
    }),
    tags: t.field({ type: [Tag], description: 'Its tags.', resolve: (row) => row.tags ?? [] }),
  }),
});

/** CloudStack answers the machines themselves, or (with `lbvmips`) wraps each. */
function idOf(instance: { id?: unknown; loadbalancerruleinstance?: Record<string, unknown> }): string[] {
  const id = instance.loadbalancerruleinstance?.id ?? instance.id;
  return typeof id === 'string' ? [id] : [];
}

export const LOAD_BALANCER_RULE = { one: 'a load-balancer rule', many: 'load-balancer rules' };
export const LoadBalancerRuleConnection = connectionOf(LoadBalancerRule, LOAD_BALANCER_RULE);

builder.objectField(PublicIpAddress, 'loadBalancerRules', (t) =>
  t.field({
    type: [LoadBalancerRule],
    description: 'Which of its ports are spread over several machines.',
    complexity: { field: 1, multiplier: 3 },
    resolve: (address, _args, context) => loadBalancerRulesOf(context, address),
  }),
);

builder.objectField(Network, 'loadBalancerRules', (t) =>
  t.field({
    type: [LoadBalancerRule],
    description: 'Which ports of its public addresses are spread over several machines. One call, however many addresses it has.',
    complexity: { field: 1, multiplier: 3 },
    resolve: (network, _args, context) => loadBalancerRulesOfNetwork(context, network),
  }),
);
