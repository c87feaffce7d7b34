import { builder } from '../../builder.ts';
import { Resource, Tag } from '../../interfaces.ts';
import { selectsOnly } from '../../lookahead.ts';
import { resourceFields } from '../../resource-fields.ts';
import { connectionOf } from '../../resource-queries.ts';
import { networks } from '../networks/network-loader.ts';
import { Network } from '../networks/network-type.ts';
import { PublicIpAddress } from '../public-ip-addresses/public-ip-address-type.ts';
import { Zone, zoneOf } from '../zones/zone-type.ts';
import { type VpcOfferingRow, type VpcRow, vpcOfferings, vpcs } from './vpc-loader.ts';
import { vpcRules } from './vpc-rules.ts';

export const VpcOffering = builder.node(builder.objectRef<VpcOfferingRow>('VpcOffering'), {
  description: 'A kind of VPC that can be created.',
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => vpcOfferings.loadMany(context, ids),
  fields: (t) => ({
    uuid: t.id({ description: "CloudStack's own id.", resolve: (row) => row.id }),
    name: t.string({ description: 'The name.', resolve: (row) => row.name ?? '' }),
    displayText: t.exposeString('displaytext', { nullable: true, description: 'What its operator says of it.' }),
    state: t.string({ description: '`Enabled` or `Disabled`.', resolve: (row) => row.state ?? '' }),
    isDefault: t.boolean({ description: "Whether it is CloudStack's own choice.", resolve: (row) => row.isdefault ?? false }),
    services: t.stringList({
      description: 'What such a VPC offers: `SourceNat`, `Vpn`, `Lb`, …',
      resolve: (row) => (row.service ?? []).flatMap((service) => service.name ?? []),
    }),
  }),
});

export const Vpc = builder.node(builder.objectRef<VpcRow>('Vpc'), {
  description: 'A virtual private cloud: several networks (tiers) behind one router.',
  interfaces: [Resource],
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => vpcs.loadMany(context, ids),
  fields: (t) => ({
    ...resourceFields<VpcRow>(t, vpcRules),
    displayText: t.exposeString('displaytext', { nullable: true, description: 'What its owner says of it.' }),
    state: t.string({ description: "CloudStack's state: `Enabled` or `Inactive`.", resolve: (row) => row.state ?? '' }),
    cidr: t.exposeString('cidr', { nullable: true, description: 'The addresses of its tiers, like `10.0.0.0/16`.' }),
    domainName: t.exposeString('networkdomain', { nullable: true, description: 'The DNS domain of the machines in it.' }),
    isRedundant: t.boolean({ description: 'Whether it has a second router.', resolve: (row) => row.redundantvpcrouter ?? false }),
    restartRequired: t.boolean({
      description: 'Whether a change waits for a restart of it.',
      resolve: (row) => row.restartrequired ?? false,
    }),
    zone: t.field({ type: Zone, description: 'Where it is.', resolve: (row, _args, context, info) => zoneOf(context, info, row) }),
    offering: t.field({
      type: VpcOffering,
      nullable: true,
      description: 'What kind of VPC it is.',
      resolve: async (row, _args, context, info) => {
        if (row.vpcofferingid === undefined) return null;
        const named = { id: row.vpcofferingid, ...(row.vpcofferingname === undefined ? {} : { name: row.vpcofferingname }) };
        return selectsOnly(info, ['id', 'uuid', 'name']) ? named : ((await vpcOfferings.load(context, row.vpcofferingid)) ?? named);
      },
    }),
    networks: t.field({
      type: [Network],
      description: 'Its tiers.',
      complexity: { field: 1, multiplier: 3 },
      resolve: async (row, _args, context) => {
        const ids = (row.network ?? []).flatMap((tier) => {
          const { id } = tier as { id?: unknown };
          return typeof id === 'string' ? [id] : [];
        });
        return (await networks.loadMany(context, ids)).filter((network) => network !== null);
      },
    }),
    tags: t.field({ type: [Tag], description: 'Its tags.', resolve: (row) => row.tags ?? [] }),
  }),
});

export const VPC = { one: 'a VPC', many: 'VPCs' };
export const VpcConnection = connectionOf(Vpc, VPC);

for (const [type, what] of [
  [Network, 'The VPC that it is a tier of.'],
  [PublicIpAddress, 'The VPC that it belongs to.'],
] as const) {
  builder.objectField(type, 'vpc', (t) =>
    t.field({
      type: Vpc,
      nullable: true,
      description: what,
      resolve: (row, _args, context, info) => {
        const { vpcid: id, vpcname: name } = row as { vpcid?: string; vpcname?: string };
        if (id === undefined) return null;
        return selectsOnly(info, ['id', 'uuid', 'name']) && name !== undefined ? { id, name } : vpcs.load(context, id);
      },
    }),
  );
}
