import * as z from 'zod';
import { builder } from '../../builder.ts';
import { ForbiddenError, InvalidInputError, InvalidStateError, NotFoundError } from '../../errors.ts';
import { typedId, uuidOf } from '../../ids.ts';
import { mutation } from '../../mutation.ts';
import { goneId, idField, type Outcome, type SuccessBuilder } from '../../payloads.ts';
import { requireRow } from '../../require-row.ts';
import { requireAllowed } from '../../rules.ts';
import { runAction } from '../../run-command.ts';
import { maximumSnapshots } from '../../validation/quantities.ts';
import { snapshotScheduleProblem, timeZone } from '../../validation/schedules.ts';
import { requireVolume } from '../volumes/volume-loader.ts';
import { volumeRules } from '../volumes/volume-rules.ts';
import { snapshotPolicies } from './snapshot-policy-loader.ts';
import { INTERVALS, SnapshotIntervalEnum, SnapshotPolicy } from './snapshot-policy-type.ts';

const CreateSnapshotPolicyInput = builder.inputType('CreateSnapshotPolicyInput', {
  description: 'By which rule to take snapshots of which volume. One of the same interval is replaced.',
  fields: (t) => ({
    volumeId: t.id({ required: true, description: 'The volume: typed id or UUID.' }),
    interval: t.field({ type: SnapshotIntervalEnum, required: true, description: 'How often.' }),
    schedule: t.string({ required: true, description: 'When: minute, minute:hour or minute:hour:day, by the interval.' }),
    timeZone: t.string({ required: true, description: 'In which time zone: `Europe/Paris`.' }),
    maximumSnapshots: t.int({ required: true, description: 'How many of its snapshots to keep.' }),
  }),
});

const UpdateSnapshotPolicyInput = builder.inputType('UpdateSnapshotPolicyInput', {
  description: 'What to change of a snapshot policy. What is left out stays, and so does its interval.',
  fields: (t) => ({
    id: t.id(idField),
    schedule: t.string({ description: 'When: minute, minute:hour or minute:hour:day, by the interval.' }),
    timeZone: t.string({ description: 'In which time zone: `Europe/Paris`.' }),
    maximumSnapshots: t.int({ description: 'How many of its snapshots to keep.' }),
  }),
});

const DeleteSnapshotPolicyInput = builder.inputType('DeleteSnapshotPolicyInput', {
  description: 'Which snapshot policy to delete. Its snapshots stay.',
  fields: (t) => ({ id: t.id(idField) }),
});

const words = { typename: 'SnapshotPolicy', words: 'snapshot policy' };

const success = (t: SuccessBuilder<Outcome>) => ({
  snapshotPolicy: t.field({
    type: SnapshotPolicy,
    description: 'The policy.',
    resolve: (outcome, _args, context) => requireRow(context, snapshotPolicies, words, outcome.id),
  }),
});

mutation({
  name: 'createSnapshotPolicy',
  description: 'Has CloudStack take snapshots of a volume by itself.',
  input: CreateSnapshotPolicyInput,
  validate: z
    .object({ interval: z.enum(['HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY']), schedule: z.string(), timeZone, maximumSnapshots })
    .superRefine((input, issues) => {
      const message = snapshotScheduleProblem(input.interval, input.schedule);
      if (message) issues.addIssue({ code: 'custom', path: ['schedule'], message });
    }),
  success,
  errors: [InvalidInputError, NotFoundError, ForbiddenError, InvalidStateError],
  run: async (input, context) => {
    const volumeid = uuidOf('Volume', input.volumeId, ['input', 'volumeId']);
    requireAllowed(volumeRules, 'UPDATE', await requireVolume(context, volumeid));
    const policy = await runAction(
      context,
      'createSnapshotPolicy',
      {
        volumeid,
        intervaltype: input.interval,
        schedule: input.schedule,
        timezone: input.timeZone,
        maxsnaps: input.maximumSnapshots,
      },
      {
        typename: 'SnapshotPolicy',
        touches: [typedId('Volume', volumeid)],
        input,
        argumentPaths: { maxsnaps: ['input', 'maximumSnapshots'], intervaltype: ['input', 'interval'] },
      },
    );
    return { id: policy.id };
  },
});

mutation({
  name: 'updateSnapshotPolicy',
  description: 'Changes when a snapshot policy takes snapshots, and how many it keeps. It stays the same policy.',
  input: UpdateSnapshotPolicyInput,
  validate: z.object({ timeZone: timeZone.nullish(), maximumSnapshots: maximumSnapshots.nullish() }),
  success,
  errors: [InvalidInputError, NotFoundError, ForbiddenError, InvalidStateError],
  run: async (input, context) => {
    const id = uuidOf('SnapshotPolicy', input.id, ['input', 'id']);
    const policy = await requireRow(context, snapshotPolicies, words, id);
    const volumeid = policy.volumeid ?? '';
    requireAllowed(volumeRules, 'UPDATE', await requireVolume(context, volumeid));
    const interval = INTERVALS[policy.intervaltype ?? 0] ?? 'HOURLY';
    const schedule = input.schedule ?? policy.schedule ?? '';
    const problem = snapshotScheduleProblem(interval, schedule);
    if (problem) throw new InvalidInputError([{ path: ['input', 'schedule'], message: problem }]);
    // `updateSnapshotPolicy` of CloudStack hides or shows only; another one of the same interval replaces what it says.
    await runAction(
      context,
      'createSnapshotPolicy',
      {
        volumeid,
        intervaltype: interval,
        schedule,
        timezone: input.timeZone ?? policy.timezone ?? 'UTC',
        maxsnaps: input.maximumSnapshots ?? policy.maxsnaps ?? 1,
        fordisplay: policy.fordisplay,
        ...(policy.tags?.length ? { tags: policy.tags.map(({ key = '', value = '' }) => ({ key, value })) } : {}),
      },
      {
        typename: 'SnapshotPolicy',
        id,
        touches: [typedId('Volume', volumeid)],
        input,
        argumentPaths: { maxsnaps: ['input', 'maximumSnapshots'] },
      },
    );
    return { id };
  },
});

mutation({
  name: 'deleteSnapshotPolicy',
  description: 'Deletes a snapshot policy. Its snapshots stay.',
  input: DeleteSnapshotPolicyInput,
  success: (t: SuccessBuilder<Outcome>) => ({ snapshotPolicyId: goneId(t, 'SnapshotPolicy') }),
  errors: [NotFoundError, ForbiddenError],
  run: async (input, context) => {
    const id = uuidOf('SnapshotPolicy', input.id, ['input', 'id']);
    await requireRow(context, snapshotPolicies, words, id);
    await runAction(context, 'deleteSnapshotPolicies', { id }, { typename: 'SnapshotPolicy', id, input });
    return { id };
  },
});
