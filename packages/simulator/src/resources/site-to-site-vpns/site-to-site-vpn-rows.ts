/** Rows of VPN gateways, customer gateways and connections. */
import { timestamp } from '../../clock.ts';
import type { Body } from '../../command.ts';
import type { Store } from '../../store.ts';
import { ownerFields } from '../accounts/owner.ts';
import { publicIps } from '../public-ips/public-ip-records.ts';
import { vpcs } from '../vpcs/vpc-records.ts';
import {
  type CustomerGatewayRecord,
  customerGateways,
  type VpnConnectionRecord,
  type VpnGatewayRecord,
  vpnGateways,
} from './site-to-site-vpn-records.ts';

export function gatewayRow(store: Store, gateway: VpnGatewayRecord): Body {
  const vpc = store.table(vpcs).get(gateway.vpcUuid);
  return {
    id: gateway.uuid,
    publicip: store.table(publicIps).byId(gateway.addressId)?.address,
    vpcid: vpc?.uuid,
    vpcname: vpc?.name,
    ...ownerFields(store, gateway.accountId),
    fordisplay: true,
  };
}

/** What a connection's row repeats of the other end. */
function tunnelFields(customer: CustomerGatewayRecord | undefined): Body {
  return {
    gateway: customer?.gateway,
    cidrlist: customer?.cidrs,
    ipsecpsk: customer?.psk,
    ikepolicy: customer?.ikePolicy,
    esppolicy: customer?.espPolicy,
    ikelifetime: customer?.ikeLifetime,
    esplifetime: customer?.espLifetime,
    dpd: customer?.deadPeerDetection,
    forceencap: customer?.forceEncapsulation,
    ikeversion: customer?.ikeVersion,
    splitconnections: customer?.splitConnections,
  };
}

export function customerRow(store: Store, customer: CustomerGatewayRecord): Body {
  return {
    id: customer.uuid,
    name: customer.name,
    ...tunnelFields(customer),
    ...ownerFields(store, customer.accountId),
    hasannotations: false,
  };
}

export function connectionRow(store: Store, connection: VpnConnectionRecord): Body {
  const gateway = store.table(vpnGateways).get(connection.gatewayUuid);
  const customer = store.table(customerGateways).get(connection.customerUuid);
  return {
    id: connection.uuid,
    s2svpngatewayid: gateway?.uuid,
    publicip: store.table(publicIps).byId(gateway?.addressId)?.address,
    s2scustomergatewayid: customer?.uuid,
    ...tunnelFields(customer),
    state: connection.state,
    passive: connection.passive,
    ...ownerFields(store, connection.accountId),
    created: timestamp(connection.created),
    fordisplay: true,
  };
}
