/** How VMs move from state to state, and what goes with it: hosts, statistics, root disks. */
import type { Cloud } from '../../cloud.ts';
import { storagePools } from '../infrastructure/infrastructure-records.ts';
import { nics } from '../networks/network-records.ts';
import { volumes } from '../volumes/volume-records.ts';
import { placeOn } from './placement.ts';
import { wasCollected } from './statistics.ts';
import { type VirtualMachineRecord, virtualMachines } from './virtual-machine-records.ts';

const table = (cloud: Cloud) => cloud.store.table(virtualMachines);

/** Starting: a host is taken. */
export function toStarting(cloud: Cloud, vm: VirtualMachineRecord, hostId?: number): void {
  const host = hostId ?? placeOn(cloud, vm).id;
  table(cloud).update(vm, { state: 'Starting', hostId: host, lastUpdated: cloud.clock.now() });
}

/** Running: volumes that were only allocated get their place on primary storage. */
export function toRunning(cloud: Cloud, vm: VirtualMachineRecord, fresh: boolean): void {
  const now = cloud.clock.now();
  table(cloud).update(vm, {
    state: 'Running',
    lastUpdated: now,
    runningSince: now,
    freshlyDeployed: fresh && Object.keys(vm.details).length === 0,
    ...(fresh ? {} : { restarted: true }),
  });
  const pool = cloud.store.table(storagePools).all()[0];
  const disks = cloud.store.table(volumes);
  for (const volume of disks.by('vm', vm.id)) {
    if (volume.state === 'Allocated') disks.update(volume, { state: 'Ready', ...(pool === undefined ? {} : { poolId: pool.id }) });
  }
}

export function toStopped(cloud: Cloud, vm: VirtualMachineRecord): void {
  const now = cloud.clock.now();
  const changes: Partial<VirtualMachineRecord> = {
    state: 'Stopped',
    lastUpdated: now,
    freshlyDeployed: false,
    hasStatistics: wasCollected(vm, now),
  };
  if (vm.hostId !== undefined) changes.lastHostId = vm.hostId;
  table(cloud).update(vm, changes);
  leaveHost(cloud, vm);
}

/** So many runs are remembered. */
const RUNS = 50;

/** Takes the VM off its host. */
export function leaveHost(cloud: Cloud, vm: VirtualMachineRecord): void {
  if (vm.runningSince !== undefined) {
    const run = { from: vm.runningSince, to: cloud.clock.now() };
    table(cloud).update(vm, { earlierRuns: [...(vm.earlierRuns ?? []), run].slice(-RUNS) });
  }
  table(cloud).unset(vm, ['hostId', 'runningSince']);
}

/** Expunges: the VM is gone from every list, its root disk with it; data disks are freed. */
export function expunge(cloud: Cloud, vm: VirtualMachineRecord): void {
  leaveHost(cloud, vm);
  const disks = cloud.store.table(volumes);
  for (const volume of [...disks.by('vm', vm.id)]) {
    if (volume.type === 'ROOT') disks.remove(volume);
    else disks.unset(volume, ['vmId', 'deviceId', 'attached']);
  }
  const cards = cloud.store.table(nics);
  for (const nic of [...cards.by('vm', vm.id)]) cards.remove(nic);
  table(cloud).update(vm, { state: 'Expunging' });
  table(cloud).remove(vm);
}
