/** Snapshots in the demo: nightly ones by a policy, a few by hand, and some of whole VMs. */
import { scheduleRun } from '../../resources/snapshots/policies.ts';
import { snapshotPolicies, snapshots } from '../../resources/snapshots/snapshot-records.ts';
import { instanceName, type VirtualMachineRecord } from '../../resources/virtual-machines/virtual-machine-records.ts';
import { vmSnapshots } from '../../resources/vm-snapshots/vm-snapshot-records.ts';
import type { VolumeRecord } from '../../resources/volumes/volume-records.ts';
import type { Yard } from './machines.ts';

const DAY = 86_400_000;

const stamp = (at: number): string => new Date(at).toISOString().replaceAll(/[-:T]/g, '').slice(0, 14);

export function addSnapshot(yard: Yard, volume: VolumeRecord, created: number, kind: 'MANUAL' | 'DAILY', name?: string): void {
  const { cloud, account, user, history } = yard;
  const snapshot = cloud.store.table(snapshots).insert({
    accountId: account.id,
    name: name ?? `${volume.name}_${stamp(created)}`,
    volumeId: volume.id,
    zoneId: volume.zoneId,
    state: 'BackedUp',
    snapshotType: kind,
    created,
    physicalSize: Math.round(volume.size * (0.1 + 0.4 * cloud.random.next())),
    virtualSize: volume.size,
  });
  history.action({
    accountId: account.id,
    userId: user.id,
    type: 'SNAPSHOT.CREATE',
    scheduled: `creating snapshot for volume: ${volume.uuid}`,
    doing: 'taking snapshot',
    detail: `Volume Id: ${volume.uuid}`,
    resourceType: 'Snapshot',
    resourceUuid: snapshot.uuid,
    created,
    seconds: 4,
  });
}

/** A nightly policy that keeps three, and the three it has kept. */
export function addNightlyPolicy(yard: Yard, volume: VolumeRecord): void {
  const { cloud } = yard;
  const policy = cloud.store
    .table(snapshotPolicies)
    .insert({ volumeId: volume.id, intervalType: 'DAILY', schedule: '30:03', timezone: 'Europe/Paris', maxSnaps: 3, forDisplay: true });
  scheduleRun(cloud, policy);
  const midnight = Math.floor(cloud.clock.now() / DAY) * DAY;
  for (let ago = 3; ago >= 1; ago -= 1) {
    const at = midnight - (ago - 1) * DAY - 22 * 3_600_000 + 30 * 60_000;
    if (at > volume.created && at < cloud.clock.now()) addSnapshot(yard, volume, at, 'DAILY');
  }
}

export function addVmSnapshot(yard: Yard, vm: VirtualMachineRecord, displayName: string, description: string, created: number): void {
  const { cloud, account, user, history } = yard;
  cloud.store.table(vmSnapshots).insert({
    accountId: account.id,
    vmId: vm.id,
    name: `${instanceName(vm)}_VS_${stamp(created)}`,
    displayName,
    description,
    type: 'Disk',
    state: 'Ready',
    current: true,
    created,
  });
  history.action({
    accountId: account.id,
    userId: user.id,
    type: 'VMSNAPSHOT.CREATE',
    scheduled: `creating snapshot for VM: ${vm.uuid}`,
    doing: 'creating VM snapshot',
    detail: `VM Id: ${vm.uuid}`,
    resourceType: 'VirtualMachine',
    resourceUuid: vm.uuid,
    created,
    seconds: 3,
  });
}
