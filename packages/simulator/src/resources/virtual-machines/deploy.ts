/** `deployVirtualMachine`: what is checked before there is a job, what is created at once, and the job. */
import { mayAct, ownerOf } from '../../access.ts';
import type { Body, Call, JobPlan } from '../../command.ts';
import { ApiError, forbidden, invalid } from '../../errors.ts';
import type { ActionEvent } from '../../events.ts';
import { checkLimit } from '../../limits.ts';
import { invalidValue } from '../../params.ts';
import type { AccountRecord } from '../accounts/account-records.ts';
import { type ZoneRecord, zones } from '../infrastructure/infrastructure-records.ts';
import { ensureGroup } from '../instance-groups/instance-group-handlers.ts';
import { implementNetwork } from '../networks/network-implementation.ts';
import { type NetworkRecord, networks, nics } from '../networks/network-records.ts';
import { addNic } from '../networks/nics.ts';
import { type DiskOfferingRecord, diskOfferings, type ServiceOfferingRecord, serviceOfferings } from '../offerings/offering-records.ts';
import { osTypes } from '../os-types/os-type-records.ts';
import { isReady } from '../templates/image-rows.ts';
import { type ImageRecord, isos, templates } from '../templates/template-records.ts';
import { GIB, type VolumeRecord, volumes } from '../volumes/volume-records.ts';
import { keyDetails } from './key-pairs.ts';
import { toRunning, toStarting } from './state.ts';
import { type VirtualMachineRecord, virtualMachines } from './virtual-machine-records.ts';
import { jobView, virtualMachineRow } from './virtual-machine-rows.ts';

const hostName = /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

/** Refuses what is no host name, in the words of the server. */
export function checkHostName(call: Call, name: string): void {
  if (hostName.test(name)) return;
  throw invalidValue(
    call.command,
    "Invalid value provided for API arg: name - it can contain ASCII letters 'a' through 'z', the digits '0' through '9', and the hyphen ('-'), must be between 1 and 63 characters long, and can't start or end with \"-\" and can't start with digit",
  );
}

export interface Size {
  readonly cpuNumber: number;
  readonly cpuSpeed: number;
  readonly memory: number;
}

/** CPU and memory of a VM: the offering's, or for a customised one those of `details`, within its bounds. */
export function sizeOf(offering: ServiceOfferingRecord, details: Readonly<Record<string, string>>): Size {
  const chosen = (name: string): number | undefined => (details[name] === undefined ? undefined : Number(details[name]));
  const cpuNumber = offering.cpuNumber ?? chosen('cpuNumber');
  const cpuSpeed = offering.cpuSpeed ?? chosen('cpuSpeed');
  const memory = offering.memory ?? chosen('memory');
  if (cpuNumber === undefined || cpuSpeed === undefined || memory === undefined) {
    throw invalid('Need to specify custom parameter values cpu, cpu speed and memory when using custom offering');
  }
  const within = (value: number, what: string, low: string, high: string): void => {
    const [least, most] = [Number(offering.details?.[low] ?? 1), Number(offering.details?.[high] ?? Number.POSITIVE_INFINITY)];
    if (!(value >= least && value <= most)) throw invalid(`Invalid ${what} value, specify a value between ${least} and ${most}`);
  };
  if (offering.cpuNumber === undefined) within(cpuNumber, 'CPU cores', 'mincpunumber', 'maxcpunumber');
  if (offering.memory === undefined) within(memory, 'memory', 'minmemory', 'maxmemory');
  return { cpuNumber, cpuSpeed, memory };
}

