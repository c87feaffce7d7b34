/** The demo's VMs with their networks, disks, snapshots and the events of their lives. */
import type { Cloud } from '../../cloud.ts';
import type { AccountRecord, UserRecord } from '../../resources/accounts/account-records.ts';
import { type HostRecord, hosts, storagePools, type ZoneRecord } from '../../resources/infrastructure/infrastructure-records.ts';
import { implement } from '../../resources/networks/network-implementation.ts';
import { type NetworkRecord, networks, nics } from '../../resources/networks/network-records.ts';
import { addNic, addressToNumber, numberToAddress } from '../../resources/networks/nics.ts';
import type { DiskOfferingRecord } from '../../resources/offerings/offering-records.ts';
import { tags } from '../../resources/tags/tag-records.ts';
import { type VirtualMachineRecord, virtualMachines } from '../../resources/virtual-machines/virtual-machine-records.ts';
import { GIB, type VolumeRecord, volumes } from '../../resources/volumes/volume-records.ts';
import type { DemoCatalogue } from './catalogue.ts';
import type { History } from './history.ts';
import type { MachineName } from './names.ts';

const DAY = 86_400_000;
/** So many VMs share a network. */
export const PER_NETWORK = 200;

/** What the builders of one owner's machines need. */
export interface Yard {
  readonly cloud: Cloud;
  readonly zone: ZoneRecord;
  readonly catalogue: DemoCatalogue;
  readonly history: History;
  readonly account: AccountRecord;
  readonly user: UserRecord;
}

export function addNetwork(yard: Yard, name: string, number: number, created: number): NetworkRecord {
  const { cloud, account, user, zone, history } = yard;
  const offering = cloud.store
    .named('NetworkOffering')
    ?.find((row) => 'name' in row && row.name === 'DefaultIsolatedNetworkOfferingWithSourceNatService');
  const block = `10.${1 + Math.floor(number / 250)}.${1 + (number % 250)}`;
  const network = cloud.store.table(networks).insert({
    accountId: account.id,
    name,
    displayText: `${name}, ${account.name}`,
    zoneId: zone.id,
    networkOfferingUuid: offering?.uuid ?? cloud.random.uuid(),
    type: 'Isolated',
    state: 'Allocated',
    cidr: `${block}.0/24`,
    gateway: `${block}.1`,
    netmask: '255.255.255.0',
    networkDomain: 'acme.internal',
    created,
    restartRequired: false,
  });
  implement(cloud, network, created);
  history.add({
    type: 'NETWORK.CREATE',
    description: `Successfully completed creating network. Network Id: ${network.id}`,
    accountId: account.id,
    userId: user.id,
    resourceType: 'Network',
    resourceUuid: network.uuid,
    created,
  });
  return network;
}

/** Seeded addresses count up, which spares the search for a free one. */
function nextAddress(cloud: Cloud, network: NetworkRecord): string {
  return numberToAddress(addressToNumber(network.gateway) + 9 + cloud.store.table(nics).by('network', network.id).length);
}

/** One VM with its root disk, address, tags and history. */
export function addMachine(
  yard: Yard,
  machine: MachineName,
  network: NetworkRecord,
  host: HostRecord | undefined,
  created: number,
): VirtualMachineRecord {
  const { cloud, catalogue, account, user, zone } = yard;
  const { random, store } = cloud;
  const offering = catalogue.sizes.get(random.pick(machine.role.sizes)) ?? [...catalogue.sizes.values()][0];
  if (offering === undefined) throw new Error('the demo has no offerings');
  const template = random.weighted(catalogue.templates.map((known, at) => [known, Math.max(1, 6 - at * 1.2)] as const));
  const running = host !== undefined && (machine.environment === 'prod' ? random.next() < 0.96 : random.next() < 0.72);
  const lastUpdated = created + Math.floor(random.next() * (cloud.clock.now() - created));
  const vm = store.table(virtualMachines).insert({
    accountId: account.id,
    userId: user.id,
    name: machine.name,
    displayName: machine.displayName,
    state: running ? 'Running' : 'Stopped',
    created,
    lastUpdated,
    zoneId: zone.id,
    ...(host === undefined ? {} : running ? { hostId: host.id, runningSince: lastUpdated } : { lastHostId: host.id }),
    templateId: template.id,
    serviceOfferingId: offering.id,
    cpuNumber: offering.cpuNumber ?? 2,
    cpuSpeed: offering.cpuSpeed ?? 2000,
    memory: offering.memory ?? 4096,
    osTypeId: template.osTypeId,
    hypervisor: 'KVM',
    details: {},
    keyPairs: [],
    affinityGroupUuids: [],
    haEnabled: offering.offerHa,
    dynamicallyScalable: true,
    deleteProtection: machine.environment === 'prod' && machine.role.role === 'db',
    freshlyDeployed: false,
    hasStatistics: true,
  });
  addNic(cloud, vm, network, { isDefault: true, ipAddress: nextAddress(cloud, network) });
  const root = addVolume(yard, {
    name: `ROOT-${vm.id}`,
    type: 'ROOT',
    size: Math.max(template.size ?? 0, 10 * GIB),
    created,
    vm,
    deviceId: 0,
    serviceOfferingId: offering.id,
    templateId: template.id,
  });
  for (const [key, value] of [
    ['env', machine.environment],
    ['role', machine.role.role],
  ] as const) {
    store.table(tags).insert({ accountId: account.id, key, value, resourceType: 'UserVm', resourceUuid: vm.uuid });
  }
  deployed(yard, vm, root, created);
  laterLife(yard, vm, created, lastUpdated, running);
  return vm;
}

