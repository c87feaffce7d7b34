import { builder } from '../../builder.ts';
import { Tag } from '../../interfaces.ts';
import { selectedFields, selectsOnly } from '../../lookahead.ts';
import { listOf } from '../../traffic.ts';
import { Network } from '../networks/network-type.ts';
import { publicIpAddresses } from '../public-ip-addresses/public-ip-address-loader.ts';
import { PublicIpAddress } from '../public-ip-addresses/public-ip-address-type.ts';
import { detailsFor, virtualMachines } from '../virtual-machines/virtual-machine-loader.ts';
import { VirtualMachine } from '../virtual-machines/virtual-machine-type.ts';
import {
  type PortForwardingRuleRow,
  portForwardingRules,
  portForwardingRulesOf,
  portForwardingRulesOfNetwork,
} from './port-forwarding-rule-loader.ts';

const port = (text: string | undefined) => Number(text ?? 0);

export const PortForwardingRule = builder.node(builder.objectRef<PortForwardingRuleRow>('PortForwardingRule'), {
  description: 'Leads what arrives at ports of a public address to ports of one machine.',
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => portForwardingRules.loadMany(context, ids),
  fields: (t) => ({
    uuid: t.id({ description: "CloudStack's own id.", resolve: (row) => row.id }),
    state: t.string({ description: "CloudStack's state: `Staged`, `Add`, `Active`, `Deleting`.", resolve: (row) => row.state ?? '' }),
    protocol: t.string({ description: '`TCP` or `UDP`.', resolve: (row) => (row.protocol ?? '').toUpperCase() }),
    publicPort: t.int({ description: 'The first port of the public address.', resolve: (row) => port(row.publicport) }),
    publicEndPort: t.int({
      description: 'The last one; the same as the first for a single port.',
      resolve: (row) => port(row.publicendport ?? row.publicport),
    }),
    privatePort: t.int({ description: 'The first port of the machine.', resolve: (row) => port(row.privateport) }),
    privateEndPort: t.int({ description: 'The last one.', resolve: (row) => port(row.privateendport ?? row.privateport) }),
    cidrs: t.stringList({ description: 'From where; empty: from anywhere the firewall lets in.', resolve: (row) => listOf(row.cidrlist) }),
    guestIpAddress: t.exposeString('vmguestip', { nullable: true, description: 'The inner address of the machine that it leads to.' }),
    publicIpAddress: t.field({
      type: PublicIpAddress,
      nullable: true,
      description: 'The address whose ports it leads on.',
      resolve: (row, _args, context, info) => {
        const { ipaddressid: id, ipaddress } = row;
        if (id === undefined) return null;
        return selectsOnly(info, ['id', 'uuid', 'name', 'ipAddress']) && ipaddress !== undefined
          ? { id, ipaddress }
          : publicIpAddresses.load(context, id);
      },
    }),
    virtualMachine: t.field({
      type: VirtualMachine,
      nullable: true,
      description: 'The machine that it leads to.',
      resolve: (row, _args, context, info) => {
        const { virtualmachineid: id, virtualmachinename: name, virtualmachinedisplayname: displayname } = row;
        if (id === undefined) return null;
        if (selectsOnly(info, ['id', 'uuid', 'name', 'displayName']) && name !== undefined)
          return { id, name, displayname: displayname ?? name };
        return virtualMachines.load(context, id, detailsFor(selectedFields(info)));
      },
    }),
    tags: t.field({ type: [Tag], description: 'Its tags.', resolve: (row) => row.tags ?? [] }),
  }),
});

builder.objectField(PublicIpAddress, 'portForwardingRules', (t) =>
  t.field({
    type: [PortForwardingRule],
    description: 'Which of its ports lead to which machines.',
    complexity: { field: 1, multiplier: 5 },
    resolve: (address, _args, context) => portForwardingRulesOf(context, address),
  }),
);

builder.objectField(Network, 'portForwardingRules', (t) =>
  t.field({
    type: [PortForwardingRule],
    description: 'Which ports of its public addresses lead to which machines. One call, however many addresses it has.',
    complexity: { field: 1, multiplier: 5 },
    resolve: (network, _args, context) => portForwardingRulesOfNetwork(context, network),
  }),
);
