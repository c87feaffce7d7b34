/** Public addresses: list, associate, release, and give to one machine alone (static NAT). */
import { ownerOf, target } from '../../access.ts';
import { asJob, type Body, type Call, type JobPlan, type ResourceModule, sync } from '../../command.ts';
import { ApiError, invalid } from '../../errors.ts';
import type { ActionEvent } from '../../events.ts';
import { checkLimit } from '../../limits.ts';
import { all, listBody, ownedRows, when } from '../../paging.ts';
import { firewallRules } from '../firewall-rules/firewall-rule-records.ts';
import { zones } from '../infrastructure/infrastructure-records.ts';
import { type NetworkRecord, networks, nics } from '../networks/network-records.ts';
import { virtualMachines } from '../virtual-machines/virtual-machine-records.ts';
import { vpcs } from '../vpcs/vpc-records.ts';
import { allocate, freeAddresses, type PublicIpRecord, publicIps, vlanIpRanges } from './public-ip-records.ts';
import { freeIpRow, publicIpRow } from './public-ip-rows.ts';
import { release } from './release.ts';
import { reservationCommands } from './reservation.ts';

const quick = 300;
/** InsufficientAddressCapacityException. */
const noneFree = (zone: string): ApiError =>
  new ApiError(533, 9999, `Insufficient address capacity; no free public IP address in zone ${zone}`);

function listPublicIpAddresses(call: Call): Body {
  const { params, cloud } = call;
  const { store } = cloud;
  const forSystem = params.boolean('forsystemvms') === true;
  const owned = ownedRows(call, publicIps, {
    texts: (row) => [row.address],
    tags: 'PublicIpAddress',
    where: all<PublicIpRecord>(
      (row) => row.system === forSystem,
      when(params.text('ipaddress'), (row, address) => row.address === address),
      when(params.text('state')?.toLowerCase(), (row, state) => row.state.toLowerCase() === state),
      when(params.boolean('issourcenat'), (row, sourceNat) => row.sourceNat === sourceNat),
      when(params.boolean('isstaticnat'), (row, staticNat) => (row.staticNat !== undefined) === staticNat),
      when(params.row(networks, 'associatednetworkid'), (row, network) => row.networkId === network.id),
      when(params.row(vpcs, 'vpcid'), (row, vpc) => row.vpcUuid === vpc.uuid),
      when(params.row(zones, 'zoneid'), (row, zone) => row.zoneId === zone.id),
      when(params.boolean('forloadbalancing'), (row) => row.staticNat === undefined),
    ),
  });
  const rows = [...owned, ...freeRows(call)];
  return listBody(call, 'publicipaddress', rows, (row) => (row.state === 'Free' ? freeIpRow(store, row) : publicIpRow(store, row)));
}

/** Those that nobody has are listed where somebody asks for them. */
function freeRows(call: Call): PublicIpRecord[] {
  const { params, cloud } = call;
  const state = params.text('state')?.toLowerCase();
  if (state !== 'free' && (state !== undefined || params.boolean('allocatedonly') !== false)) return [];
  const { store } = cloud;
  const wanted = all<PublicIpRecord>(
    when(params.row(publicIps, 'id'), (row, one) => row.uuid === one.uuid),
    when(params.text('ipaddress'), (row, address) => row.address === address),
  );
  const zone = params.row(zones, 'zoneid');
  const places = zone === undefined ? store.table(zones).all() : [zone];
  return places
    .flatMap(({ id }) => freeAddresses(store, id))
    .filter((row) => wanted?.(row) !== false)
    .map((row) => ({ ...row, state: 'Free' as const }));
}

function associateIpAddress(call: Call): JobPlan {
  const { params, cloud } = call;
  const { store } = cloud;
  const network = params.has('networkid') ? target(call, networks, 'networkid') : undefined;
  const vpc = params.has('vpcid') ? target(call, vpcs, 'vpcid') : undefined;
  const zone = params.row(zones, 'zoneid') ?? store.table(zones).byId(network?.zoneId ?? vpc?.zoneId);
  const accountId = network?.accountId ?? vpc?.accountId ?? ownerOf(call).id;
  if (zone === undefined)
    throw invalid('An IP address can be associated with either a network or a VPC: please specify one of them, or the zone');
  checkLimit(cloud, accountId, 'public_ip', 1);
  const values = {
    ...{ accountId, zoneId: zone.id, state: 'Allocating' as const, allocated: cloud.clock.now(), sourceNat: false, system: false },
    ...(network === undefined ? {} : { networkId: network.id }),
    ...(vpc === undefined ? {} : { vpcUuid: vpc.uuid }),
  };
  const wanted = params.text('ipaddress');
  const kept = store
    .table(publicIps)
    .by('address', wanted)
    .find((row) => row.state === 'Reserved' && row.accountId === accountId);
  const address = kept === undefined ? allocate(store, values, wanted) : store.table(publicIps).update(kept, values);
  if (address === undefined) throw noneFree(zone.name);
  cloud.events.created(call, { type: 'FIREWALL.OPEN', description: 'creating firewall rule', resourceType: 'FirewallRule' });
  const creation = { type: 'NET.IPASSIGN', resourceType: 'IpAddress', resourceUuid: address.uuid };
  const parent = cloud.events.created(call, { ...creation, description: 'allocating Ip', detail: `Ip Id: ${address.id}` });
  const where = network === undefined ? `VPC ID: ${vpc?.id}` : `network ID: ${network.id}`;
  return {
    resourceId: address.uuid,
    instance: { type: 'IpAddress', uuid: address.uuid },
    milliseconds: quick,
    event: {
      ...creation,
      description: 'associating Ip',
      detail: `IP ID: ${address.id}`,
      scheduled: `associating IP to ${where} in zone ${zone.id}`,
      ownerId: accountId,
      parentUuid: parent.uuid,
    },
    finish: () => {
      // The answer still shows the state before.
      const ipaddress = publicIpRow(store, address);
      store.table(publicIps).update(address, { state: 'Allocated' });
      return { ipaddress };
    },
  };
}

