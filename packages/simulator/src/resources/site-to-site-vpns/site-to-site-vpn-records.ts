/** Tunnels between a VPC and a network elsewhere: the gateways of both ends, and the connection between them. */
import { defineTable, type Entity } from '../../store.ts';

export interface VpnGatewayRecord extends Entity {
  accountId: number;
  vpcUuid: string;
  addressId: number;
}

export const vpnGateways = defineTable<VpnGatewayRecord>()({
  name: 'Site2SiteVpnGateway',
  parameters: ['s2svpngatewayid'],
  indexes: { vpc: (row) => row.vpcUuid },
});

export interface CustomerGatewayRecord extends Entity {
  accountId: number;
  name: string;
  /** The address or name of the other end. */
  gateway: string;
  /** The networks behind it, joined by commas. */
  cidrs: string;
  psk: string;
  ikePolicy: string;
  espPolicy: string;
  /** Seconds. */
  ikeLifetime: number;
  espLifetime: number;
  ikeVersion: string;
  deadPeerDetection: boolean;
  forceEncapsulation: boolean;
  splitConnections: boolean;
}

export const customerGateways = defineTable<CustomerGatewayRecord>()({
  name: 'Site2SiteCustomerGateway',
  parameters: ['s2scustomergatewayid'],
  label: (row) => row.name,
});

export interface VpnConnectionRecord extends Entity {
  accountId: number;
  gatewayUuid: string;
  customerUuid: string;
  passive: boolean;
  state: 'Pending' | 'Connecting' | 'Connected' | 'Disconnected';
  created: number;
}

export const vpnConnections = defineTable<VpnConnectionRecord>()({
  name: 'Site2SiteVpnConnection',
  indexes: { gateway: (row) => row.gatewayUuid, customer: (row) => row.customerUuid },
});
