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
import { afterChange, situationOf, startJob } from '../../run-command.ts';
import { everything } from '../../scope.ts';
import { resourceName, text } from '../../validation/text.ts';
import { blameUrl, downloadUrl } from '../../validation/urls.ts';
import { requireVirtualMachine } from '../virtual-machines/virtual-machine-loader.ts';
import { changedVirtualMachine } from '../virtual-machines/virtual-machine-payload.ts';
import { virtualMachineRules } from '../virtual-machines/virtual-machine-rules.ts';
import { requireIso } from './iso-loader.ts';
import { isoRules } from './iso-rules.ts';
import { Iso } from './iso-type.ts';

const RegisterIsoInput = builder.inputType('RegisterIsoInput', {
  description: 'The ISO to register. CloudStack fetches it in the background.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'The name, 1 to 255 characters.' }),
    displayText: t.string({ description: 'What to say of it; left out: the name.' }),
    url: t.string({ required: true, description: 'Where to fetch it from: http, https, ftp or nfs. CloudStack must be able to reach it.' }),
    zoneId: t.id({ required: true, description: 'The zone it shall be in.' }),
    osTypeId: t.id({ description: 'The operating system on it; needed for a bootable one.' }),
    isBootable: t.boolean({ defaultValue: true, description: 'Whether machines can start from it.' }),
    isPublic: t.boolean({ description: 'Whether everybody may use it; where the operator allows that.' }),
    isFeatured: t.boolean({ description: 'Whether to recommend it; only administrators may.' }),
    isExtractable: t.boolean({ description: 'Whether it may be downloaded.' }),
    checksum: t.string({ description: 'Its checksum, like `{SHA-256}9f86d0…`; a download that differs is refused.' }),
    ...ownerFields(t),
  }),
});

const AttachIsoInput = builder.inputType('AttachIsoInput', {
  description: 'Which ISO to put into the CD drive of which machine.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The ISO: typed id or UUID.' }),
    virtualMachineId: t.id({ required: true, description: 'The machine: typed id or UUID.' }),
    waitSeconds: t.int(waitField),
  }),
});

const DetachIsoInput = builder.inputType('DetachIsoInput', {
  description: 'From which machine to take the ISO.',
  fields: (t) => ({
    virtualMachineId: t.id({ required: true, description: 'The machine: typed id or UUID.' }),
    waitSeconds: t.int(waitField),
  }),
});

const DeleteIsoInput = builder.inputType('DeleteIsoInput', {
  description: 'Which ISO to delete.',
  fields: (t) => ({ id: t.id(idField), waitSeconds: t.int(waitField) }),
});

/** The field `iso` of a payload, read anew after the change. */
export const changedIso = <S extends Outcome>(t: SuccessBuilder<S>) =>
  t.field({ type: Iso, description: 'The ISO, as it is now.', resolve: (outcome, _args, context) => requireIso(context, outcome.id) });

mutation({
  name: 'registerIso',
  description: 'Registers an ISO by its URL. It can be used once it is downloaded (`Iso.isReady`).',
  input: RegisterIsoInput,
  validate: z
    .object({
      name: resourceName(),
      displayText: text(4096).nullish(),
      url: downloadUrl,
      osTypeId: z.string().nullish(),
      isBootable: z.boolean().nullish(),
      checksum: text().nullish(),
    })
    .refine((input) => input.isBootable === false || input.osTypeId, {
      path: ['osTypeId'],
      message: 'A bootable ISO needs its operating system (see `osTypes`). Give it, or say isBootable: false.',
    }),
  success: (t: SuccessBuilder<Outcome>) => ({ iso: changedIso(t) }),
  errors: [InvalidInputError, NotFoundError, ForbiddenError, LimitExceededError],
  run: async (input, context) => {
    const options = { typename: 'Iso', input };
    const parameters = {
      ...ownerParameters(context.cloud.identity, input),
      name: input.name,
      displaytext: input.displayText ?? input.name,
      url: input.url,
      zoneid: uuidOf('Zone', input.zoneId, ['input', 'zoneId']),
      ostypeid: optionalUuidOf('OsType', input.osTypeId, ['input', 'osTypeId']),
      bootable: input.isBootable ?? true,
      ispublic: input.isPublic ?? undefined,
      isfeatured: input.isFeatured ?? undefined,
      isextractable: input.isExtractable ?? undefined,
      checksum: input.checksum ?? undefined,
    };
    const [iso] = await context.cloud.runList('registerIso', parameters, situationOf(options)).catch(blameUrl);
    if (!iso) throw new GatewayError('UPSTREAM_INVALID', 'CloudStack took the ISO, but did not name it.');
    afterChange(context, 'registerIso', options, iso.id, undefined);
    return { id: iso.id };
  },
});

