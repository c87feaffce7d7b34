/** Site-to-site VPN: one gateway a VPC, the gateways of others, and connections between the two. */
import { ownerOf, target } from '../../access.ts';
import { asJob, type Body, type Call, type JobPlan, type ResourceModule, sync } from '../../command.ts';
import { invalid } from '../../errors.ts';
import { all, listOwned, when } from '../../paging.ts';
import { isCidr } from '../networks/addresses.ts';
import { publicIps } from '../public-ips/public-ip-records.ts';
import { vpcs } from '../vpcs/vpc-records.ts';
import {
  type CustomerGatewayRecord,
  customerGateways,
  type VpnConnectionRecord,
  type VpnGatewayRecord,
  vpnConnections,
  vpnGateways,
} from './site-to-site-vpn-records.ts';
import { connectionRow, customerRow, gatewayRow } from './site-to-site-vpn-rows.ts';

const quick = 400;
const connecting = 1500;
/** Seconds: a day, and an hour. */
const [usualIkeLifetime, usualEspLifetime] = [86_400, 3600];

type Steps = Pick<JobPlan, 'resourceId' | 'milliseconds' | 'start' | 'finish'>;

function plan(ownerId: number, type: string, description: string, steps: Steps): JobPlan {
  const event = { type: `VPN.S2S.${type}`, description, scheduled: description, resourceType: 'None', ownerId };
  return { instance: { type: 'None' }, event, ...steps };
}

function listVpnGateways(call: Call): Body {
  return listOwned(call, vpnGateways, {
    object: 'vpngateway',
    build: (row) => gatewayRow(call.cloud.store, row),
    where: all<VpnGatewayRecord>(when(call.params.row(vpcs, 'vpcid'), (row, vpc) => row.vpcUuid === vpc.uuid)),
  });
}

/** It stands at the address by which the VPC goes out. */
function createVpnGateway(call: Call): JobPlan {
  const { store } = call.cloud;
  const vpc = target(call, vpcs, 'vpcid');
  const table = store.table(vpnGateways);
  if (table.by('vpc', vpc.uuid).length > 0) throw invalid(`The VPN gateway of VPC ${vpc.name} already existed!`);
  const address = store
    .table(publicIps)
    .by('vpc', vpc.uuid)
    .find(({ sourceNat }) => sourceNat);
  if (address === undefined) throw invalid(`Cannot found source nat ip of vpc ${vpc.name}`);
  const gateway = table.insert({ accountId: vpc.accountId, vpcUuid: vpc.uuid, addressId: address.id });
  return plan(vpc.accountId, 'VPN.GATEWAY.CREATE', 'creating s2s vpn gateway', {
    resourceId: gateway.uuid,
    milliseconds: quick,
    finish: () => ({ vpngateway: gatewayRow(store, gateway) }),
  });
}

function deleteVpnGateway(call: Call): JobPlan {
  const { store } = call.cloud;
  const gateway = target(call, vpnGateways, 'id');
  if (store.table(vpnConnections).by('gateway', gateway.uuid).length > 0)
    throw invalid(`Unable to delete VPN gateway ${gateway.uuid} because there is still related VPN connections!`);
  return plan(gateway.accountId, 'VPN.GATEWAY.DELETE', 'deleting s2s vpn gateway', {
    milliseconds: quick,
    finish: () => {
      store.table(vpnGateways).remove(gateway);
      return { success: true };
    },
  });
}

function listCustomerGateways(call: Call): Body {
  return listOwned(call, customerGateways, {
    object: 'vpncustomergateway',
    build: (row) => customerRow(call.cloud.store, row),
    texts: (row) => [row.name],
  });
}

const policy = /^(3des|aes(128|192|256))-(md5|sha(1|256|384|512))(;modp(1024|1536|2048|3072|4096|6144|8192))?$/;

/** What both creations and updates say of the other end; what an update leaves out goes back to the default, as upstream. */
function valuesOf(call: Call): Omit<CustomerGatewayRecord, 'id' | 'uuid' | 'accountId'> {
  const { params } = call;
  const gateway = params.required('gateway');
  const cidrs = params.required('cidrlist');
  if (!cidrs.split(',').every(isCidr)) throw invalid(`The customer gateway guest cidr list ${cidrs} is an invalid guest cidr list!`);
  const [ikePolicy, espPolicy] = [params.required('ikepolicy'), params.required('esppolicy')];
  if (!policy.test(ikePolicy) || !ikePolicy.includes(';')) throw invalid(`The customer gateway IKE policy ${ikePolicy} is invalid!`);
  if (!policy.test(espPolicy)) throw invalid(`The customer gateway ESP policy ${espPolicy} is invalid!`);
  return {
    name: params.text('name') ?? `VPN-${gateway}`,
    gateway,
    cidrs,
    psk: params.required('ipsecpsk'),
    ikePolicy,
    espPolicy,
    ikeLifetime: params.number('ikelifetime') ?? usualIkeLifetime,
    espLifetime: params.number('esplifetime') ?? usualEspLifetime,
    ikeVersion: params.text('ikeversion') ?? 'ike',
    deadPeerDetection: params.boolean('dpd') === true,
    forceEncapsulation: params.boolean('forceencap') === true,
    splitConnections: params.boolean('splitconnections') === true,
  };
}

function createCustomerGateway(call: Call): JobPlan {
  const { store } = call.cloud;
  const owner = ownerOf(call);
  const values = valuesOf(call);
  const table = store.table(customerGateways);
  if (table.ofAccount(owner.id).some(({ name, gateway }) => name === values.name || gateway === values.gateway))
    throw invalid(`The customer gateway with name ${values.name} or gateway ${values.gateway} already existed!`);
  return plan(owner.id, 'CUSTOMER.GATEWAY.CREATE', 'creating s2s customer gateway', {
    milliseconds: quick,
    finish: () => ({ vpncustomergateway: customerRow(store, table.insert({ accountId: owner.id, ...values })) }),
  });
}

