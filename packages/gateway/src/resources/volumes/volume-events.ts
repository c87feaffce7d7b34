import type { LiveResource } from '../../events/live-resources.ts';
import { type VolumeRow, volumes, volumesUnder } from './volume-loader.ts';

/** States that CloudStack never leaves by itself. */
const atRest = new Set(['Allocated', 'Ready', 'Destroy', 'Expunged', 'Uploaded', 'UploadError', 'UploadAbandoned']);

/** How volumes are followed live. Events name the volume only: its machine changes with it. */
export const volumeEvents: LiveResource<VolumeRow> = {
  typename: 'Volume',
  resourceTypes: ['Volume'],
  // A snapshot policy's events carry the id of its volume; the volume itself is as before.
  notTouchedBy: /^SNAPSHOTPOLICY\./,
  // A machine takes its volumes with it to another owner.
  alsoTouchedBy: /^VM\.MOVE/,
  createdBy: /^VOLUME\.(CREATE|UPLOAD|ASSIGN)/,
  listCommand: 'listVolumes',
  loader: volumes,
  loadRelated: volumesUnder,
  parentOf: (row) => row.virtualmachineid,
  alsoTouches: (row) => (row.virtualmachineid === undefined ? [] : [{ typename: 'VirtualMachine', id: row.virtualmachineid }]),
  isTransitional: (row) => row.state !== undefined && !atRest.has(row.state),
  digest: (row) => JSON.stringify([row.state, row.name, row.size, row.virtualmachineid, row.deviceid, row.vmstate, row.account, row.tags]),
};
