import { type ActionRule, firstOf } from '../../actions.ts';

/** What the rules read of a row of `listSnapshots`. */
export interface SnapshotState {
  state?: string | undefined;
  revertable?: boolean | undefined;
  volumeid?: string | undefined;
}

const BUSY = ['Allocated', 'Creating', 'CreatedOnPrimary', 'BackingUp', 'Copying', 'Destroying'];

function unlessBackedUp(snapshot: SnapshotState): string | null {
  const state = snapshot.state ?? 'unknown';
  if (state === 'BackedUp') return null;
  if (state === 'Error') return 'The snapshot failed. Delete it and take a new one.';
  if (state === 'Destroyed') return 'The snapshot has been deleted.';
  return `The snapshot is not finished (${state}). Wait until it is backed up.`;
}

const revert = (snapshot: SnapshotState) =>
  firstOf(
    unlessBackedUp(snapshot),
    !snapshot.volumeid && 'The volume of this snapshot is gone. Create a new volume from the snapshot.',
    snapshot.revertable !== true && 'The hypervisor cannot put this snapshot back. Create a new volume from it.',
  );

const remove = (snapshot: SnapshotState) =>
  firstOf(
    snapshot.state === 'Destroyed' && 'The snapshot has been deleted already.',
    BUSY.includes(snapshot.state ?? '') && unlessBackedUp(snapshot),
  );

/**
 * When CloudStack takes an action on a snapshot of a volume. That the volume's instance must be stopped for a revert
 * ("The VM the specified disk is attached to is not in the shutdown state.") is not in the row: `revertSnapshot` checks it.
 */
export const snapshotRules: readonly ActionRule<SnapshotState>[] = [
  { name: 'REVERT', command: 'revertSnapshot', refusal: revert },
  { name: 'COPY', command: 'copySnapshot', refusal: unlessBackedUp },
  { name: 'EXTRACT', command: 'extractSnapshot', refusal: unlessBackedUp },
  { name: 'CREATE_VOLUME', command: 'createVolume', refusal: unlessBackedUp },
  { name: 'CREATE_TEMPLATE', command: 'createTemplate', refusal: unlessBackedUp },
  { name: 'DELETE', command: 'deleteSnapshot', refusal: remove },
];

/** Why the instance of a snapshot's volume stands in the way of a revert, or null. */
export function revertRefusalByInstance(vmState: string | undefined): string | null {
  if (vmState === undefined || vmState === 'Stopped' || vmState === 'Shutdown') return null;
  return 'The instance that uses the volume is not stopped. Stop it first.';
}
