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
import { goneId, idField, type JobOutcome, type Outcome, type SuccessBuilder, startedJob, waitField, waitRule } from '../../payloads.ts';
import { requireAllowed } from '../../rules.ts';
import { startJob } from '../../run-command.ts';
import { resourceName } from '../../validation/text.ts';
import { requireVolume, volumes } from '../volumes/volume-loader.ts';
import { volumeRules } from '../volumes/volume-rules.ts';
import { requireSnapshot, type SnapshotRow } from './snapshot-loader.ts';
import { revertRefusalByInstance, snapshotRules } from './snapshot-rules.ts';
import { Snapshot } from './snapshot-type.ts';

const CreateSnapshotInput = builder.inputType('CreateSnapshotInput', {
  description: 'Which volume to take a snapshot of.',
  fields: (t) => ({
    volumeId: t.id({ required: true, description: 'The volume: typed id or UUID.' }),
    name: t.string({ description: 'The name, 1 to 255 characters; left out, CloudStack makes one of machine, volume and time.' }),
    waitSeconds: t.int(waitField),
  }),
});

export const SnapshotActionInput = builder.inputType('SnapshotActionInput', {
  description: 'Which snapshot.',
  fields: (t) => ({ id: t.id(idField), waitSeconds: t.int(waitField) }),
});

/** The field `snapshot` of a payload, read anew after the change. */
export const changedSnapshot = <S extends Outcome>(t: SuccessBuilder<S>) =>
  t.field({
    type: Snapshot,
    description: 'The snapshot, as it is now.',
    resolve: (outcome, _args, context) => requireSnapshot(context, outcome.id),
  });

const volumeOf = (snapshot: SnapshotRow) => (snapshot.volumeid === undefined ? [] : [typedId('Volume', snapshot.volumeid)]);

mutation({
  name: 'createSnapshot',
  description: 'Takes a snapshot of a volume. A running machine goes on; what its guest still holds in memory is not in it.',
  input: CreateSnapshotInput,
  validate: z.object({ name: resourceName().nullish(), ...waitRule }),
  success: (t: SuccessBuilder<JobOutcome>) => ({ snapshot: changedSnapshot(t), job: startedJob(t) }),
  errors: [InvalidInputError, NotFoundError, ForbiddenError, InvalidStateError, LimitExceededError, JobFailedError],
  run: async (input, context) => {
    const volumeid = uuidOf('Volume', input.volumeId, ['input', 'volumeId']);
    requireAllowed(volumeRules, 'SNAPSHOT', await requireVolume(context, volumeid));
    const { job, resourceId } = await startJob(
      context,
      'createSnapshot',
      { volumeid, name: input.name ?? undefined },
      { typename: 'Snapshot', touches: [typedId('Volume', volumeid)], input, waitSeconds: input.waitSeconds },
    );
    if (resourceId === undefined) throw new GatewayError('UPSTREAM_INVALID', 'CloudStack took the order, but did not name the snapshot.');
    return { id: resourceId, job };
  },
});

mutation({
  name: 'deleteSnapshot',
  description: 'Deletes a snapshot of a volume, for good.',
  input: SnapshotActionInput,
  validate: z.object(waitRule),
  success: (t: SuccessBuilder<JobOutcome>) => ({ snapshotId: goneId(t, 'Snapshot'), job: startedJob(t) }),
  errors: [NotFoundError, ForbiddenError, InvalidStateError, JobFailedError],
  run: async (input, context) => {
    const id = uuidOf('Snapshot', input.id, ['input', 'id']);
    const snapshot = await requireSnapshot(context, id);
    requireAllowed(snapshotRules, 'DELETE', snapshot);
    const options = { typename: 'Snapshot', id, touches: volumeOf(snapshot), input, waitSeconds: input.waitSeconds };
    const { job } = await startJob(context, 'deleteSnapshot', { id }, options);
    return { id, job };
  },
});

mutation({
  name: 'revertSnapshot',
  description: 'Puts a volume back to what it was at the snapshot; later changes are lost. Its machine must be stopped.',
  input: SnapshotActionInput,
  validate: z.object(waitRule),
  success: (t: SuccessBuilder<JobOutcome>) => ({ snapshot: changedSnapshot(t), job: startedJob(t) }),
  errors: [NotFoundError, ForbiddenError, InvalidStateError, JobFailedError],
  run: async (input, context) => {
    const id = uuidOf('Snapshot', input.id, ['input', 'id']);
    const snapshot = await requireSnapshot(context, id);
    requireAllowed(snapshotRules, 'REVERT', snapshot);
    const volume = snapshot.volumeid === undefined ? null : await volumes.load(context, snapshot.volumeid);
    const refusal = revertRefusalByInstance(volume?.vmstate);
    if (refusal !== null) throw new InvalidStateError(refusal, volume?.vmstate ?? null);
    const options = { typename: 'Snapshot', id, touches: volumeOf(snapshot), input, waitSeconds: input.waitSeconds };
    const { job } = await startJob(context, 'revertSnapshot', { id }, options);
    return { id, job };
  },
});
