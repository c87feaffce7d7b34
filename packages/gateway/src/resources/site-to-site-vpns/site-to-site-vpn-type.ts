import { builder } from '../../builder.ts';
import { Resource } from '../../interfaces.ts';
import { selectsOnly } from '../../lookahead.ts';
import { always, resourceFields } from '../../resource-fields.ts';
import { connectionOf } from '../../resource-queries.ts';
import { listOf } from '../../traffic.ts';
import { vpcs } from '../vpcs/vpc-loader.ts';
import { Vpc } from '../vpcs/vpc-type.ts';
import {
  type VpnCustomerGatewayRow,
  type VpnGatewayRow,
  type VpnTunnelRow,
  vpnCustomerGateways,
  vpnGateways,
  vpnGatewaysOf,
  vpnTunnels,
} from './site-to-site-vpn-loader.ts';

/** Whether connections still use a gateway is not in its row; the job says it. */
export const vpnGatewayRules = [always('DELETE', 'deleteVpnGateway')];
export const vpnCustomerGatewayRules = [always('UPDATE', 'updateVpnCustomerGateway'), always('DELETE', 'deleteVpnCustomerGateway')];
export const vpnTunnelRules = [always('RESTART', 'resetVpnConnection'), always('DELETE', 'deleteVpnConnection')];

export const VpnGateway = builder.node(builder.objectRef<VpnGatewayRow>('VpnGateway'), {
  description: 'The end of VPN tunnels at a VPC.',
  interfaces: [Resource],
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => vpnGateways.loadMany(context, ids),
  fields: (t) => ({
    ...resourceFields<VpnGatewayRow>(t, vpnGatewayRules),
    name: t.string({ description: 'The name of its VPC.', resolve: (row) => row.vpcname ?? row.publicip ?? '' }),
    ipAddress: t.string({
      nullable: true,
      description: 'Its public address: that by which the VPC goes out.',
      resolve: (row) => row.publicip ?? null,
    }),
    vpc: t.field({
      type: Vpc,
      nullable: true,
      description: 'The VPC at which it is.',
      resolve: (row, _args, context, info) => {
        const { vpcid: id, vpcname: name } = row;
        if (id === undefined) return null;
        return selectsOnly(info, ['id', 'uuid', 'name']) && name !== undefined ? { id, name } : vpcs.load(context, id);
      },
    }),
  }),
});

export const VpnCustomerGateway = builder.node(builder.objectRef<VpnCustomerGatewayRow>('VpnCustomerGateway'), {
  description: 'The end of VPN tunnels elsewhere: a router of a customer, with the networks behind it. Its secret is not shown.',
  interfaces: [Resource],
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => vpnCustomerGateways.loadMany(context, ids),
  fields: (t) => ({
    ...resourceFields<VpnCustomerGatewayRow>(t, vpnCustomerGatewayRules),
    gateway: t.string({ description: 'Its address or host name.', resolve: (row) => row.gateway ?? '' }),
    cidrs: t.stringList({ description: 'The networks behind it, as CIDR.', resolve: (row) => listOf(row.cidrlist) }),
    ikePolicy: t.string({ description: 'How keys are exchanged: `aes128-sha1;modp1536`.', resolve: (row) => row.ikepolicy ?? '' }),
    espPolicy: t.string({ description: 'How what is sent is enciphered: `aes128-sha1`.', resolve: (row) => row.esppolicy ?? '' }),
    ikeLifetimeSeconds: t.int({
      nullable: true,
      description: 'How long exchanged keys are good.',
      resolve: (row) => row.ikelifetime ?? null,
    }),
    espLifetimeSeconds: t.int({
      nullable: true,
      description: 'How long keys of the tunnel are good.',
      resolve: (row) => row.esplifetime ?? null,
    }),
    ikeVersion: t.string({ nullable: true, description: '`ike`, `ikev1` or `ikev2`.', resolve: (row) => row.ikeversion ?? null }),
    deadPeerDetection: t.boolean({
      description: 'Whether it is looked whether the other end is still there.',
      resolve: (row) => row.dpd ?? false,
    }),
    forceEncapsulation: t.boolean({
      description: 'Whether everything is put into UDP, for ends behind NAT.',
      resolve: (row) => row.forceencap ?? false,
    }),
    splitConnections: t.boolean({
      description: 'Whether each network behind it gets a tunnel of its own.',
      resolve: (row) => row.splitconnections ?? false,
    }),
  }),
});

export const VpnTunnel = builder.node(builder.objectRef<VpnTunnelRow>('VpnTunnel'), {
  description: 'A VPN tunnel between a VPC and a network elsewhere.',
  interfaces: [Resource],
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => vpnTunnels.loadMany(context, ids),
  fields: (t) => ({
    ...resourceFields<VpnTunnelRow>(t, vpnTunnelRules),
    name: t.string({ description: 'The address or host name of the other end.', resolve: (row) => row.gateway ?? '' }),
    state: t.string({
      description: "CloudStack's state: `Pending`, `Connecting`, `Connected`, `Disconnected`, `Error`.",
      resolve: (row) => row.state ?? '',
    }),
    isPassive: t.boolean({ description: 'Whether it waits for the other end to begin.', resolve: (row) => row.passive ?? false }),
    vpnGateway: t.field({
      type: VpnGateway,
      nullable: true,
      description: 'Its end at the VPC.',
      resolve: (row, _args, context) => (row.s2svpngatewayid === undefined ? null : vpnGateways.load(context, row.s2svpngatewayid)),
    }),
    customerGateway: t.field({
      type: VpnCustomerGateway,
      nullable: true,
      description: 'Its other end.',
      resolve: (row, _args, context) =>
        row.s2scustomergatewayid === undefined ? null : vpnCustomerGateways.load(context, row.s2scustomergatewayid),
    }),
  }),
});

export const VPN_GATEWAY = { one: 'a VPN gateway', many: 'VPN gateways' };
export const VPN_CUSTOMER_GATEWAY = { one: 'a gateway of a customer', many: 'gateways of customers' };
export const VPN_TUNNEL = { one: 'a VPN tunnel', many: 'VPN tunnels' };
export const VpnGatewayConnection = connectionOf(VpnGateway, VPN_GATEWAY);
export const VpnCustomerGatewayConnection = connectionOf(VpnCustomerGateway, VPN_CUSTOMER_GATEWAY);
export const VpnTunnelConnection = connectionOf(VpnTunnel, VPN_TUNNEL);

builder.objectField(VpnGateway, 'tunnels', (t) =>
  t.field({
    type: [VpnTunnel],
    description: 'The tunnels that end at it. One call a gateway.',
    complexity: { field: 10, multiplier: 3 },
    resolve: async (gateway, _args, context) => {
      if (gateway.vpcid === undefined) return [];
      const { rows } = await context.cloud.listAll('listVpnConnections', { vpcid: gateway.vpcid });
      return rows.filter((row) => row.s2svpngatewayid === gateway.id);
    },
  }),
);

builder.objectField(Vpc, 'vpnGateway', (t) =>
  t.field({
    type: VpnGateway,
    nullable: true,
    description: 'The end of its VPN tunnels; null: it has none.',
    resolve: async (vpc, _args, context) => (await vpnGatewaysOf(context, vpc))[0] ?? null,
  }),
);
