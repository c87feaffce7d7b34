import * as z from 'zod';
import { builder } from '../../builder.ts';
import type { GatewayContext } from '../../context.ts';
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
import { optionalUuidOf, typedId, uuidOf } from '../../ids.ts';
import { mutation } from '../../mutation.ts';
import { ownerFields, ownerParameters } from '../../ownership.ts';
import { goneId, idField, type JobOutcome, type Outcome, type SuccessBuilder, startedJob, waitField, waitRule } from '../../payloads.ts';
import { requireAllowed } from '../../rules.ts';
import { runAction, startJob } from '../../run-command.ts';
import { deviceId, sizeGib } from '../../validation/quantities.ts';
import { resourceName } from '../../validation/text.ts';
import { diskOfferings } from '../disk-offerings/disk-offering-loader.ts';
import { requireVirtualMachine } from '../virtual-machines/virtual-machine-loader.ts';
import { virtualMachineRules } from '../virtual-machines/virtual-machine-rules.ts';
import { requireVolume, type VolumeRow } from './volume-loader.ts';
import { volumeRules } from './volume-rules.ts';
import { Volume } from './volume-type.ts';

const GIB = 1024 ** 3;

const CreateVolumeInput = builder.inputType('CreateVolumeInput', {
  description: 'The volume to create: empty, of a disk offering, or a copy of a snapshot.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'The name, 1 to 255 characters.' }),
    zoneId: t.id({ description: 'Where; needed unless it is made from a snapshot.' }),
    diskOfferingId: t.id({ description: 'What kind of disk; needed unless it is made from a snapshot.' }),
    sizeGib: t.int({ description: 'Size in GiB, where the disk offering leaves it open.' }),
    snapshotId: t.id({ description: 'The snapshot that it is a copy of.' }),
    ...ownerFields(t),
    waitSeconds: t.int(waitField),
  }),
});

const AttachVolumeInput = builder.inputType('AttachVolumeInput', {
  description: 'Which volume to attach, and to which machine.',
  fields: (t) => ({
    id: t.id(idField),
    virtualMachineId: t.id({ required: true, description: 'The machine: typed id or UUID.' }),
    deviceId: t.int({ description: 'Its number in the machine, but 3; left out: the next free one.' }),
    waitSeconds: t.int(waitField),
  }),
});

export const VolumeActionInput = builder.inputType('VolumeActionInput', {
  description: 'Which volume.',
  fields: (t) => ({ id: t.id(idField), waitSeconds: t.int(waitField) }),
});

const ResizeVolumeInput = builder.inputType('ResizeVolumeInput', {
  description: 'Which volume to resize, and how far: a size, another disk offering, or both.',
  fields: (t) => ({
    id: t.id(idField),
    sizeGib: t.int({ description: 'The new size in GiB.' }),
    diskOfferingId: t.id({ description: 'The new disk offering.' }),
    shrinkOk: t.boolean({ defaultValue: false, description: 'Must be true to make it smaller, which can destroy data.' }),
    waitSeconds: t.int(waitField),
  }),
});

const DeleteVolumeInput = builder.inputType('DeleteVolumeInput', {
  description: 'Which volume to delete for good.',
  fields: (t) => ({ id: t.id(idField) }),
});

/** The field `volume` of a payload, read anew after the change. */
export const changedVolume = <S extends Outcome>(t: SuccessBuilder<S>) =>
  t.field({
    type: Volume,
    description: 'The volume, as it is now.',
    resolve: (outcome, _args, context) => requireVolume(context, outcome.id),
  });

const success = (t: SuccessBuilder<JobOutcome>) => ({ volume: changedVolume(t), job: startedJob(t) });

const createRule = z
  .object({
    name: resourceName(),
    zoneId: z.string().nullish(),
    diskOfferingId: z.string().nullish(),
    snapshotId: z.string().nullish(),
    sizeGib: sizeGib.nullish(),
    ...waitRule,
  })
  .superRefine((input, issues) => {
    if (input.snapshotId) return;
    if (!input.diskOfferingId)
      issues.addIssue({ code: 'custom', path: ['diskOfferingId'], message: 'Give a disk offering, or a snapshot to copy.' });
    if (!input.zoneId) issues.addIssue({ code: 'custom', path: ['zoneId'], message: 'Give the zone, or a snapshot to copy.' });
  });

/** CloudStack would refuse these, too, but without saying which argument it means. */
async function checkSizeAgainstOffering(context: GatewayContext, offeringId: string, size: number | null | undefined): Promise<void> {
  const offering = await diskOfferings.load(context, offeringId);
  const refuse = (message: string) => {
    throw new InvalidInputError([{ path: ['input', 'sizeGib'], message }]);
  };
  if (!offering) throw new NotFoundError('There is no such disk offering, or you may not use it.', typedId('DiskOffering', offeringId));
  if (offering.iscustomized && typeof size !== 'number')
    refuse(`The disk offering "${offering.name}" leaves the size to you. Give it in GiB.`);
  if (!offering.iscustomized && typeof size === 'number')
    refuse(`The disk offering "${offering.name}" has a size of its own. Leave this out.`);
}