/** Rules and VPN of the address go first, twice over in the event log. */
function disassociateIpAddress(call: Call): JobPlan {
  const { cloud } = call;
  const { store } = cloud;
  const address = namedAddress(call);
  if (address.sourceNat) throw invalid('Ip address is used for source nat purposes and can not be disassociated.');
  const common = { resourceType: 'IpAddress', resourceUuid: address.uuid, detail: `IP ID: ${address.id}`, scheduled: '' };
  const cleanups: ActionEvent[] = [
    { ...common, type: 'FIREWALL.CLOSE', description: 'revoking firewall rule' },
    { ...common, type: 'VPN.REMOTE.ACCESS.DESTROY', description: 'removing remote access vpn' },
  ];
  return {
    instance: { type: 'IpAddress', uuid: address.uuid },
    milliseconds: quick,
    event: {
      ...common,
      type: 'NET.IPRELEASE',
      description: 'disassociating Ip',
      scheduled: `Disassociating IP address with ID=${address.id}`,
      ownerId: address.accountId,
    },
    start: () => {
      store.table(publicIps).update(address, { state: 'Releasing' });
    },
    finish: ({ eventUuid }) => {
      for (const action of [...cleanups, ...cleanups]) {
        cloud.events.progress(call, action, 'Started', eventUuid);
        cloud.events.progress(call, action, 'Completed', eventUuid);
      }
      release(store, address);
      return { success: true };
    },
  };
}

function namedAddress(call: Call): PublicIpRecord {
  if (call.params.has('id')) return target(call, publicIps, 'id');
  const address = call.cloud.store.table(publicIps).by('address', call.params.text('ipaddress'))[0];
  if (address === undefined) throw invalid('Unable to find ip address');
  return address;
}

function enableStaticNat(call: Call): Body {
  const { params, cloud } = call;
  const { store } = cloud;
  const address = target(call, publicIps, 'ipaddressid');
  const machine = target(call, virtualMachines, 'virtualmachineid');
  if (address.sourceNat) throw invalid('Cannot enable static nat on a source nat IP address');
  if (
    store
      .table(firewallRules)
      .by('address', address.id)
      .some(({ purpose }) => purpose !== 'Firewall')
  ) {
    throw new ApiError(
      537,
      4360,
      `Failed to enable static nat on the IP ${address.address}: it has port forwarding or load balancing rules`,
    );
  }
  const network = params.row(networks, 'networkid') ?? store.table(networks).byId(address.networkId);
  const nic = store
    .table(nics)
    .by('vm', machine.id)
    .find(({ networkId, isDefault }) => (network === undefined ? isDefault : networkId === network.id));
  if (nic === undefined) throw invalid("Vm doesn't belong to the network with specified id");
  store.table(publicIps).update(address, {
    staticNat: { vmId: machine.id, guestIp: params.text('vmguestip') ?? nic.ipAddress },
    networkId: nic.networkId,
  });
  cloud.events.completed(call, staticNatEvent(address, 'STATICNAT.ENABLE', 'enabling static nat'));
  return { success: true };
}

function disableStaticNat(call: Call): JobPlan {
  const { store } = call.cloud;
  const address = target(call, publicIps, 'ipaddressid');
  if (address.staticNat === undefined) throw invalid(`Specified IP address id is not associated with any vm Id`);
  const detail = `IP ID: ${address.id}`;
  return {
    instance: { type: 'IpAddress', uuid: address.uuid },
    milliseconds: quick,
    event: {
      ...staticNatEvent(address, 'STATICNAT.DISABLE', 'disabling static nat'),
      detail,
      scheduled: `Disabling static nat for ip id=${address.id}`,
    },
    finish: () => {
      store.table(publicIps).unset(address, ['staticNat']);
      return { success: true };
    },
  };
}

function staticNatEvent(address: PublicIpRecord, type: string, description: string): Omit<ActionEvent, 'scheduled'> {
  return { type, description, resourceType: 'IpAddress', resourceUuid: address.uuid, ownerId: address.accountId };
}

/** The machine a rule sends traffic to has to stand in the address's network, or in a tier of its VPC. */
export function networkOfRule(call: Call, address: PublicIpRecord): NetworkRecord {
  const network = call.params.row(networks, 'networkid') ?? call.cloud.store.table(networks).byId(address.networkId);
  if (network === undefined) throw invalid('Unable to create the rule: the IP address is not associated with any network');
  return network;
}

const byAddress = { entities: { id: publicIps } };

export const publicIpResource: ResourceModule = {
  tables: [publicIps, vlanIpRanges],
  commands: {
    listPublicIpAddresses: sync(listPublicIpAddresses, byAddress),
    associateIpAddress: asJob('user.address.AssociateIPAddrCmd', associateIpAddress),
    disassociateIpAddress: asJob('user.address.DisassociateIPAddrCmd', disassociateIpAddress, byAddress),
    ...reservationCommands,
    enableStaticNat: sync(enableStaticNat),
    disableStaticNat: asJob('user.nat.DisableStaticNatCmd', disableStaticNat),
  },
};
