import type { LiveResource } from '../../events/live-resources.ts';
import { type VirtualMachineSnapshotRow, virtualMachineSnapshots, virtualMachineSnapshotsOf } from './virtual-machine-snapshot-loader.ts';

const atRest = new Set(['Ready', 'Error', 'Removed']);

/** How snapshots of virtual machines are followed live: their events name the machine, never the snapshot. */
export const virtualMachineSnapshotEvents: LiveResource<VirtualMachineSnapshotRow> = {
  typename: 'VirtualMachineSnapshot',
  resourceTypes: ['VmSnapshot'],
  alsoTouchedBy: /^VMSNAPSHOT\./,
  listCommand: 'listVMSnapshot',
  loader: virtualMachineSnapshots,
  loadRelated: (context, id) => virtualMachineSnapshotsOf(context, { id }),
  parentOf: (row) => row.virtualmachineid,
  isTransitional: (row) => row.state !== undefined && !atRest.has(row.state),
  digest: (row) => JSON.stringify([row.state, row.displayname, row.current, row.parent, row.virtualmachineid, row.tags]),
};
