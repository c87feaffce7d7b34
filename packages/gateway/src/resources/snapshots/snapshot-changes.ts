import * as z from 'zod';
import { builder } from '../../builder.ts';
import { ForbiddenError, InvalidInputError, InvalidStateError, JobFailedError, LimitExceededError, NotFoundError } from '../../errors.ts';
import { uuidOf, uuidsOf } from '../../ids.ts';
import { mutation } from '../../mutation.ts';
import {
  type DownloadOutcome,
  downloadUrlField,
  idField,
  type JobOutcome,
  type SuccessBuilder,
  startedJob,
  waitField,
  waitRule,
} from '../../payloads.ts';
import { requireAllowed } from '../../rules.ts';
import { startJob } from '../../run-command.ts';
import { requireSnapshot } from './snapshot-loader.ts';
import { changedSnapshot, SnapshotActionInput } from './snapshot-mutations.ts';
import { snapshotRules } from './snapshot-rules.ts';

const CopySnapshotInput = builder.inputType('CopySnapshotInput', {
  description: 'Which snapshot to copy into which zones.',
  fields: (t) => ({
    id: t.id(idField),
    zoneIds: t.idList({ required: true, description: 'The zones it shall be in, too; one at least.' }),
    waitSeconds: t.int(waitField),
  }),
});

mutation({
  name: 'copySnapshot',
  description: 'Copies a snapshot of a volume into other zones.',
  input: CopySnapshotInput,
  validate: z.object({ zoneIds: z.array(z.string()).min(1, 'Name one zone at least.'), ...waitRule }),
  success: (t: SuccessBuilder<JobOutcome>) => ({ snapshot: changedSnapshot(t), job: startedJob(t) }),
  errors: [InvalidInputError, NotFoundError, ForbiddenError, InvalidStateError, LimitExceededError, JobFailedError],
  run: async (input, context) => {
    const id = uuidOf('Snapshot', input.id, ['input', 'id']);
    const destzoneids = uuidsOf('Zone', input.zoneIds, ['input', 'zoneIds']);
    const snapshot = await requireSnapshot(context, id);
    requireAllowed(snapshotRules, 'COPY', snapshot);
    const { job } = await startJob(
      context,
      'copySnapshot',
      { id, destzoneids, sourcezoneid: snapshot.zoneid },
      {
        typename: 'Snapshot',
        id,
        input,
        waitSeconds: input.waitSeconds,
        argumentPaths: { destzoneids: ['input', 'zoneIds'] },
      },
    );
    return { id, job };
  },
});

mutation({
  name: 'extractSnapshot',
  description: 'Makes a snapshot of a volume ready to be downloaded.',
  input: SnapshotActionInput,
  validate: z.object(waitRule),
  success: (t: SuccessBuilder<DownloadOutcome>) => ({ snapshot: changedSnapshot(t), url: downloadUrlField(t), job: startedJob(t) }),
  errors: [InvalidInputError, NotFoundError, ForbiddenError, InvalidStateError, JobFailedError],
  run: async (input, context) => {
    const id = uuidOf('Snapshot', input.id, ['input', 'id']);
    const snapshot = await requireSnapshot(context, id);
    requireAllowed(snapshotRules, 'EXTRACT', snapshot);
    const { job, result } = await startJob(
      context,
      'extractSnapshot',
      { id, zoneid: snapshot.zoneid ?? '' },
      { typename: 'Snapshot', id, input, waitSeconds: input.waitSeconds },
    );
    return { id, job, url: result?.url ?? null };
  },
});