/** The template, or the ISO to install from, that `templateid` names. */
function imageOf(call: Call): { template?: ImageRecord; iso?: ImageRecord; image: ImageRecord } {
  const { store } = call.cloud;
  const id = call.params.text('templateid');
  if (id === undefined) throw invalid('Template ID, snapshot ID or volume ID must be specified');
  const template = store.table(templates).get(id);
  const iso = template === undefined ? store.table(isos).get(id) : undefined;
  const image = template ?? iso;
  if (image === undefined) throw invalid(`Unable to use template ${id}`);
  const usable = image.isPublic || image.sharedWith.includes(call.caller.account.id) || mayAct(store, call.caller, image.accountId);
  if (!usable) throw forbidden();
  if (!isReady(image)) throw invalid(`Template ${image.uuid} is not ready to be used`);
  return template === undefined ? { iso: image, image } : { template: image, image };
}

/** The networks of a new VM: those named, the account's only one, or a new one. */
function networksOf(call: Call, owner: AccountRecord, zone: ZoneRecord): NetworkRecord[] {
  const { store } = call.cloud;
  const mapped = call.params.map('iptonetworklist').flatMap((entry) => store.table(networks).get(entry.networkid ?? '') ?? []);
  const named = call.params.rows(networks, 'networkids') ?? (mapped.length > 0 ? mapped : undefined);
  if (named !== undefined && named.length > 0) {
    for (const network of named) {
      if (network.type !== 'Shared' && network.accountId !== owner.id && !mayAct(store, call.caller, network.accountId)) throw forbidden();
      if (network.zoneId !== zone.id) throw invalid(`Network id=${network.uuid} doesn't belong to zone ${zone.uuid}`);
    }
    return named;
  }
  const own = store
    .table(networks)
    .ofAccount(owner.id)
    .filter((network) => network.zoneId === zone.id && network.type === 'Isolated');
  if (own.length > 1) {
    throw invalid(`More than 1 default Isolated networks are found for account ${owner.name}; please specify networkIds`);
  }
  return [own[0] ?? newNetwork(call, owner, zone)];
}

/** The network CloudStack makes for a first VM that names none. */
function newNetwork(call: Call, owner: AccountRecord, zone: ZoneRecord): NetworkRecord {
  const { store, clock, events } = call.cloud;
  const offering = store
    .named('NetworkOffering')
    ?.find((row) => 'name' in row && row.name === 'DefaultIsolatedNetworkOfferingWithSourceNatService');
  const name = `${owner.name}-network`;
  const network = store.table(networks).insert({
    accountId: owner.id,
    name,
    displayText: name,
    zoneId: zone.id,
    networkOfferingUuid: offering?.uuid ?? '',
    type: 'Isolated',
    state: 'Allocated',
    cidr: zone.guestCidr,
    gateway: zone.guestCidr.replace(/\d+\/\d+$/, '1'),
    netmask: '255.255.255.0',
    networkDomain: 'cs4cloud.internal',
    created: clock.now(),
    restartRequired: false,
  });
  events.completed(call, {
    type: 'NETWORK.CREATE',
    description: 'creating network',
    detail: `Network Id: ${network.id}`,
    resourceType: 'Network',
    resourceUuid: network.uuid,
  });
  return network;
}

function checkNameIsFree(call: Call, name: string, into: readonly NetworkRecord[]): void {
  const { store } = call.cloud;
  for (const network of into) {
    for (const nic of store.table(nics).by('network', network.id)) {
      const other = store.table(virtualMachines).byId(nic.vmId);
      if (other?.name === name) {
        throw invalid(
          `The vm with hostName ${name} already exists in the network domain: ${network.networkDomain}; network=${network.name}`,
        );
      }
    }
  }
}

/** The size of the root disk, in bytes. */
function rootSize(call: Call, offering: ServiceOfferingRecord, image: ImageRecord, disk: DiskOfferingRecord | undefined): number {
  const asked = call.params.number('rootdisksize');
  if (asked !== undefined && asked <= 0) throw invalid('Root disk size should be a positive number.');
  if (asked !== undefined) return asked * GIB;
  if (disk !== undefined) return (disk.customized ? (call.params.number('size') ?? 1) : disk.diskSize) * GIB;
  return offering.rootDiskSize > 0 ? offering.rootDiskSize * GIB : (image.size ?? 2 * GIB);
}

