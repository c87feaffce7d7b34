import { builder } from '../../builder.ts';
import { ScopeFilter, scopeParameters } from '../../filters.ts';
import { optionalUuidOf } from '../../ids.ts';
import { resourceQueries } from '../../resource-queries.ts';
import { vpnCustomerGateways, vpnGateways, vpnTunnels } from './site-to-site-vpn-loader.ts';
import {
  VPN_CUSTOMER_GATEWAY,
  VPN_GATEWAY,
  VPN_TUNNEL,
  VpnCustomerGateway,
  VpnCustomerGatewayConnection,
  VpnGateway,
  VpnGatewayConnection,
  VpnTunnel,
  VpnTunnelConnection,
} from './site-to-site-vpn-type.ts';

const feature = 'Site-to-site VPN';

export const VpnGatewayFilter = builder.inputType('VpnGatewayFilter', {
  description: 'Which VPN gateways. All that is given must hold.',
  fields: (t) => ({
    vpcId: t.id({ description: 'Only that of this VPC.' }),
    scope: t.field({ type: ScopeFilter, description: 'Whose gateways.' }),
  }),
});

resourceQueries({
  type: VpnGateway,
  connection: VpnGatewayConnection,
  words: VPN_GATEWAY,
  single: 'vpnGateway',
  plural: 'vpnGateways',
  command: 'listVpnGateways',
  loader: vpnGateways,
  filter: VpnGatewayFilter,
  feature,
  select: (filter, context) => ({
    parameters: {
      ...scopeParameters(context.cloud.identity, filter?.scope),
      vpcid: optionalUuidOf('Vpc', filter?.vpcId, ['filter', 'vpcId']),
    },
  }),
});

export const VpnCustomerGatewayFilter = builder.inputType('VpnCustomerGatewayFilter', {
  description: 'Which gateways of customers. All that is given must hold.',
  fields: (t) => ({
    keyword: t.string({ description: 'A part of the name.' }),
    scope: t.field({ type: ScopeFilter, description: 'Whose gateways.' }),
  }),
});

resourceQueries({
  type: VpnCustomerGateway,
  connection: VpnCustomerGatewayConnection,
  words: VPN_CUSTOMER_GATEWAY,
  single: 'vpnCustomerGateway',
  plural: 'vpnCustomerGateways',
  command: 'listVpnCustomerGateways',
  loader: vpnCustomerGateways,
  filter: VpnCustomerGatewayFilter,
  feature,
  select: (filter, context) => ({
    parameters: { ...scopeParameters(context.cloud.identity, filter?.scope), keyword: filter?.keyword ?? undefined },
  }),
});

export const VpnTunnelFilter = builder.inputType('VpnTunnelFilter', {
  description: 'Which VPN tunnels. All that is given must hold.',
  fields: (t) => ({
    vpcId: t.id({ description: 'Only those of this VPC.' }),
    scope: t.field({ type: ScopeFilter, description: 'Whose tunnels.' }),
  }),
});

resourceQueries({
  type: VpnTunnel,
  connection: VpnTunnelConnection,
  words: VPN_TUNNEL,
  single: 'vpnTunnel',
  plural: 'vpnTunnels',
  command: 'listVpnConnections',
  loader: vpnTunnels,
  filter: VpnTunnelFilter,
  feature,
  select: (filter, context) => ({
    parameters: {
      ...scopeParameters(context.cloud.identity, filter?.scope),
      vpcid: optionalUuidOf('Vpc', filter?.vpcId, ['filter', 'vpcId']),
    },
  }),
});
