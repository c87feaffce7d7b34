import * as z from 'zod';
import { builder } from '../../builder.ts';
import {
  ForbiddenError,
  GatewayError,
  InvalidInputError,
  InvalidStateError,
  JobFailedError,
  LimitExceededError,
  NotFoundError,
} from '../../errors.ts';
import { typedId, uuidOf } from '../../ids.ts';
import { mutation } from '../../mutation.ts';
import { type JobOutcome, type SuccessBuilder, startedJob, waitField, waitRule } from '../../payloads.ts';
import { requireAllowed } from '../../rules.ts';
import { startJob } from '../../run-command.ts';
import { resourceName } from '../../validation/text.ts';
import { changedSnapshot } from '../snapshots/snapshot-mutations.ts';
import { requireVolume } from '../volumes/volume-loader.ts';
import { requireVirtualMachineSnapshot } from './virtual-machine-snapshot-loader.ts';
import { virtualMachineSnapshotRules } from './virtual-machine-snapshot-rules.ts';

const CreateSnapshotFromVirtualMachineSnapshotInput = builder.inputType('CreateSnapshotFromVirtualMachineSnapshotInput', {
  description: 'Which volume to take out of which snapshot of a machine.',
  fields: (t) => ({
    virtualMachineSnapshotId: t.id({ required: true, description: 'The snapshot of the machine: typed id or UUID.' }),
    volumeId: t.id({ required: true, description: 'The volume, one of that machine: typed id or UUID.' }),
    name: t.string({ description: 'The name, 1 to 255 characters; left out, CloudStack makes one.' }),
    waitSeconds: t.int(waitField),
  }),
});

mutation({
  name: 'createSnapshotFromVirtualMachineSnapshot',
  description: 'Makes a snapshot of one volume out of a snapshot of its whole machine. KVM only.',
  input: CreateSnapshotFromVirtualMachineSnapshotInput,
  validate: z.object({ name: resourceName().nullish(), ...waitRule }),
  success: (t: SuccessBuilder<JobOutcome>) => ({ snapshot: changedSnapshot(t), job: startedJob(t) }),
  errors: [InvalidInputError, NotFoundError, ForbiddenError, InvalidStateError, LimitExceededError, JobFailedError],
  run: async (input, context) => {
    const vmsnapshotid = uuidOf('VirtualMachineSnapshot', input.virtualMachineSnapshotId, ['input', 'virtualMachineSnapshotId']);
    const volumeid = uuidOf('Volume', input.volumeId, ['input', 'volumeId']);
    const [whole, volume] = await Promise.all([requireVirtualMachineSnapshot(context, vmsnapshotid), requireVolume(context, volumeid)]);
    requireAllowed(virtualMachineSnapshotRules, 'SNAPSHOT', whole);
    if (volume.virtualmachineid !== whole.virtualmachineid)
      throw new InvalidInputError([{ path: ['input', 'volumeId'], message: 'The volume is not one of the machine of the snapshot.' }]);
    const { job, resourceId } = await startJob(
      context,
      'createSnapshotFromVMSnapshot',
      { vmsnapshotid, volumeid, name: input.name ?? undefined },
      {
        typename: 'Snapshot',
        touches: [typedId('Volume', volumeid)],
        input,
        waitSeconds: input.waitSeconds,
        argumentPaths: { vmsnapshotid: ['input', 'virtualMachineSnapshotId'] },
      },
    );
    if (resourceId === undefined) throw new GatewayError('UPSTREAM_INVALID', 'CloudStack took the order, but did not name the snapshot.');
    return { id: resourceId, job };
  },
});