const onMachine = (t: SuccessBuilder<JobOutcome>) => ({ virtualMachine: changedVirtualMachine(t), job: startedJob(t) });

mutation({
  name: 'attachIso',
  description: 'Puts an ISO into the CD drive of a machine; the one that was there is taken out.',
  input: AttachIsoInput,
  validate: z.object(waitRule),
  success: onMachine,
  errors: [InvalidInputError, NotFoundError, ForbiddenError, InvalidStateError, JobFailedError],
  run: async (input, context) => {
    const isoId = uuidOf('Iso', input.id, ['input', 'id']);
    const id = uuidOf('VirtualMachine', input.virtualMachineId, ['input', 'virtualMachineId']);
    const [iso, machine] = await Promise.all([requireIso(context, isoId), requireVirtualMachine(context, id)]);
    requireAllowed(isoRules, 'ATTACH', iso);
    requireAllowed(virtualMachineRules, 'ATTACH', machine);
    const options = { typename: 'VirtualMachine', id, input, waitSeconds: input.waitSeconds, argumentPaths: { id: ['input', 'id'] } };
    const { job } = await startJob(context, 'attachIso', { id: isoId, virtualmachineid: id }, options);
    return { id, job };
  },
});

mutation({
  name: 'detachIso',
  description: 'Takes the ISO out of the CD drive of a machine.',
  input: DetachIsoInput,
  validate: z.object(waitRule),
  success: onMachine,
  errors: [NotFoundError, ForbiddenError, InvalidStateError, JobFailedError],
  run: async (input, context) => {
    const id = uuidOf('VirtualMachine', input.virtualMachineId, ['input', 'virtualMachineId']);
    const machine = await requireVirtualMachine(context, id, ['iso']);
    if (machine.isoid === undefined) throw new InvalidStateError('The instance has no ISO in its CD drive.', machine.state ?? null);
    requireAllowed(virtualMachineRules, 'ATTACH', machine);
    const options = { typename: 'VirtualMachine', id, input, waitSeconds: input.waitSeconds };
    const { job } = await startJob(context, 'detachIso', { virtualmachineid: id }, options);
    return { id, job };
  },
});

/** CloudStack's job would fail over it without saying which ones. */
async function refuseWhileUsed(context: GatewayContext, isoid: string): Promise<void> {
  const [scope] = everything(context.cloud.identity);
  const { rows, count } = await context.cloud.list('listVirtualMachines', { ...scope, isoid, details: 'min', page: 1, pagesize: 3 });
  if (count === 0) return;
  const names = rows.map((row) => row.displayname ?? row.name ?? typedId('VirtualMachine', row.id)).join(', ');
  throw new ConflictError(`Instances still have this ISO in their CD drive: ${names}${count > 3 ? ', …' : ''}. Detach it there first.`);
}

mutation({
  name: 'deleteIso',
  description: 'Deletes an ISO that no machine has in its CD drive.',
  input: DeleteIsoInput,
  validate: z.object(waitRule),
  success: (t: SuccessBuilder<JobOutcome>) => ({ isoId: goneId(t, 'Iso'), job: startedJob(t) }),
  errors: [NotFoundError, ForbiddenError, InvalidStateError, ConflictError, JobFailedError],
  run: async (input, context) => {
    const id = uuidOf('Iso', input.id, ['input', 'id']);
    const [iso] = await Promise.all([requireIso(context, id), refuseWhileUsed(context, id)]);
    requireAllowed(isoRules, 'DELETE', iso);
    const { job } = await startJob(context, 'deleteIso', { id }, { typename: 'Iso', id, input, waitSeconds: input.waitSeconds });
    return { id, job };
  },
});
