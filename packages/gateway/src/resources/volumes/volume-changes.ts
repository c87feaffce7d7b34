import * as z from 'zod';
import { builder } from '../../builder.ts';
import {
  ConflictError,
  ForbiddenError,
  GatewayError,
  InvalidInputError,
  InvalidStateError,
  JobFailedError,
  LimitExceededError,
  NotFoundError,
} from '../../errors.ts';
import { optionalUuidOf, uuidOf } from '../../ids.ts';
import { mutation } from '../../mutation.ts';
import { ownerFields, ownerParameters } from '../../ownership.ts';
import {
  type DownloadOutcome,
  downloadUrlField,
  goneId,
  idField,
  type JobOutcome,
  type Outcome,
  type SuccessBuilder,
  startedJob,
  waitField,
  waitRule,
} from '../../payloads.ts';
import { requireAllowed } from '../../rules.ts';
import { runAction, startJob } from '../../run-command.ts';
import { sizeGib } from '../../validation/quantities.ts';
import { imageFormat, resourceName, text } from '../../validation/text.ts';
import { blameUrl, downloadUrl } from '../../validation/urls.ts';
import { requireVolume } from './volume-loader.ts';
import { changedVolume, machineOf, VolumeActionInput } from './volume-mutations.ts';
import { volumeRules } from './volume-rules.ts';

const UpdateVolumeInput = builder.inputType('UpdateVolumeInput', {
  description: 'What to change of a volume. What is left out stays.',
  fields: (t) => ({
    id: t.id(idField),
    name: t.string({ description: 'The new name, 1 to 255 characters.' }),
    isDeleteProtected: t.boolean({ description: 'Whether to protect it from deletion.' }),
    waitSeconds: t.int(waitField),
  }),
});

const DestroyVolumeInput = builder.inputType('DestroyVolumeInput', {
  description: 'Which volume to destroy. Until it is expunged, it can be recovered.',
  fields: (t) => ({
    id: t.id(idField),
    expunge: t.boolean({ defaultValue: false, description: 'Remove it for good at once; it cannot be recovered then.' }),
    waitSeconds: t.int(waitField),
  }),
});

const RecoverVolumeInput = builder.inputType('RecoverVolumeInput', {
  description: 'Which destroyed volume to bring back.',
  fields: (t) => ({ id: t.id(idField) }),
});

const ChangeVolumeOfferingInput = builder.inputType('ChangeVolumeOfferingInput', {
  description: 'Which volume to give another disk offering.',
  fields: (t) => ({
    id: t.id(idField),
    diskOfferingId: t.id({ required: true, description: 'The new disk offering.' }),
    sizeGib: t.int({ description: 'Size in GiB, where the offering leaves it open.' }),
    autoMigrate: t.boolean({
      defaultValue: false,
      description: 'Whether it may move to another storage pool, where the offering wants that.',
    }),
    shrinkOk: t.boolean({ defaultValue: false, description: 'Must be true when it becomes smaller, which can destroy data.' }),
    waitSeconds: t.int(waitField),
  }),
});

const MigrateVolumeInput = builder.inputType('MigrateVolumeInput', {
  description: 'Which volume to move to another storage pool. Only administrators may.',
  fields: (t) => ({
    id: t.id(idField),
    storagePoolId: t.id({ required: true, description: 'The storage pool it shall lie on.' }),
    live: t.boolean({ defaultValue: false, description: 'Whether to move it while its machine runs.' }),
    waitSeconds: t.int(waitField),
  }),
});

const UploadVolumeInput = builder.inputType('UploadVolumeInput', {
  description: 'The volume that CloudStack shall fetch.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'The name, 1 to 255 characters.' }),
    url: t.string({ required: true, description: 'Where to fetch it from: http, https, ftp or nfs. CloudStack must be able to reach it.' }),
    format: t.string({ required: true, description: 'Its format: `QCOW2`, `VHD`, `OVA`, `RAW`, …' }),
    zoneId: t.id({ required: true, description: 'The zone it shall be in.' }),
    diskOfferingId: t.id({ description: 'What kind of disk it becomes; a customized offering.' }),
    checksum: t.string({ description: 'Its checksum, like `{SHA-256}9f86d0…`; a download that differs is refused.' }),
    ...ownerFields(t),
    waitSeconds: t.int(waitField),
  }),
});