/** A disk of the new VM, with the event that tells of it. */
function addDisk(call: Call, vm: VirtualMachineRecord, values: Pick<VolumeRecord, 'type' | 'size'> & Partial<VolumeRecord>): VolumeRecord {
  const { store, clock, events } = call.cloud;
  const volume = store.table(volumes).insert({
    accountId: vm.accountId,
    name: values.type === 'ROOT' ? `ROOT-${vm.id}` : `DATA-${vm.id}`,
    zoneId: vm.zoneId,
    state: 'Allocated',
    created: clock.now(),
    vmId: vm.id,
    provisioningType: 'thin',
    deleteProtection: false,
    isExtractable: false,
    ...values,
  });
  events.created(call, {
    type: 'VOLUME.CREATE',
    description: `creating ${values.type} volume`,
    // Upstream forgets the space.
    detail: `Volume Type: ${values.type}Volume Id: ${volume.uuid} Vm Id: ${vm.uuid}`,
    resourceType: 'Volume',
    resourceUuid: volume.uuid,
  });
  return volume;
}

export function deployVirtualMachine(call: Call): JobPlan {
  const { store, clock } = call.cloud;
  const { params } = call;
  const name = params.text('name');
  if (name !== undefined) checkHostName(call, name);
  const owner = ownerOf(call);
  const zone = params.row(zones, 'zoneid');
  const offering = params.row(serviceOfferings, 'serviceofferingid');
  if (zone === undefined || offering === undefined) throw invalid('Unable to find zone or service offering');
  if (offering.state !== 'Active' || store.table(serviceOfferings).isRemoved(offering))
    throw invalid(`Unable to find service offering: ${offering.uuid}`);
  const { template, iso, image } = imageOf(call);
  const disk = params.row(diskOfferings, 'diskofferingid');
  if (iso !== undefined && disk === undefined)
    throw invalid('Installing from ISO requires a disk offering to be specified for the root disk.');
  const details = params.flatMap('details');
  const size = sizeOf(offering, details);
  const into = networksOf(call, owner, zone);
  if (name !== undefined) checkNameIsFree(call, name, into);
  const rootBytes = rootSize(call, offering, image, iso === undefined ? undefined : disk);
  const dataBytes = disk === undefined || iso !== undefined ? 0 : (disk.customized ? (params.number('size') ?? 0) : disk.diskSize) * GIB;
  if (disk?.customized === true && iso === undefined && dataBytes <= 0)
    throw invalid('This disk offering requires a custom size specified');
  checkLimit(call.cloud, owner.id, 'user_vm', 1);
  checkLimit(call.cloud, owner.id, 'cpu', size.cpuNumber);
  checkLimit(call.cloud, owner.id, 'memory', size.memory);
  checkLimit(call.cloud, owner.id, 'volume', dataBytes > 0 ? 2 : 1);
  checkLimit(call.cloud, owner.id, 'primary_storage', Math.ceil((rootBytes + dataBytes) / GIB));
  const keyPairs = params.list('keypairs') ?? params.list('keypair') ?? [];
  const start = params.boolean('startvm') !== false;
  const uuid = store.random.uuid();
  const hostname = name ?? `VM-${uuid}`;
  const group = params.text('group');
  const vm = store.table(virtualMachines).insert({
    uuid,
    accountId: owner.id,
    userId: call.caller.user.id,
    name: hostname,
    displayName: params.text('displayname') ?? hostname,
    state: 'Stopped',
    created: clock.now(),
    zoneId: zone.id,
    templateId: template?.id ?? 0,
    serviceOfferingId: offering.id,
    ...size,
    osTypeId: params.row(osTypes, 'ostypeid')?.id ?? image.osTypeId,
    hypervisor: call.cloud.settings.hypervisor,
    // A VM that is deployed without being started remembers that it was.
    details: { ...keyDetails(call.cloud, owner.id, keyPairs), ...details, ...(start ? {} : { deployvm: 'true' }) },
    keyPairs,
    affinityGroupUuids: params.list('affinitygroupids') ?? [],
    haEnabled: offering.offerHa,
    dynamicallyScalable: params.boolean('dynamicscalingenabled') === true && image.dynamicallyScalable,
    deleteProtection: false,
    freshlyDeployed: false,
    hasStatistics: false,
    ...(iso === undefined ? {} : { isoBootId: iso.id, attachedIsoId: iso.id }),
    ...(group === undefined ? {} : { groupUuid: ensureGroup(store, owner.id, group, clock.now()).uuid }),
    ...(params.has('userdata') ? { userData: params.required('userdata') } : {}),
    ...(params.has('userdataid') ? { userDataUuid: params.required('userdataid') } : {}),
  });
  const addresses = params.map('iptonetworklist');
  for (const [at, network] of into.entries()) {
    const wished = addresses.find((entry) => entry.networkid === network.uuid)?.ip ?? (at === 0 ? params.text('ipaddress') : undefined);
    addNic(call.cloud, vm, network, { isDefault: at === 0, ...(wished === undefined ? {} : { ipAddress: wished }) });
  }
  addDisk(call, vm, {
    type: 'ROOT',
    size: rootBytes,
    deviceId: 0,
    serviceOfferingId: offering.id,
    ...(template === undefined ? {} : { templateId: template.id }),
    ...(iso === undefined ? {} : { isoId: iso.id }),
    ...(iso !== undefined && disk !== undefined ? { diskOfferingId: disk.id } : {}),
  });
  if (dataBytes > 0 && disk !== undefined)
    addDisk(call, vm, {
      type: 'DATADISK',
      size: dataBytes,
      deviceId: 1,
      diskOfferingId: disk.id,
      isExtractable: true,
      attached: clock.now(),
    });
  return start ? startedPlan(call, vm, into) : stoppedPlan(call, vm);
}

