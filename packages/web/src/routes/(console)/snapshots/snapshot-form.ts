import { type FieldProblem, problem } from '#lib/form/problems.ts';
import { m } from '#lib/paraglide/messages.js';

/** A name for a snapshot: free text, may be left empty (CloudStack then makes one from the volume and the time). */
export function snapshotNameProblems(name: string): FieldProblem[] {
  return name.trim().length > 255 ? [problem('name', m.resource_name_too_long({ max: 255 }))] : [];
}

/** What the "snapshot of an instance" dialog holds. */
export interface InstanceSnapshotValues {
  name: string;
  description: string;
  /** Keep the memory too, so that a revert resumes the running machine. */
  memory: boolean;
}

/** Variables of createVirtualMachineSnapshot; memory can only be kept of a running instance. */
export function instanceSnapshotInput(virtualMachineId: string, values: InstanceSnapshotValues, isRunning: boolean) {
  const name = values.name.trim();
  const description = values.description.trim();
  return { virtualMachineId, ...(name ? { name } : {}), ...(description ? { description } : {}), memory: values.memory && isRunning };
}