const success = (t: SuccessBuilder<JobOutcome>) => ({ volume: changedVolume(t), job: startedJob(t) });

mutation({
  name: 'updateVolume',
  description: 'Changes the name of a volume, or its protection. The default role User may not.',
  input: UpdateVolumeInput,
  validate: z
    .object({ name: resourceName().nullish(), isDeleteProtected: z.boolean().nullish(), ...waitRule })
    .refine((input) => typeof input.name === 'string' || typeof input.isDeleteProtected === 'boolean', {
      message: 'Nothing to change: give a name, or say whether to protect it.',
    }),
  success,
  errors: [InvalidInputError, NotFoundError, ForbiddenError, InvalidStateError, JobFailedError],
  run: async (input, context) => {
    const id = uuidOf('Volume', input.id, ['input', 'id']);
    requireAllowed(volumeRules, 'UPDATE', await requireVolume(context, id));
    const { job } = await startJob(
      context,
      'updateVolume',
      { id, name: input.name ?? undefined, deleteprotection: input.isDeleteProtected ?? undefined },
      { typename: 'Volume', id, input, waitSeconds: input.waitSeconds },
    );
    return { id, job };
  },
});

mutation({
  name: 'destroyVolume',
  description: 'Destroys a volume that is not attached. Until it is expunged, it can be recovered.',
  input: DestroyVolumeInput,
  validate: z.object(waitRule),
  success: (t: SuccessBuilder<JobOutcome>) => ({ volumeId: goneId(t, 'Volume'), job: startedJob(t) }),
  errors: [NotFoundError, ForbiddenError, InvalidStateError, JobFailedError],
  run: async (input, context) => {
    const id = uuidOf('Volume', input.id, ['input', 'id']);
    requireAllowed(volumeRules, 'DESTROY', await requireVolume(context, id));
    const parameters = { id, expunge: input.expunge ? true : undefined };
    const { job } = await startJob(context, 'destroyVolume', parameters, { typename: 'Volume', id, input, waitSeconds: input.waitSeconds });
    return { id, job };
  },
});

mutation({
  name: 'recoverVolume',
  description: 'Brings a destroyed volume back.',
  input: RecoverVolumeInput,
  success: (t: SuccessBuilder<Outcome>) => ({ volume: changedVolume(t) }),
  errors: [NotFoundError, ForbiddenError, InvalidStateError],
  run: async (input, context) => {
    const id = uuidOf('Volume', input.id, ['input', 'id']);
    requireAllowed(volumeRules, 'RECOVER', await requireVolume(context, id));
    await runAction(context, 'recoverVolume', { id }, { typename: 'Volume', id, input });
    return { id };
  },
});

mutation({
  name: 'changeVolumeOffering',
  description: 'Gives a volume another disk offering.',
  input: ChangeVolumeOfferingInput,
  validate: z.object({ sizeGib: sizeGib.nullish(), ...waitRule }),
  success,
  errors: [InvalidInputError, NotFoundError, ForbiddenError, InvalidStateError, LimitExceededError, JobFailedError],
  run: async (input, context) => {
    const id = uuidOf('Volume', input.id, ['input', 'id']);
    const diskofferingid = uuidOf('DiskOffering', input.diskOfferingId, ['input', 'diskOfferingId']);
    const volume = await requireVolume(context, id);
    requireAllowed(volumeRules, 'CHANGE_OFFERING', volume);
    const { job } = await startJob(
      context,
      'changeOfferingForVolume',
      {
        id,
        diskofferingid,
        size: input.sizeGib ?? undefined,
        automigrate: input.autoMigrate ? true : undefined,
        shrinkok: input.shrinkOk ? true : undefined,
      },
      {
        typename: 'Volume',
        id,
        touches: machineOf(volume),
        input,
        waitSeconds: input.waitSeconds,
        argumentPaths: { size: ['input', 'sizeGib'] },
      },
    );
    return { id, job };
  },
});