function deployed(yard: Yard, vm: VirtualMachineRecord, root: VolumeRecord, created: number): void {
  const { account, user, history } = yard;
  const who = { accountId: account.id, userId: user.id };
  history.add({
    ...who,
    type: 'VOLUME.CREATE',
    state: 'Created',
    description: `Successfully created entity for creating ROOT volume. Volume Type: ROOTVolume Id: ${root.uuid} Vm Id: ${vm.uuid}`,
    resourceType: 'Volume',
    resourceUuid: root.uuid,
    created,
  });
  history.action({
    ...who,
    type: 'VM.CREATE',
    scheduled: `starting Vm. Vm Id: ${vm.uuid}`,
    doing: 'deploying Vm',
    detail: `Vm Id: ${vm.uuid}`,
    resourceType: 'VirtualMachine',
    resourceUuid: vm.uuid,
    created,
    seconds: 3,
  });
}

/** The last thing that happened to a VM, where it was not its deployment. */
function laterLife(yard: Yard, vm: VirtualMachineRecord, created: number, at: number, running: boolean): void {
  const { cloud, account, user, history } = yard;
  if (at - created < DAY && running) return;
  const [type, doing, verb] = !running
    ? ['VM.STOP', 'stopping Vm', 'stopping']
    : cloud.random.next() < 0.5
      ? ['VM.REBOOT', 'rebooting Vm', 'rebooting']
      : ['VM.START', 'starting Vm', 'starting'];
  history.action({
    accountId: account.id,
    userId: user.id,
    type: type ?? '',
    scheduled: `${verb} user vm: ${vm.uuid}`,
    doing: doing ?? '',
    detail: `Vm Id: ${vm.uuid}`,
    resourceType: 'VirtualMachine',
    resourceUuid: vm.uuid,
    created: at,
    seconds: 2,
    failed: cloud.random.next() < 0.03,
  });
}

interface NewVolume {
  readonly name: string;
  readonly type: 'ROOT' | 'DATADISK';
  readonly size: number;
  readonly created: number;
  readonly vm?: VirtualMachineRecord;
  readonly deviceId?: number;
  readonly serviceOfferingId?: number;
  readonly diskOfferingId?: number;
  readonly templateId?: number;
}

function addVolume(yard: Yard, volume: NewVolume): VolumeRecord {
  const { cloud, account, zone } = yard;
  const pool = cloud.random.pick(cloud.store.table(storagePools).all());
  const { vm, ...values } = volume;
  return cloud.store.table(volumes).insert({
    accountId: account.id,
    zoneId: zone.id,
    state: 'Ready',
    poolId: pool.id,
    provisioningType: 'thin',
    deleteProtection: false,
    isExtractable: volume.type === 'DATADISK',
    ...values,
    ...(vm === undefined ? {} : { vmId: vm.id }),
    ...(vm !== undefined && volume.type === 'DATADISK' ? { attached: volume.created + 60_000 } : {}),
  });
}

/** A data disk, attached to a VM or lying ready, with its events. */
export function addDataDisk(
  yard: Yard,
  name: string,
  offering: DiskOfferingRecord,
  created: number,
  vm?: VirtualMachineRecord,
): VolumeRecord {
  const { account, user, history, cloud } = yard;
  const size = (offering.diskSize === 0 ? cloud.random.integer(2, 20) * 10 : offering.diskSize) * GIB;
  const taken = vm === undefined ? 0 : cloud.store.table(volumes).by('vm', vm.id).length;
  const volume = addVolume(yard, {
    name,
    type: 'DATADISK',
    size,
    created,
    diskOfferingId: offering.id,
    ...(vm === undefined ? {} : { vm, deviceId: taken }),
  });
  const who = { accountId: account.id, userId: user.id, resourceType: 'Volume', resourceUuid: volume.uuid };
  history.action({
    ...who,
    type: 'VOLUME.CREATE',
    scheduled: `creating volume: ${name}`,
    doing: 'creating volume',
    detail: `Volume Id: ${volume.uuid}`,
    created,
    seconds: 1,
  });
  if (vm !== undefined) {
    const detail = `Volume Id: ${volume.uuid} VmId: ${vm.uuid}`;
    history.action({
      ...who,
      type: 'VOLUME.ATTACH',
      scheduled: `attaching volume: ${volume.uuid} to vm: ${vm.uuid}`,
      doing: 'attaching volume',
      detail,
      created: created + 60_000,
      seconds: 1,
    });
  }
  return volume;
}

/** Hands out hosts in turn, so that VMs are spread evenly. */
export function hostsInTurn(cloud: Cloud): () => HostRecord | undefined {
  const all = cloud.store.table(hosts).by('type', 'Routing');
  let next = 0;
  return () => all[next++ % Math.max(1, all.length)];
}
