/** How a snapshot comes to be: by hand, or by a policy. */
import type { Cloud } from '../../cloud.ts';
import { virtualMachines } from '../virtual-machines/virtual-machine-records.ts';
import { type VolumeRecord, volumes } from '../volumes/volume-records.ts';
import { type SnapshotRecord, snapshots } from './snapshot-records.ts';

/** Milliseconds at speed 1: reading the disk, and copying it to secondary storage. */
export const TAKING = 1500;
export const BACKING_UP = 1500;

const stamp = (at: number): string => new Date(at).toISOString().replaceAll(/[-:T]/g, '').slice(0, 14);

/** The name CloudStack makes up: VM, volume, time. */
export function defaultName(cloud: Cloud, volume: VolumeRecord): string {
  const vm = cloud.store.table(virtualMachines).byId(volume.vmId);
  return `${vm?.name ?? 'detached'}_${volume.name}_${stamp(cloud.clock.now())}`;
}

/** A snapshot that has just begun. */
export function beginSnapshot(
  cloud: Cloud,
  volume: VolumeRecord,
  values: Pick<SnapshotRecord, 'name' | 'snapshotType'> & { locationType?: string },
): SnapshotRecord {
  return cloud.store.table(snapshots).insert({
    accountId: volume.accountId,
    volumeId: volume.id,
    zoneId: volume.zoneId,
    state: 'Allocated',
    created: cloud.clock.now(),
    physicalSize: 0,
    virtualSize: volume.size,
    ...values,
  });
}

/** The volume is being read. */
export function startTaking(cloud: Cloud, volume: VolumeRecord, snapshot: SnapshotRecord): void {
  cloud.store.table(volumes).update(volume, { state: 'Snapshotting' });
  cloud.store.table(snapshots).update(snapshot, { state: 'Creating' });
}

/** The volume was read; the copy to secondary storage begins. */
export function startBackup(cloud: Cloud, volume: VolumeRecord, snapshot: SnapshotRecord): void {
  if (volume.state === 'Snapshotting') cloud.store.table(volumes).update(volume, { state: 'Ready' });
  cloud.store.table(snapshots).update(snapshot, { state: 'BackingUp' });
}

export function finishBackup(cloud: Cloud, snapshot: SnapshotRecord): void {
  if (cloud.store.table(snapshots).isRemoved(snapshot)) return;
  const physicalSize = cloud.settings.hypervisor === 'Simulator' ? 0 : Math.round(snapshot.virtualSize * (0.1 + 0.3 * cloud.random.next()));
  cloud.store.table(snapshots).update(snapshot, { state: 'BackedUp', physicalSize });
}
