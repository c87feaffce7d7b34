/** `deployVirtualMachine`: what is checked before there is a job, what is created at once, and the job. */
import { ownerOf } from '../../access.ts';
import type { Body, Call, JobPlan } from '../../command.ts';
import { ApiError, invalid } from '../../errors.ts';
import type { ActionEvent } from '../../events.ts';
import { checkLimit } from '../../limits.ts';
import { zones } from '../infrastructure/infrastructure-records.ts';
import { ensureGroup } from '../instance-groups/instance-group-handlers.ts';
import { implementNetwork } from '../networks/network-implementation.ts';
import type { NetworkRecord } from '../networks/network-records.ts';
import { addNic } from '../networks/nics.ts';
import { diskOfferings, serviceOfferings } from '../offerings/offering-records.ts';
import { osTypes } from '../os-types/os-type-records.ts';
import { checkUserData } from '../user-data/user-data-handlers.ts';
import { GIB, type VolumeRecord, volumes } from '../volumes/volume-records.ts';
import {
  affinityGroupsOf,
  checkHostName,
  checkNameIsFree,
  imageOf,
  networksOf,
  rootSize,
  sizeOf,
  wishedAddresses,
} from './deploy-checks.ts';
import { keyDetails } from './key-pairs.ts';
import { newPassword, takesPassword } from './passwords.ts';
import { toRunning, toStarting } from './state.ts';
import { type VirtualMachineRecord, virtualMachines } from './virtual-machine-records.ts';
import { jobView, virtualMachineRow } from './virtual-machine-rows.ts';

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

/** Deployments word what is refused themselves, which costs them the code of the reason. */
const SAID_BY_COMMAND = 9999;

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
  checkLimit(call.cloud, owner.id, 'user_vm', 1, SAID_BY_COMMAND);
  checkLimit(call.cloud, owner.id, 'cpu', size.cpuNumber, SAID_BY_COMMAND);
  checkLimit(call.cloud, owner.id, 'memory', size.memory, SAID_BY_COMMAND);
  checkLimit(call.cloud, owner.id, 'volume', dataBytes > 0 ? 2 : 1, SAID_BY_COMMAND);
  checkLimit(call.cloud, owner.id, 'primary_storage', Math.ceil((rootBytes + dataBytes) / GIB), SAID_BY_COMMAND);
  const userDataText = params.text('userdata');
  if (userDataText !== undefined) checkUserData(userDataText);
  const affinityGroupUuids = affinityGroupsOf(call, owner);
  const addresses = wishedAddresses(call, into);
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
    affinityGroupUuids,
    haEnabled: offering.offerHa,
    dynamicallyScalable: params.boolean('dynamicscalingenabled') === true && image.dynamicallyScalable,
    deleteProtection: false,
    freshlyDeployed: false,
    hasStatistics: false,
    ...(iso === undefined ? {} : { isoBootId: iso.id, attachedIsoId: iso.id }),
    ...(group === undefined ? {} : { groupUuid: ensureGroup(store, owner.id, group, clock.now()).uuid }),
    ...(userDataText === undefined ? {} : { userData: userDataText }),
    ...(params.has('userdataid') ? { userDataUuid: params.required('userdataid') } : {}),
  });
  for (const [at, network] of into.entries()) {
    const wished = addresses[at];
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
      if (takesPassword(cloud, vm)) cloud.store.table(virtualMachines).update(vm, { password: newPassword(cloud) });
      // Told this once, to whoever asks for the job's result.
      return { virtualmachine: { ...virtualMachineRow(call, vm, jobView(call, job)), password: vm.password } };
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
