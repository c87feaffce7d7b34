import { type ActionRule, firstOf } from '../../actions.ts';

/** What the rules read of a row of `listVolumes`. */
export interface VolumeState {
  state?: string | undefined;
  type?: string | undefined;
  virtualmachineid?: string | undefined;
  vmstate?: string | undefined;
  isextractable?: boolean | undefined;
  deleteprotection?: boolean | undefined;
}

/** What CloudStack says of a volume whose data is not there yet. */
const UPLOADING = ['NotUploaded', 'UploadInProgress', 'UploadOp'];
const GONE = ['Destroy', 'Destroying', 'Expunging', 'Expunged'];

const isAttached = (volume: VolumeState) => Boolean(volume.virtualmachineid);
const isRoot = (volume: VolumeState) => volume.type === 'ROOT';
const vmIs = (volume: VolumeState, ...states: string[]) => states.includes(volume.vmstate ?? '');

/** Why work on a volume has to wait, or null when it is in one of the named states. */
function unlessIn(volume: VolumeState, ...states: string[]): string | null {
  const state = volume.state ?? 'unknown';
  if (states.includes(state)) return null;
  if (GONE.includes(state)) return 'The volume has been destroyed. Recover it first, if it still can be.';
  if (UPLOADING.includes(state)) return 'The volume is still being uploaded. Wait until it is there.';
  if (state === 'UploadError' || state === 'UploadAbandoned') return 'The upload failed. Delete the volume and upload it again.';
  if (state === 'Allocated') return 'The volume has no data yet. Attach it to an instance first.';
  if (state === 'Uploaded') return 'The volume is not on primary storage yet. Attach it to an instance first.';
  return `CloudStack is busy with the volume (${state}). Wait until it is done.`;
}

const attach = (volume: VolumeState) =>
  firstOf(
    isAttached(volume) && 'The volume is attached to an instance. Detach it first.',
    unlessIn(volume, 'Allocated', 'Ready', 'Uploaded'),
  );

const detach = (volume: VolumeState) =>
  firstOf(
    !isAttached(volume) && 'The volume is not attached to an instance.',
    isRoot(volume) && !vmIs(volume, 'Stopped') && 'This is the root disk. Stop the instance first.',
    !vmIs(volume, 'Running', 'Stopped', 'Destroyed') && 'The instance is changing its state. Wait until it is running or stopped.',
    unlessIn(volume, 'Allocated', 'Ready', 'Uploaded'),
  );

const discard = (volume: VolumeState) =>
  firstOf(
    isAttached(volume) && 'The volume is attached to an instance. Detach it first.',
    volume.deleteprotection && 'The volume is protected from deletion. Lift the protection first.',
    UPLOADING.includes(volume.state ?? '') && unlessIn(volume),
  );

const snapshot = (volume: VolumeState) => unlessIn(volume, 'Ready');

const extract = (volume: VolumeState) =>
  firstOf(
    isRoot(volume) && volume.isextractable === false && 'The template of this root disk does not allow its disks to be downloaded.',
    isAttached(volume) && !vmIs(volume, 'Stopped') && 'The instance uses the volume. Stop the instance, or detach the volume, first.',
    unlessIn(volume, 'Ready'),
  );

const makeTemplate = (volume: VolumeState) =>
  firstOf(
    isAttached(volume) &&
      !vmIs(volume, 'Stopped') &&
      'The instance uses the volume. Stop the instance, or make the template from a snapshot.',
    unlessIn(volume, 'Ready'),
  );

const destroy = (volume: VolumeState) =>
  firstOf(discard(volume), GONE.includes(volume.state ?? '') && 'The volume has been destroyed already.');

const recover = (volume: VolumeState) => (volume.state === 'Destroy' ? null : 'Only a destroyed volume can be recovered.');

/**
 * When CloudStack takes an action on a volume: from its states (`Volume.State`), and the refusals recorded
 * ("Please specify a volume that is not attached to any VM.", "The specified volume is not attached to a VM.").
 */
export const volumeRules: readonly ActionRule<VolumeState>[] = [
  { name: 'ATTACH', command: 'attachVolume', refusal: attach },
  { name: 'DETACH', command: 'detachVolume', refusal: detach },
  { name: 'SNAPSHOT', command: 'createSnapshot', refusal: snapshot },
  { name: 'RESIZE', command: 'resizeVolume', refusal: (volume) => unlessIn(volume, 'Ready', 'Allocated') },
  { name: 'CHANGE_OFFERING', command: 'changeOfferingForVolume', refusal: (volume) => unlessIn(volume, 'Ready', 'Allocated') },
  { name: 'MIGRATE', command: 'migrateVolume', refusal: (volume) => unlessIn(volume, 'Ready') },
  { name: 'EXTRACT', command: 'extractVolume', refusal: extract },
  { name: 'CREATE_TEMPLATE', command: 'createTemplate', refusal: makeTemplate },
  { name: 'UPDATE', command: 'updateVolume', refusal: (volume) => (GONE.includes(volume.state ?? '') ? unlessIn(volume) : null) },
  { name: 'ASSIGN', command: 'assignVolume', refusal: (volume) => firstOf(discard(volume), unlessIn(volume, 'Allocated', 'Ready')) },
  { name: 'RECOVER', command: 'recoverVolume', refusal: recover },
  { name: 'DESTROY', command: 'destroyVolume', refusal: destroy },
  { name: 'DELETE', command: 'deleteVolume', refusal: discard },
];