function updateCustomerGateway(call: Call): JobPlan {
  const { store } = call.cloud;
  const customer = target(call, customerGateways, 'id');
  const values = valuesOf(call);
  return plan(customer.accountId, 'CUSTOMER.GATEWAY.UPDATE', 'update s2s vpn customer gateway', {
    milliseconds: quick,
    finish: () => {
      store.table(customerGateways).update(customer, { ...values, name: call.params.text('name') ?? customer.name });
      return { vpncustomergateway: customerRow(store, customer) };
    },
  });
}

function deleteCustomerGateway(call: Call): JobPlan {
  const { store } = call.cloud;
  const customer = target(call, customerGateways, 'id');
  if (store.table(vpnConnections).by('customer', customer.uuid).length > 0)
    throw invalid(`Unable to delete VPN customer gateway ${customer.uuid} because there is still related VPN connections!`);
  return plan(customer.accountId, 'CUSTOMER.GATEWAY.DELETE', 'deleting s2s customer gateway', {
    milliseconds: quick,
    finish: () => {
      store.table(customerGateways).remove(customer);
      return { success: true };
    },
  });
}

function listVpnConnections(call: Call): Body {
  const { store } = call.cloud;
  return listOwned(call, vpnConnections, {
    object: 'vpnconnection',
    build: (row) => connectionRow(store, row),
    where: all<VpnConnectionRecord>(
      when(call.params.row(vpcs, 'vpcid'), (row, vpc) => store.table(vpnGateways).get(row.gatewayUuid)?.vpcUuid === vpc.uuid),
    ),
  });
}

/** A passive one waits for the other end, which never comes here. */
function createVpnConnection(call: Call): JobPlan {
  const { store, clock } = call.cloud;
  const gateway = target(call, vpnGateways, 's2svpngatewayid');
  const customer = target(call, customerGateways, 's2scustomergatewayid');
  const table = store.table(vpnConnections);
  if (table.by('gateway', gateway.uuid).some(({ customerUuid }) => customerUuid === customer.uuid))
    throw invalid(`The vpn connection with customer gateway ${customer.name} and vpn gateway ${gateway.uuid} already existed!`);
  const passive = call.params.boolean('passive') === true;
  const ends = { gatewayUuid: gateway.uuid, customerUuid: customer.uuid };
  const connection = table.insert({ accountId: gateway.accountId, ...ends, passive, state: 'Pending', created: clock.now() });
  return plan(gateway.accountId, 'CONNECTION.CREATE', 'creating s2s vpn connection', {
    resourceId: connection.uuid,
    milliseconds: connecting,
    start: () => table.update(connection, { state: 'Connecting' }),
    finish: () => {
      table.update(connection, { state: passive ? 'Disconnected' : 'Connected' });
      return { vpnconnection: connectionRow(store, connection) };
    },
  });
}

function resetVpnConnection(call: Call): JobPlan {
  const { store } = call.cloud;
  const connection = target(call, vpnConnections, 'id');
  const table = store.table(vpnConnections);
  return plan(connection.accountId, 'CONNECTION.RESET', 'reset s2s vpn connection', {
    milliseconds: connecting,
    start: () => table.update(connection, { state: 'Connecting' }),
    finish: () => {
      table.update(connection, { state: connection.passive ? 'Disconnected' : 'Connected' });
      return { vpnconnection: connectionRow(store, connection) };
    },
  });
}

function deleteVpnConnection(call: Call): JobPlan {
  const { store } = call.cloud;
  const connection = target(call, vpnConnections, 'id');
  return plan(connection.accountId, 'CONNECTION.DELETE', 'deleting s2s vpn connection', {
    milliseconds: quick,
    finish: () => {
      store.table(vpnConnections).remove(connection);
      return { success: true };
    },
  });
}

const [byGateway, byCustomer, byConnection] = [vpnGateways, customerGateways, vpnConnections].map((id) => ({ entities: { id } }));

export const siteToSiteVpnResource: ResourceModule = {
  tables: [vpnGateways, customerGateways, vpnConnections],
  commands: {
    listVpnGateways: sync(listVpnGateways, byGateway),
    createVpnGateway: asJob('user.vpn.CreateVpnGatewayCmd', createVpnGateway),
    deleteVpnGateway: asJob('user.vpn.DeleteVpnGatewayCmd', deleteVpnGateway, byGateway),
    listVpnCustomerGateways: sync(listCustomerGateways, byCustomer),
    createVpnCustomerGateway: asJob('user.vpn.CreateVpnCustomerGatewayCmd', createCustomerGateway),
    updateVpnCustomerGateway: asJob('user.vpn.UpdateVpnCustomerGatewayCmd', updateCustomerGateway, byCustomer),
    deleteVpnCustomerGateway: asJob('user.vpn.DeleteVpnCustomerGatewayCmd', deleteCustomerGateway, byCustomer),
    listVpnConnections: sync(listVpnConnections, byConnection),
    createVpnConnection: asJob('user.vpn.CreateVpnConnectionCmd', createVpnConnection),
    resetVpnConnection: asJob('user.vpn.ResetVpnConnectionCmd', resetVpnConnection, byConnection),
    deleteVpnConnection: asJob('user.vpn.DeleteVpnConnectionCmd', deleteVpnConnection, byConnection),
  },
};
