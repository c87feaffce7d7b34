/** Attaching and detaching volumes. */
import { target } from '../../access.ts';
import type { Call, JobPlan } from '../../command.ts';
import { badParameter, invalid } from '../../errors.ts';
import { SYSTEM } from '../../events.ts';
import { type VirtualMachineRecord, virtualMachines } from '../virtual-machines/virtual-machine-records.ts';
import { vmSnapshots } from '../vm-snapshots/vm-snapshot-records.ts';
import { makeReady, volumePlan, volumeResult } from './volume-plans.ts';
import { type VolumeRecord, volumes } from './volume-records.ts';

/** How many data disks a VM takes, by hypervisor. */
const MOST_DISKS = { KVM: 64, Simulator: 16 } as const;

/** The first free device number of a VM; 3 is the CD-ROM's. */
export function nextDevice(call: Call, vm: VirtualMachineRecord): number {
  const taken = new Set(
    call.cloud.store
      .table(volumes)
      .by('vm', vm.id)
      .map((volume) => volume.deviceId),
  );
  let device = 0;
  while (taken.has(device) || device === 3) device += 1;
  return device;
}

/** Refuses, in the order of the server's checks, what cannot be attached. */
export function checkAttachable(call: Call, volume: VolumeRecord, vm: VirtualMachineRecord): void {
  const { store, settings } = call.cloud;
  if (volume.vmId !== undefined) throw invalid('Please specify a volume that is not attached to any VM.');
  if (volume.state === 'Destroy') throw invalid('Please specify a volume that is not destroyed.');
  if (!['Allocated', 'Ready', 'Uploaded', 'Creating'].includes(volume.state))
    throw invalid('Volume state must be in Allocated, Ready or in Uploaded state');
  if (vm.state !== 'Running' && vm.state !== 'Stopped') throw invalid('Please specify a VM that is either running or stopped.');
  if (vm.zoneId !== volume.zoneId) throw invalid('Please specify a VM that is in the same zone as the volume.');
  if (vm.accountId !== volume.accountId) throw invalid(`The owner of the volume ${volume.uuid} and of the VM ${vm.uuid} are different`);
  const disks = store.table(volumes).by('vm', vm.id);
  if (volume.type === 'ROOT' && disks.some((disk) => disk.type === 'ROOT')) throw invalid(`Vm already has root volume attached to it`);
  if (disks.filter((disk) => disk.type === 'DATADISK').length >= MOST_DISKS[settings.hypervisor]) {
    throw invalid(
      `The specified VM already has the maximum number of data disks (${MOST_DISKS[settings.hypervisor]}). Please specify another VM.`,
    );
  }
  if (store.table(vmSnapshots).by('vm', vm.id).length > 0) {
    throw invalid('Unable to attach volume, please specify a VM that does not have VM snapshots');
  }
}

export function attachVolume(call: Call): JobPlan {
  const { cloud } = call;
  const volume = target(call, volumes, 'id');
  const vm = target(call, virtualMachines, 'virtualmachineid');
  const wished = call.params.number('deviceid');
  return volumePlan(
    volume,
    {
      type: 'VOLUME.ATTACH',
      description: 'attaching volume',
      detail: `Volume Id: ${volume.uuid} VmId: ${vm.uuid}`,
      scheduled: `attaching volume: ${volume.uuid} to vm: ${vm.uuid}`,
    },
    {
      milliseconds: 800 + cloud.random.integer(0, 600),
      start: () => {
        checkAttachable(call, volume, vm);
        if (
          wished !== undefined &&
          cloud.store
            .table(volumes)
            .by('vm', vm.id)
            .some((disk) => disk.deviceId === wished)
        ) {
          throw badParameter(`deviceId ${wished} is used by vm ${vm.uuid}`);
        }
        if (volume.state === 'Ready') cloud.store.table(volumes).update(volume, { state: 'Attaching' });
      },
      finish: (job) => {
        const device = wished ?? nextDevice(call, vm);
        makeReady(call, volume);
        cloud.store.table(volumes).update(volume, { vmId: vm.id, deviceId: device, attached: cloud.clock.now() });
        return volumeResult(call, volume, job);
      },
    },
  );
}

/** The volume that `id`, or `deviceid` and `virtualmachineid`, name. */
function volumeToDetach(call: Call): VolumeRecord | undefined {
  if (call.params.has('id')) return target(call, volumes, 'id');
  const device = call.params.number('deviceid');
  if (device === undefined || !call.params.has('virtualmachineid')) return undefined;
  const vm = target(call, virtualMachines, 'virtualmachineid');
  return call.cloud.store
    .table(volumes)
    .by('vm', vm.id)
    .find((volume) => volume.deviceId === device);
}

export function detachVolume(call: Call): JobPlan {
  const { cloud } = call;
  const volume = volumeToDetach(call);
  if (volume === undefined) return nothingToDetach();
  return volumePlan(
    volume,
    {
      type: 'VOLUME.DETACH',
      description: 'detaching volume',
      detail: `detaching volume: ${volume.uuid}`,
      scheduled: `detaching volume: ${volume.uuid}`,
    },
    {
      milliseconds: 700 + cloud.random.integer(0, 600),
      start: () => {
        const vm = cloud.store.table(virtualMachines).byId(volume.vmId);
        if (vm === undefined) throw invalid('The specified volume is not attached to a VM.');
        if (vm.state !== 'Running' && vm.state !== 'Stopped' && vm.state !== 'Destroyed')
          throw invalid('Please specify a VM that is either running or stopped.');
        if (volume.type === 'ROOT' && vm.state === 'Running')
          throw invalid('Please specify a volume that is not a ROOT volume, or stop the VM first.');
        if (cloud.store.table(vmSnapshots).by('vm', vm.id).length > 0) {
          throw invalid('Unable to detach volume, please specify a VM that does not have VM snapshots');
        }
      },
      finish: (job) => {
        cloud.store.table(volumes).unset(volume, ['vmId', 'deviceId', 'attached']);
        return volumeResult(call, volume, job);
      },
    },
  );
}

/** Nothing named: that is found out by the job only, whose `Scheduled` is the system's. */
function nothingToDetach(): JobPlan {
  const detail = 'detaching volume <error:  either volume id or deviceId/vmId need to be specified>';
  return {
    milliseconds: 0,
    event: { type: 'VOLUME.DETACH', description: 'detaching volume', detail, scheduled: detail, resourceType: 'Volume', ownerId: SYSTEM },
    start: () => {
      throw invalid('Please provide either a volume id, or a tuple(device id, instance id)');
    },
    finish: () => ({}),
  };
}
