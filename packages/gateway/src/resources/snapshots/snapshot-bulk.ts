import { builder } from '../../builder.ts';
import { bulkMutations } from '../../bulk.ts';
import { bulkIdsField, waitField } from '../../payloads.ts';
import { type SnapshotRow, snapshots } from './snapshot-loader.ts';
import { snapshotRules } from './snapshot-rules.ts';
import { Snapshot } from './snapshot-type.ts';

const SnapshotsInput = builder.inputType('SnapshotsInput', {
  description: 'Which snapshots of volumes.',
  fields: (t) => ({ ids: t.idList(bulkIdsField), waitSeconds: t.int(waitField) }),
});

const bulk = bulkMutations<SnapshotRow>({
  typename: 'Snapshot',
  field: 'snapshot',
  type: Snapshot,
  loader: snapshots,
  rules: snapshotRules,
});

bulk({
  name: 'deleteSnapshots',
  description: 'Deletes several snapshots of volumes, for good.',
  input: SnapshotsInput,
  action: 'DELETE',
  command: 'deleteSnapshot',
  parameters: (id) => ({ id }),
});
