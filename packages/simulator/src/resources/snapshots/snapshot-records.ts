/** Snapshots of volumes and the policies that take them. */
import { defineTable, type Entity } from '../../store.ts';

export type SnapshotState = 'Allocated' | 'Creating' | 'BackingUp' | 'BackedUp' | 'Error' | 'Destroying';

export type IntervalType = 'HOURLY' | 'DAILY' | 'WEEKLY' | 'MONTHLY';
export const intervalTypes: readonly IntervalType[] = ['HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY'];

export interface SnapshotRecord extends Entity {
  accountId: number;
  name: string;
  volumeId: number;
  zoneId: number;
  state: SnapshotState;
  /** `MANUAL`, or the interval of its policy. */
  snapshotType: 'MANUAL' | IntervalType;
  created: number;
  /** Bytes on secondary storage. */
  physicalSize: number;
  /** Bytes of the volume. */
  virtualSize: number;
  locationType?: string;
}

export const snapshots = defineTable<SnapshotRecord>()({
  name: 'Snapshot',
  parameters: ['snapshotid'],
  indexes: { volume: (row) => row.volumeId },
  label: (row) => row.name,
  remembersRemoved: true,
});

export interface SnapshotPolicyRecord extends Entity {
  volumeId: number;
  intervalType: IntervalType;
  schedule: string;
  timezone: string;
  maxSnaps: number;
  forDisplay: boolean;
}

export const snapshotPolicies = defineTable<SnapshotPolicyRecord>()({
  name: 'SnapshotPolicy',
  parameters: ['policyid'],
  indexes: { volume: (row) => row.volumeId },
});