mutation({
  name: 'createVolume',
  description: 'Creates a volume. It is not attached to any machine.',
  input: CreateVolumeInput,
  validate: createRule,
  success,
  errors: [InvalidInputError, NotFoundError, ForbiddenError, LimitExceededError, JobFailedError],
  run: async (input, context) => {
    const diskofferingid = optionalUuidOf('DiskOffering', input.diskOfferingId, ['input', 'diskOfferingId']);
    if (diskofferingid !== undefined) await checkSizeAgainstOffering(context, diskofferingid, input.sizeGib);
    const parameters = {
      ...ownerParameters(context.cloud.identity, input),
      name: input.name,
      zoneid: optionalUuidOf('Zone', input.zoneId, ['input', 'zoneId']),
      diskofferingid,
      size: input.sizeGib ?? undefined,
      snapshotid: optionalUuidOf('Snapshot', input.snapshotId, ['input', 'snapshotId']),
    };
    const { job, resourceId } = await startJob(context, 'createVolume', parameters, {
      typename: 'Volume',
      input,
      waitSeconds: input.waitSeconds,
      argumentPaths: { size: ['input', 'sizeGib'] },
    });
    if (resourceId === undefined) throw new GatewayError('UPSTREAM_INVALID', 'CloudStack took the order, but did not name the volume.');
    return { id: resourceId, job };
  },
});

mutation({
  name: 'attachVolume',
  description: 'Attaches a volume to a machine, running or stopped.',
  input: AttachVolumeInput,
  validate: z.object({ deviceId: deviceId.nullish(), ...waitRule }),
  success,
  errors: [InvalidInputError, NotFoundError, ForbiddenError, InvalidStateError, ConflictError, LimitExceededError, JobFailedError],
  run: async (input, context) => {
    const id = uuidOf('Volume', input.id, ['input', 'id']);
    const machineId = uuidOf('VirtualMachine', input.virtualMachineId, ['input', 'virtualMachineId']);
    const [volume, machine] = await Promise.all([requireVolume(context, id), requireVirtualMachine(context, machineId)]);
    requireAllowed(volumeRules, 'ATTACH', volume);
    requireAllowed(virtualMachineRules, 'ATTACH', machine);
    const { job } = await startJob(
      context,
      'attachVolume',
      { id, virtualmachineid: machineId, deviceid: input.deviceId ?? undefined },
      { typename: 'Volume', id, touches: [typedId('VirtualMachine', machineId)], input, waitSeconds: input.waitSeconds },
    );
    return { id, job };
  },
});

mutation({
  name: 'detachVolume',
  description: 'Takes a volume off its machine. The guest should have unmounted it.',
  input: VolumeActionInput,
  validate: z.object(waitRule),
  success,
  errors: [NotFoundError, ForbiddenError, InvalidStateError, JobFailedError],
  run: async (input, context) => {
    const id = uuidOf('Volume', input.id, ['input', 'id']);
    const volume = await requireVolume(context, id);
    requireAllowed(volumeRules, 'DETACH', volume);
    const { job } = await startJob(
      context,
      'detachVolume',
      { id },
      { typename: 'Volume', id, touches: machineOf(volume), input, waitSeconds: input.waitSeconds },
    );
    return { id, job };
  },
});

/** The typed id of a volume's machine, for the live path. */
export const machineOf = (volume: VolumeRow): string[] =>
  volume.virtualmachineid === undefined ? [] : [typedId('VirtualMachine', volume.virtualmachineid)];

function checkShrink(volume: VolumeRow, input: { sizeGib?: number | null | undefined; shrinkOk?: boolean | null | undefined }): void {
  if (typeof input.sizeGib !== 'number' || input.shrinkOk || input.sizeGib * GIB >= (volume.size ?? 0)) return;
  const now = Math.round(((volume.size ?? 0) / GIB) * 100) / 100;
  throw new InvalidInputError([
    {
      path: ['input', 'shrinkOk'],
      message: `The volume would shrink from ${now} to ${input.sizeGib} GiB, which can destroy data. Say shrinkOk: true if you mean it.`,
    },
  ]);
}

mutation({
  name: 'resizeVolume',
  description: 'Changes the size of a volume, or its disk offering. The guest has to grow its file system by itself.',
  input: ResizeVolumeInput,
  validate: z
    .object({ sizeGib: sizeGib.nullish(), diskOfferingId: z.string().nullish(), ...waitRule })
    .refine((input) => typeof input.sizeGib === 'number' || input.diskOfferingId, {
      path: ['sizeGib'],
      message: 'Nothing to change: give a size, or another disk offering.',
    }),
  success,
  errors: [InvalidInputError, NotFoundError, ForbiddenError, InvalidStateError, LimitExceededError, JobFailedError],
  run: async (input, context) => {
    const id = uuidOf('Volume', input.id, ['input', 'id']);
    const diskofferingid = optionalUuidOf('DiskOffering', input.diskOfferingId, ['input', 'diskOfferingId']);
    const volume = await requireVolume(context, id);
    requireAllowed(volumeRules, 'RESIZE', volume);
    checkShrink(volume, input);
    const { job } = await startJob(
      context,
      'resizeVolume',
      { id, diskofferingid, size: input.sizeGib ?? undefined, shrinkok: input.shrinkOk ? true : undefined },
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
  name: 'deleteVolume',
  description: 'Deletes a volume that is not attached, for good.',
  input: DeleteVolumeInput,
  success: (t: SuccessBuilder<Outcome>) => ({ volumeId: goneId(t, 'Volume') }),
  errors: [NotFoundError, ForbiddenError, InvalidStateError],
  run: async (input, context) => {
    const id = uuidOf('Volume', input.id, ['input', 'id']);
    requireAllowed(volumeRules, 'DELETE', await requireVolume(context, id));
    await runAction(context, 'deleteVolume', { id }, { typename: 'Volume', id, input });
    return { id };
  },
});
