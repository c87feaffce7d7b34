import { builder } from '../../builder.ts';
import { bulkMutations } from '../../bulk.ts';
import { bulkIdsField, waitField } from '../../payloads.ts';
import { type VirtualMachineSnapshotRow, virtualMachineSnapshots } from './virtual-machine-snapshot-loader.ts';
import { virtualMachineSnapshotRules } from './virtual-machine-snapshot-rules.ts';
import { VirtualMachineSnapshot } from './virtual-machine-snapshot-type.ts';

const VirtualMachineSnapshotsInput = builder.inputType('VirtualMachineSnapshotsInput', {
  description: 'Which snapshots of machines.',
  fields: (t) => ({ ids: t.idList(bulkIdsField), waitSeconds: t.int(waitField) }),
});

const bulk = bulkMutations<VirtualMachineSnapshotRow>({
  typename: 'VirtualMachineSnapshot',
  field: 'virtualMachineSnapshot',
  type: VirtualMachineSnapshot,
  loader: virtualMachineSnapshots,
  rules: virtualMachineSnapshotRules,
});

bulk({
  name: 'deleteVirtualMachineSnapshots',
  description: 'Deletes several snapshots of machines, for good.',
  input: VirtualMachineSnapshotsInput,
  action: 'DELETE',
  command: 'deleteVMSnapshot',
  parameters: (id) => ({ vmsnapshotid: id }),
});