function deployEvent(vm: VirtualMachineRecord, verb: string): ActionEvent {
  return {
    type: 'VM.CREATE',
    description: 'deploying Vm',
    detail: `Vm Id: ${vm.uuid}`,
    scheduled: `${verb} Vm. Vm Id: ${vm.uuid}`,
    resourceType: 'VirtualMachine',
    resourceUuid: vm.uuid,
    ownerId: vm.accountId,
  };
}

function startedPlan(call: Call, vm: VirtualMachineRecord, into: readonly NetworkRecord[]): JobPlan {
  const { cloud } = call;
  return {
    resourceId: vm.uuid,
    instance: { type: 'VirtualMachine', uuid: vm.uuid },
    queue: `vm ${vm.id}`,
    milliseconds: 2000 + cloud.random.integer(0, 1500),
    event: deployEvent(vm, 'starting'),
    start: () => {
      try {
        toStarting(cloud, vm);
      } catch (error) {
        if (error instanceof ApiError) cloud.store.table(virtualMachines).update(vm, { state: 'Error', lastUpdated: cloud.clock.now() });
        throw error;
      }
    },
    finish: (job): Body => {
      for (const network of into) implementNetwork(call, network);
      toRunning(cloud, vm, true);
      return { virtualmachine: virtualMachineRow(call, vm, jobView(call, job)) };
    },
  };
}

function stoppedPlan(call: Call, vm: VirtualMachineRecord): JobPlan {
  return {
    resourceId: vm.uuid,
    instance: { type: 'VirtualMachine', uuid: vm.uuid },
    queue: `vm ${vm.id}`,
    milliseconds: 300,
    event: { ...deployEvent(vm, 'deploying'), states: ['Scheduled', 'Completed'] },
    finish: (job): Body => ({ virtualmachine: virtualMachineRow(call, vm, jobView(call, job)) }),
  };
}
