import type { Row } from '@cloudstack-graph/client';
import { resourceLoader } from '../../loading.ts';
import { ownedJoin } from '../../owned-join.ts';

/** Backing shape of `VpnGateway`: a row of `listVpnGateways`. */
export type VpnGatewayRow = Row<'listVpnGateways'>;
/** Backing shape of `VpnCustomerGateway`: a row of `listVpnCustomerGateways`. It carries the secret: that is shown to nobody. */
export type VpnCustomerGatewayRow = Row<'listVpnCustomerGateways'>;
/** Backing shape of `VpnTunnel`: a row of `listVpnConnections`. */
export type VpnTunnelRow = Row<'listVpnConnections'>;

/** VPN gateways by id. */
export const vpnGateways = resourceLoader({ command: 'listVpnGateways' });
/** Gateways of the other ends by id. */
export const vpnCustomerGateways = resourceLoader({ command: 'listVpnCustomerGateways' });
/** Tunnels by id. */
export const vpnTunnels = resourceLoader({ command: 'listVpnConnections' });

/** The VPN gateway of a VPC, one at most, batched over all asked for. */
export const vpnGatewaysOf = ownedJoin({ command: 'listVpnGateways', name: 'VPN gateways', by: 'vpcid', loader: vpnGateways });
