import type { LiveResource } from '../../events/live-resources.ts';
import { type SnapshotRow, snapshots } from './snapshot-loader.ts';

const atRest = new Set(['BackedUp', 'Error', 'Destroyed', 'CreatedOnPrimary']);

/** How snapshots of volumes are followed live. A policy's own Started and Completed carry no id: the next poll of the list finds them. */
export const snapshotEvents: LiveResource<SnapshotRow> = {
  typename: 'Snapshot',
  resourceTypes: ['Snapshot'],
  createdBy: /^SNAPSHOT\.CREATE/,
  listCommand: 'listSnapshots',
  loader: snapshots,
  alsoTouches: (row) => (row.volumeid === undefined ? [] : [{ typename: 'Volume', id: row.volumeid }]),
  isTransitional: (row) => row.state !== undefined && !atRest.has(row.state),
  digest: (row) => JSON.stringify([row.state, row.name, row.physicalsize, row.volumeid, row.account, row.tags]),
};
