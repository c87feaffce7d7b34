/** The wires of a zone: its physical network, who provides which service on it, and its public block. */
import { type Body, type Call, type ResourceModule, sync } from '../../command.ts';
import { all, listBody, when } from '../../paging.ts';
import { addressIn } from '../networks/addresses.ts';
import { systemNetworks } from '../networks/network-rows.ts';
import { type VlanIpRangeRecord, vlanIpRanges } from '../public-ips/public-ip-records.ts';
import { zones } from './infrastructure-records.ts';

const providers: readonly { name: string; id: string; services: string; state?: 'Disabled'; whole?: true }[] = [
  { name: 'ConfigDrive', id: 'fd71e38d-bf29-460b-b748-a936fd281ae5', services: 'Dhcp Dns UserData' },
  { name: 'InternalLbVm', id: '3ef17f06-397b-4eb1-bce2-82ecf7291e51', services: 'Lb' },
  { name: 'BaremetalPxeProvider', id: '34dba49e-ce7e-4868-a814-be6a252da3d9', services: '', whole: true },
  {
    name: 'VpcVirtualRouter',
    id: '704f34c3-db83-45c8-bd39-0a2294dd6128',
    services: 'Vpn Dhcp Dns Gateway Lb SourceNat StaticNat PortForwarding UserData',
  },
  { name: 'SecurityGroupProvider', id: '5e54a4c2-de28-41bc-b4b4-5402912434f9', services: 'SecurityGroup', state: 'Disabled', whole: true },
  {
    name: 'VirtualRouter',
    id: '52ad0c2d-fdc0-4633-a8fc-d7b6411403a4',
    services: 'Vpn Dhcp Dns Gateway Firewall Lb SourceNat StaticNat PortForwarding UserData',
  },
];

function listPhysicalNetworks(call: Call): Body {
  const { params, cloud } = call;
  const zone = params.row(zones, 'zoneid');
  const rows = cloud.store
    .table(zones)
    .all()
    .filter((row) => (zone === undefined || row === zone) && (params.text('id') ?? systemNetworks.physical) === systemNetworks.physical);
  return listBody(call, 'physicalnetwork', rows, (row) => ({
    id: systemNetworks.physical,
    name: 'pnet',
    broadcastdomainrange: 'ZONE',
    zoneid: row.uuid,
    zonename: row.name,
    state: 'Enabled',
    vlan: '100-900',
    isolationmethods: 'VLAN',
  }));
}

function listNetworkServiceProviders(call: Call): Body {
  const { params } = call;
  const rows = providers.filter(
    ({ name, state = 'Enabled' }) =>
      (params.text('name') ?? name) === name && (params.text('state') ?? state).toLowerCase() === state.toLowerCase(),
  );
  return listBody(call, 'networkserviceprovider', rows, ({ name, id, services, state = 'Enabled', whole }) => ({
    name,
    physicalnetworkid: systemNetworks.physical,
    state,
    id,
    servicelist: services.split(' ').filter((service) => service !== ''),
    canenableindividualservice: whole !== true,
  }));
}

function rangeRow(call: Call, range: VlanIpRangeRecord): Body {
  return {
    id: range.uuid,
    forvirtualnetwork: true,
    zoneid: call.cloud.store.table(zones).byId(range.zoneId)?.uuid,
    vlan: range.vlan,
    gateway: range.gateway,
    netmask: range.netmask,
    cidr: range.cidr,
    startip: addressIn(range.cidr, range.firstHost),
    endip: addressIn(range.cidr, range.lastHost),
    networkid: systemNetworks.public,
    physicalnetworkid: systemNetworks.physical,
    forsystemvms: false,
  };
}

function listVlanIpRanges(call: Call): Body {
  const { params, cloud } = call;
  const test = all<VlanIpRangeRecord>(
    when(params.row(vlanIpRanges, 'id'), (row, one) => row === one),
    when(params.row(zones, 'zoneid'), (row, zone) => row.zoneId === zone.id),
    when(params.text('vlan'), (row, vlan) => row.vlan === vlan || row.vlan === `vlan://${vlan}`),
    when(params.boolean('forvirtualnetwork'), (_row, virtual) => virtual),
  );
  const rows = cloud.store.table(vlanIpRanges).all();
  return listBody(call, 'vlaniprange', test === undefined ? rows : rows.filter(test), (row) => rangeRow(call, row));
}

export const physicalNetworkResource: ResourceModule = {
  commands: {
    listPhysicalNetworks: sync(listPhysicalNetworks),
    listNetworkServiceProviders: sync(listNetworkServiceProviders),
    listVlanIpRanges: sync(listVlanIpRanges, { entities: { id: vlanIpRanges } }),
  },
};
