import { builder } from '../../builder.ts';
import { forwardArguments, pageComplexity } from '../../connection.ts';
import { Action, Owner, Resource, Tag } from '../../interfaces.ts';
import { selectedFields, selectsOnly } from '../../lookahead.ts';
import { connectionFromRows } from '../../paging.ts';
import { connectionOf } from '../../resource-queries.ts';
import { offeredActions } from '../../rules.ts';
import { networks } from '../networks/network-loader.ts';
import { Network } from '../networks/network-type.ts';
import { detailsFor, virtualMachines } from '../virtual-machines/virtual-machine-loader.ts';
import { VirtualMachine } from '../virtual-machines/virtual-machine-type.ts';
import { optionalZoneOf, Zone } from '../zones/zone-type.ts';
import { type PublicIpAddressRow, publicIpAddresses, publicIpAddressesOf } from './public-ip-address-loader.ts';
import { publicIpAddressRules } from './public-ip-address-rules.ts';

export const PublicIpAddress = builder.node(builder.objectRef<PublicIpAddressRow>('PublicIpAddress'), {
  description: 'An address by which machines are reached from outside their network.',
  interfaces: [Resource],
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => publicIpAddresses.loadMany(context, ids),
  fields: (t) => ({
    name: t.string({ description: 'The address, as it is written.', resolve: (row) => row.ipaddress ?? '' }),
    owner: t.field({ type: Owner, description: 'Who it belongs to.', resolve: (row) => row }),
    createdAt: t.field({ type: 'DateTime', nullable: true, description: 'When it was acquired.', resolve: (row) => row.allocated ?? null }),
    actions: t.field({
      type: [Action],
      description: 'What may be done to it, and why not at the moment.',
      resolve: (row, _args, context) => offeredActions(context, publicIpAddressRules, row),
    }),
    ipAddress: t.string({ description: 'The address.', resolve: (row) => row.ipaddress ?? '' }),
    state: t.string({
      description: "CloudStack's state: `Allocating`, `Allocated`, `Releasing`, `Free`, `Reserved`.",
      resolve: (row) => row.state ?? '',
    }),
    isSourceNat: t.boolean({
      description: 'Whether its network goes out by it; such a one cannot be released.',
      resolve: (row) => row.issourcenat ?? false,
    }),
    isStaticNat: t.boolean({
      description: 'Whether it belongs to one machine wholly (static NAT).',
      resolve: (row) => row.isstaticnat ?? false,
    }),
    hasRules: t.boolean({ description: 'Whether it has port-forwarding or load-balancer rules.', resolve: (row) => row.hasrules ?? false }),
    guestIpAddress: t.exposeString('vmipaddress', { nullable: true, description: 'The inner address that static NAT leads to.' }),
    zone: t.field({
      type: Zone,
      nullable: true,
      description: 'Where it is.',
      resolve: (row, _args, context, info) => optionalZoneOf(context, info, row),
    }),
    network: t.field({
      type: Network,
      nullable: true,
      description: 'The network that it leads to; null when it belongs to a VPC or to none.',
      resolve: (row, _args, context, info) => {
        if (row.associatednetworkid === undefined) return null;
        const { associatednetworkid: id, associatednetworkname: name } = row;
        return selectsOnly(info, ['id', 'uuid', 'name']) && name !== undefined ? { id, name } : networks.load(context, id);
      },
    }),
    virtualMachine: t.field({
      type: VirtualMachine,
      nullable: true,
      description: 'The machine that it belongs to by static NAT.',
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

export const PUBLIC_IP_ADDRESS = { one: 'a public address', many: 'public addresses' };
export const PublicIpAddressConnection = connectionOf(PublicIpAddress, PUBLIC_IP_ADDRESS);

builder.objectField(Network, 'publicIpAddresses', (t) =>
  t.field({
    type: PublicIpAddressConnection,
    description: 'The public addresses that lead to it, all unless `first` says otherwise.',
    args: forwardArguments(t.arg),
    complexity: pageComplexity(3),
    resolve: async (network, args, context) => connectionFromRows(args, await publicIpAddressesOf(context, network)),
  }),
);
