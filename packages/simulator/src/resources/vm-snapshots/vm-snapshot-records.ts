/** Snapshots of whole VMs. */
import { defineTable, type Entity } from '../../store.ts';

export interface VmSnapshotRecord extends Entity {
  accountId: number;
  vmId: number;
  name: string;
  displayName: string;
  description?: string;
  type: 'Disk' | 'DiskAndMemory';
  state: 'Allocated' | 'Creating' | 'Ready' | 'Reverting' | 'Expunging' | 'Error';
  current: boolean;
  parentId?: number;
  created: number;
}

export const vmSnapshots = defineTable<VmSnapshotRecord>()({
  name: 'VMSnapshot',
  parameters: ['vmsnapshotid', 'vmsnapshotids'],
  indexes: { vm: (row) => row.vmId },
  label: (row) => row.displayName,
  remembersRemoved: true,
});