mutation({
  name: 'migrateVolume',
  description: 'Moves a volume to another storage pool. Only administrators may.',
  input: MigrateVolumeInput,
  validate: z.object(waitRule),
  success,
  errors: [InvalidInputError, NotFoundError, ForbiddenError, InvalidStateError, ConflictError, JobFailedError],
  run: async (input, context) => {
    const id = uuidOf('Volume', input.id, ['input', 'id']);
    const storageid = uuidOf('StoragePool', input.storagePoolId, ['input', 'storagePoolId']);
    const volume = await requireVolume(context, id);
    requireAllowed(volumeRules, 'MIGRATE', volume);
    const { job } = await startJob(
      context,
      'migrateVolume',
      { volumeid: id, storageid, livemigrate: input.live ? true : undefined },
      {
        typename: 'Volume',
        id,
        touches: machineOf(volume),
        input,
        waitSeconds: input.waitSeconds,
        argumentPaths: { storageid: ['input', 'storagePoolId'], volumeid: ['input', 'id'] },
      },
    );
    return { id, job };
  },
});

mutation({
  name: 'extractVolume',
  description: 'Makes a volume ready to be downloaded. Its machine must be stopped.',
  input: VolumeActionInput,
  validate: z.object(waitRule),
  success: (t: SuccessBuilder<DownloadOutcome>) => ({ volume: changedVolume(t), url: downloadUrlField(t), job: startedJob(t) }),
  errors: [InvalidInputError, NotFoundError, ForbiddenError, InvalidStateError, JobFailedError],
  run: async (input, context) => {
    const id = uuidOf('Volume', input.id, ['input', 'id']);
    const volume = await requireVolume(context, id);
    requireAllowed(volumeRules, 'EXTRACT', volume);
    const parameters = { id, zoneid: volume.zoneid ?? '', mode: 'HTTP_DOWNLOAD' };
    const { job, result } = await startJob(context, 'extractVolume', parameters, {
      typename: 'Volume',
      id,
      input,
      waitSeconds: input.waitSeconds,
    });
    return { id, job, url: result?.url ?? null };
  },
});

mutation({
  name: 'uploadVolume',
  description: 'Has CloudStack fetch a volume from a URL. It can be attached once it is there (`Volume.state` is `Uploaded`).',
  input: UploadVolumeInput,
  validate: z.object({
    name: resourceName(),
    url: downloadUrl,
    format: imageFormat,
    checksum: text().nullish(),
    ...waitRule,
  }),
  success,
  errors: [InvalidInputError, NotFoundError, ForbiddenError, LimitExceededError, JobFailedError],
  run: async (input, context) => {
    const parameters = {
      ...ownerParameters(context.cloud.identity, input),
      name: input.name,
      url: input.url,
      format: input.format.toUpperCase(),
      zoneid: uuidOf('Zone', input.zoneId, ['input', 'zoneId']),
      diskofferingid: optionalUuidOf('DiskOffering', input.diskOfferingId, ['input', 'diskOfferingId']),
      checksum: input.checksum ?? undefined,
    };
    const { job, resourceId } = await startJob(context, 'uploadVolume', parameters, {
      typename: 'Volume',
      input,
      waitSeconds: input.waitSeconds,
    }).catch(blameUrl);
    if (resourceId === undefined) throw new GatewayError('UPSTREAM_INVALID', 'CloudStack took the order, but did not name the volume.');
    return { id: resourceId, job };
  },
});

const AssignVolumeInput = builder.inputType('AssignVolumeInput', {
  description: 'Which volume that is not attached to give to whom: an account or a project.',
  fields: (t) => ({
    id: t.id(idField),
    accountId: t.id({ description: 'The account.' }),
    projectId: t.id({ description: 'The project.' }),
  }),
});

mutation({
  name: 'assignVolume',
  description: 'Gives a volume that is not attached to another account or project. Only administrators may.',
  input: AssignVolumeInput,
  validate: z
    .object({ accountId: z.string().nullish(), projectId: z.string().nullish() })
    .refine((input) => Boolean(input.accountId) !== Boolean(input.projectId), {
      path: ['accountId'],
      message: 'Give either an account or a project.',
    }),
  success: (t: SuccessBuilder<Outcome>) => ({ volume: changedVolume(t) }),
  errors: [InvalidInputError, NotFoundError, ForbiddenError, InvalidStateError, LimitExceededError],
  run: async (input, context) => {
    const id = uuidOf('Volume', input.id, ['input', 'id']);
    const accountid = optionalUuidOf('Account', input.accountId, ['input', 'accountId']);
    const projectid = optionalUuidOf('Project', input.projectId, ['input', 'projectId']);
    requireAllowed(volumeRules, 'ASSIGN', await requireVolume(context, id));
    await runAction(context, 'assignVolume', { volumeid: id, accountid, projectid }, { typename: 'Volume', id, input });
    return { id };
  },
});
