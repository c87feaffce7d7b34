import { type ActionRule, firstOf } from '../../actions.ts';

/** What the rules read of a row of `listVMSnapshot`. */
export interface VirtualMachineSnapshotState {
  state?: string | undefined;
  type?: string | undefined;
  hypervisor?: string | undefined;
}

function unlessReady(snapshot: VirtualMachineSnapshotState): string | null {
  const state = snapshot.state ?? 'unknown';
  if (state === 'Ready') return null;
  if (state === 'Error') return 'The snapshot failed. Delete it and take a new one.';
  if (state === 'Removed') return 'The snapshot has been deleted.';
  return `CloudStack is busy with the snapshot (${state}). Wait until it is done.`;
}

const remove = (snapshot: VirtualMachineSnapshotState) =>
  ['Ready', 'Error', 'Expunging'].includes(snapshot.state ?? '') ? null : unlessReady(snapshot);

const takeOut = (snapshot: VirtualMachineSnapshotState) =>
  firstOf(
    snapshot.hypervisor !== undefined && snapshot.hypervisor !== 'KVM' && 'Only KVM can take the snapshot of a volume out of this one.',
    unlessReady(snapshot),
  );

/** When CloudStack takes an action on a snapshot of an instance, as far as its own row tells. */
export const virtualMachineSnapshotRules: readonly ActionRule<VirtualMachineSnapshotState>[] = [
  { name: 'REVERT', command: 'revertToVMSnapshot', refusal: unlessReady },
  { name: 'SNAPSHOT', command: 'createSnapshotFromVMSnapshot', refusal: takeOut },
  { name: 'DELETE', command: 'deleteVMSnapshot', refusal: remove },
];

/**
 * Why the instance's own state stands in the way of going back to a snapshot, or null.
 * CloudStack never changes the power state with a revert: one with memory wants the instance running, one without stopped.
 */
export function revertRefusalByInstance(snapshotType: string | undefined, vmState: string | undefined): string | null {
  const withMemory = snapshotType === 'DiskAndMemory';
  return firstOf(
    vmState !== 'Running' && vmState !== 'Stopped' && 'The instance is neither running nor stopped. Wait until it is.',
    withMemory && vmState === 'Stopped' && 'The snapshot holds the memory of a running instance. Start the instance first.',
    !withMemory && vmState === 'Running' && 'The snapshot holds disks only. Stop the instance first.',
  );
}

/** Why an instance refuses a new snapshot of itself, or null. CloudStack snapshots memory only while it runs. */
export function createRefusalByInstance(vmState: string | undefined, memory: boolean): string | null {
  return firstOf(
    vmState !== 'Running' && vmState !== 'Stopped' && 'The instance is neither running nor stopped. Wait until it is.',
    memory && vmState === 'Stopped' && 'A stopped instance has no memory to keep. Take the snapshot without memory.',
  );
}
