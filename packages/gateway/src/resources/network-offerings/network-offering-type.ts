import { builder } from '../../builder.ts';
import { selectsOnly } from '../../lookahead.ts';
import { Network } from '../networks/network-type.ts';
import { type NetworkOfferingRow, networkOfferings } from './network-offering-loader.ts';

export const NetworkOffering = builder.node(builder.objectRef<NetworkOfferingRow>('NetworkOffering'), {
  description: 'A kind of network that can be created.',
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => networkOfferings.loadMany(context, ids),
  fields: (t) => ({
    uuid: t.id({ description: "CloudStack's own id.", resolve: (row) => row.id }),
    name: t.string({ description: 'The name.', resolve: (row) => row.name ?? '' }),
    displayText: t.exposeString('displaytext', { nullable: true, description: 'What its operator says of it.' }),
    kind: t.string({
      description: 'Which kind of network it makes: `Isolated`, `Shared` or `L2`.',
      resolve: (row) => row.guestiptype ?? '',
    }),
    state: t.string({ description: '`Enabled` or `Disabled`.', resolve: (row) => row.state ?? '' }),
    isDefault: t.boolean({ description: "Whether it is one of CloudStack's own.", resolve: (row) => row.isdefault ?? false }),
    isForVpc: t.boolean({ description: 'Whether it makes tiers of a VPC.', resolve: (row) => row.forvpc ?? false }),
    needsVlan: t.boolean({ description: 'Whether a VLAN id is given with the network.', resolve: (row) => row.specifyvlan ?? false }),
    needsAddressRange: t.boolean({
      description: 'Whether an address range is given with the network.',
      resolve: (row) => row.specifyipranges ?? false,
    }),
    rateMbps: t.int({
      nullable: true,
      description: 'Most that a machine may send, in Mbit/s; null: no limit.',
      resolve: (row) => (row.networkrate && row.networkrate > 0 ? row.networkrate : null),
    }),
    services: t.stringList({
      description: 'What such a network offers: `Dhcp`, `SourceNat`, `Lb`, …',
      resolve: (row) => (row.service ?? []).flatMap((service) => service.name ?? []),
    }),
  }),
});

builder.objectField(Network, 'networkOffering', (t) =>
  t.field({
    type: NetworkOffering,
    nullable: true,
    description: 'What kind of network it is.',
    resolve: async (row, _args, context, info) => {
      if (row.networkofferingid === undefined) return null;
      const named = { id: row.networkofferingid, ...(row.networkofferingname === undefined ? {} : { name: row.networkofferingname }) };
      return selectsOnly(info, ['id', 'uuid', 'name']) ? named : ((await networkOfferings.load(context, row.networkofferingid)) ?? named);
    },
  }),
);
