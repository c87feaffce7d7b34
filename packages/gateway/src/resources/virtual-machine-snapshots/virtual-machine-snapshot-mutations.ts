import * as z from 'zod';
import { builder } from '../../builder.ts';
import type { GatewayContext } from '../../context.ts';
import { ForbiddenError, InvalidInputError, InvalidStateError, JobFailedError, LimitExceededError, NotFoundError } from '../../errors.ts';
import { typedId, uuidOf } from '../../ids.ts';
import type { JobRow } from '../../jobs/job.ts';
import { mutation } from '../../mutation.ts';
import { goneId, idField, type JobOutcome, type SuccessBuilder, startedJob, waitField, waitRule } from '../../payloads.ts';
import { requireAllowed } from '../../rules.ts';
import { startJob } from '../../run-command.ts';
import { resourceName, text } from '../../validation/text.ts';
import { requireVirtualMachine } from '../virtual-machines/virtual-machine-loader.ts';
import { virtualMachineRules } from '../virtual-machines/virtual-machine-rules.ts';
import { requireVirtualMachineSnapshot, virtualMachineSnapshots } from './virtual-machine-snapshot-loader.ts';
import { createRefusalByInstance, revertRefusalByInstance, virtualMachineSnapshotRules } from './virtual-machine-snapshot-rules.ts';
import { VirtualMachineSnapshot } from './virtual-machine-snapshot-type.ts';

const CreateVirtualMachineSnapshotInput = builder.inputType('CreateVirtualMachineSnapshotInput', {
  description: 'Which machine to take a snapshot of, and how.',
  fields: (t) => ({
    virtualMachineId: t.id({ required: true, description: 'The machine: typed id or UUID.' }),
    name: t.string({ description: 'The name, 1 to 255 characters; left out, CloudStack makes one of machine and time.' }),
    description: t.string({ description: 'What to say of it, up to 255 characters.' }),
    memory: t.boolean({ defaultValue: false, description: 'Whether to keep the memory, too; only of a running machine.' }),
    waitSeconds: t.int(waitField),
  }),
});

const VirtualMachineSnapshotActionInput = builder.inputType('VirtualMachineSnapshotActionInput', {
  description: 'Which snapshot of a machine.',
  fields: (t) => ({ id: t.id(idField), waitSeconds: t.int(waitField) }),
});

interface Created {
  /** Absent where CloudStack does not name the snapshot that it is taking. */
  id: string | undefined;
  job: JobRow;
}

function refuseIf(reason: string | null, state: string | undefined): void {
  if (reason !== null) throw new InvalidStateError(reason, state ?? null);
}

mutation({
  name: 'createVirtualMachineSnapshot',
  description: 'Takes a snapshot of all disks of a machine at once.',
  input: CreateVirtualMachineSnapshotInput,
  validate: z.object({ name: resourceName().nullish(), description: text().nullish(), ...waitRule }),
  success: (t: SuccessBuilder<Created>) => ({
    virtualMachineSnapshot: t.field({
      type: VirtualMachineSnapshot,
      nullable: true,
      description: 'The snapshot, as it is now; null where CloudStack has not named it yet.',
      resolve: (outcome, _args, context) => (outcome.id === undefined ? null : virtualMachineSnapshots.load(context, outcome.id)),
    }),
    job: startedJob(t),
  }),
  errors: [InvalidInputError, NotFoundError, ForbiddenError, InvalidStateError, LimitExceededError, JobFailedError],
  run: async (input, context) => {
    const machineId = uuidOf('VirtualMachine', input.virtualMachineId, ['input', 'virtualMachineId']);
    const machine = await requireVirtualMachine(context, machineId);
    requireAllowed(virtualMachineRules, 'SNAPSHOT', machine);
    refuseIf(createRefusalByInstance(machine.state, input.memory ?? false), machine.state);
    const { job, resourceId } = await startJob(
      context,
      'createVMSnapshot',
      {
        virtualmachineid: machineId,
        name: input.name ?? undefined,
        description: input.description ?? undefined,
        snapshotmemory: input.memory ?? false,
      },
      {
        typename: 'VirtualMachineSnapshot',
        touches: [typedId('VirtualMachine', machineId)],
        input,
        waitSeconds: input.waitSeconds,
        argumentPaths: { snapshotmemory: ['input', 'memory'] },
      },
    );
    return { id: resourceId, job };
  },
});

/** Checks the rule, then starts the command on the snapshot. */
async function actOnSnapshot(
  context: GatewayContext,
  command: 'deleteVMSnapshot' | 'revertToVMSnapshot',
  input: { id: string; waitSeconds?: number | null | undefined },
): Promise<JobOutcome> {
  const id = uuidOf('VirtualMachineSnapshot', input.id, ['input', 'id']);
  const snapshot = await requireVirtualMachineSnapshot(context, id);
  requireAllowed(virtualMachineSnapshotRules, command === 'deleteVMSnapshot' ? 'DELETE' : 'REVERT', snapshot);
  const touches: string[] = [];
  if (snapshot.virtualmachineid !== undefined) {
    touches.push(typedId('VirtualMachine', snapshot.virtualmachineid));
    if (command === 'revertToVMSnapshot') {
      const machine = await requireVirtualMachine(context, snapshot.virtualmachineid);
      refuseIf(revertRefusalByInstance(snapshot.type, machine.state), machine.state);
    }
  }
  const options = { typename: 'VirtualMachineSnapshot', id, touches, input, waitSeconds: input.waitSeconds };
  const { job } = await startJob(context, command, { vmsnapshotid: id }, options);
  return { id, job };
}

mutation({
  name: 'deleteVirtualMachineSnapshot',
  description: 'Deletes a snapshot of a machine, for good.',
  input: VirtualMachineSnapshotActionInput,
  validate: z.object(waitRule),
  success: (t: SuccessBuilder<JobOutcome>) => ({
    virtualMachineSnapshotId: goneId(t, 'VirtualMachineSnapshot'),
    job: startedJob(t),
  }),
  errors: [NotFoundError, ForbiddenError, InvalidStateError, JobFailedError],
  run: (input, context) => actOnSnapshot(context, 'deleteVMSnapshot', input),
});

mutation({
  name: 'revertVirtualMachineSnapshot',
  description: 'Puts a machine back to what it was at the snapshot; later changes of its disks are lost.',
  input: VirtualMachineSnapshotActionInput,
  validate: z.object(waitRule),
  success: (t: SuccessBuilder<JobOutcome>) => ({
    virtualMachineSnapshot: t.field({
      type: VirtualMachineSnapshot,
      description: 'The snapshot, as it is now.',
      resolve: (outcome, _args, context) => requireVirtualMachineSnapshot(context, outcome.id),
    }),
    job: startedJob(t),
  }),
  errors: [NotFoundError, ForbiddenError, InvalidStateError, JobFailedError],
  run: (input, context) => actOnSnapshot(context, 'revertToVMSnapshot', input),
});
