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
import { optionalUuidOf, typedId, uuidOf, uuidsOf } from '../../ids.ts';
import { mutation } from '../../mutation.ts';
import { ownerFields, ownerParameters } from '../../ownership.ts';
import { goneId, idField, type JobOutcome, type Outcome, type SuccessBuilder, startedJob, waitField, waitRule } from '../../payloads.ts';
import { requireAllowed } from '../../rules.ts';
import { afterChange, runAction, situationOf, startJob } from '../../run-command.ts';
import { imageFormat, resourceName, text } from '../../validation/text.ts';
import { blameUrl, downloadUrl } from '../../validation/urls.ts';
import { requireSnapshot } from '../snapshots/snapshot-loader.ts';
import { snapshotRules } from '../snapshots/snapshot-rules.ts';
import { requireVolume } from '../volumes/volume-loader.ts';
import { volumeRules } from '../volumes/volume-rules.ts';
import { imageMutations } from './image-mutations.ts';
import { requireTemplate, type TemplateRow } from './template-loader.ts';
import { templateRules } from './template-rules.ts';
import { Template } from './template-type.ts';

const RegisterTemplateInput = builder.inputType('RegisterTemplateInput', {
  description: 'The template to register. CloudStack fetches it in the background.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'The name, 1 to 255 characters.' }),
    displayText: t.string({ description: 'What to say of it; left out: the name.' }),
    url: t.string({ required: true, description: 'Where to fetch it from: http, https, ftp or nfs. CloudStack must be able to reach it.' }),
    format: t.string({ required: true, description: 'Its format: `QCOW2`, `VHD`, `OVA`, `RAW`, …' }),
    hypervisor: t.string({ required: true, description: 'What runs it: `KVM`, `VMware`, `XenServer`, …' }),
    zoneIds: t.idList({ description: 'The zones it shall be in; left out: all.' }),
    osTypeId: t.id({ description: 'The operating system on it.' }),
    isPasswordEnabled: t.boolean({ description: 'Whether CloudStack can set the password of machines made from it.' }),
    isDynamicallyScalable: t.boolean({ description: 'Whether machines made from it can be scaled while they run.' }),
    isPublic: t.boolean({ description: 'Whether everybody may use it; where the operator allows that.' }),
    isFeatured: t.boolean({ description: 'Whether to recommend it; only administrators may.' }),
    isExtractable: t.boolean({ description: 'Whether it may be downloaded.' }),
    requiresHvm: t.boolean({ description: 'Whether it needs full hardware virtualisation; left out: yes.' }),
    architecture: t.string({ description: 'The processor it is for: `x86_64`, `aarch64`.' }),
    checksum: t.string({ description: 'Its checksum, like `{SHA-256}9f86d0…`; a download that differs is refused.' }),
    ...ownerFields(t),
  }),
});

const CreateTemplateInput = builder.inputType('CreateTemplateInput', {
  description: 'The template to make of a volume or of a snapshot: give one of the two.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'The name, 1 to 255 characters.' }),
    displayText: t.string({ description: 'What to say of it; left out: the name.' }),
    volumeId: t.id({ description: 'The volume: not attached, or of a stopped machine.' }),
    snapshotId: t.id({ description: 'The snapshot.' }),
    osTypeId: t.id({ required: true, description: 'The operating system on it.' }),
    isPasswordEnabled: t.boolean({ description: 'Whether CloudStack can set the password of machines made from it.' }),
    isDynamicallyScalable: t.boolean({ description: 'Whether machines made from it can be scaled while they run.' }),
    isPublic: t.boolean({ description: 'Whether everybody may use it; where the operator allows that.' }),
    isFeatured: t.boolean({ description: 'Whether to recommend it; only administrators may.' }),
    waitSeconds: t.int(waitField),
  }),
});

const UpdateTemplateInput = builder.inputType('UpdateTemplateInput', {
  description: 'What to change of a template. What is left out stays.',
  fields: (t) => ({
    id: t.id(idField),
    name: t.string({ description: 'The new name, 1 to 255 characters.' }),
    displayText: t.string({ description: 'What to say of it.' }),
    osTypeId: t.id({ description: 'The operating system on it.' }),
    isPasswordEnabled: t.boolean({ description: 'Whether CloudStack can set the password of machines made from it.' }),
    isDynamicallyScalable: t.boolean({ description: 'Whether machines made from it can be scaled while they run.' }),
  }),
});

const DeleteTemplateInput = builder.inputType('DeleteTemplateInput', {
  description: 'Which template to delete.',
  fields: (t) => ({
    id: t.id(idField),
    zoneId: t.id({ description: 'Only in this zone; left out: everywhere.' }),
    forced: t.boolean({ defaultValue: false, description: 'Even while machines made from it are there.' }),
    waitSeconds: t.int(waitField),
  }),
});

/** The field `template` of a payload, read anew after the change. */
export const changedTemplate = <S extends Outcome>(t: SuccessBuilder<S>) =>
  t.field({
    type: Template,
    description: 'The template, as it is now.',
    resolve: (outcome, _args, context) => requireTemplate(context, outcome.id),
  });

const names = { name: resourceName(), displayText: text(4096).nullish() };

mutation({
  name: 'registerTemplate',
  description: 'Registers a template by its URL. It can be used once it is downloaded (`Template.isReady`).',
  input: RegisterTemplateInput,
  validate: z.object({
    ...names,
    url: downloadUrl,
    format: imageFormat,
    hypervisor: text(32).min(1, 'Name the hypervisor: "KVM", "VMware", "XenServer", ….'),
    checksum: text().nullish(),
  }),
  success: (t: SuccessBuilder<Outcome>) => ({ template: changedTemplate(t) }),
  errors: [InvalidInputError, NotFoundError, ForbiddenError, LimitExceededError],
  run: async (input, context) => {
    const options = { typename: 'Template', input };
    const zoneids = uuidsOf('Zone', input.zoneIds ?? [], ['input', 'zoneIds']);
    const parameters = {
      ...ownerParameters(context.cloud.identity, input),
      name: input.name,
      displaytext: input.displayText ?? input.name,
      url: input.url,
      format: input.format.toUpperCase(),
      hypervisor: input.hypervisor,
      zoneids: zoneids.length > 0 ? zoneids : '-1',
      ostypeid: optionalUuidOf('OsType', input.osTypeId, ['input', 'osTypeId']),
      passwordenabled: input.isPasswordEnabled ?? undefined,
      isdynamicallyscalable: input.isDynamicallyScalable ?? undefined,
      ispublic: input.isPublic ?? undefined,
      isfeatured: input.isFeatured ?? undefined,
      isextractable: input.isExtractable ?? undefined,
      requireshvm: input.requiresHvm ?? undefined,
      arch: input.architecture ?? undefined,
      checksum: input.checksum ?? undefined,
    };
    const [template] = await context.cloud.runList('registerTemplate', parameters, situationOf(options)).catch(blameUrl);
    if (!template) throw new GatewayError('UPSTREAM_INVALID', 'CloudStack took the template, but did not name it.');
    afterChange(context, 'registerTemplate', options, template.id, undefined);
    return { id: template.id };
  },
});

mutation({
  name: 'createTemplate',
  description: 'Makes a template of a volume or of a snapshot.',
  input: CreateTemplateInput,
  validate: z
    .object({ ...names, volumeId: z.string().nullish(), snapshotId: z.string().nullish(), ...waitRule })
    .refine((input) => Boolean(input.volumeId) !== Boolean(input.snapshotId), {
      path: ['volumeId'],
      message: 'Give either a volume or a snapshot.',
    }),
  success: (t: SuccessBuilder<JobOutcome>) => ({ template: changedTemplate(t), job: startedJob(t) }),
  errors: [InvalidInputError, NotFoundError, ForbiddenError, InvalidStateError, LimitExceededError, JobFailedError],
  run: async (input, context) => {
    const volumeid = optionalUuidOf('Volume', input.volumeId, ['input', 'volumeId']);
    const snapshotid = optionalUuidOf('Snapshot', input.snapshotId, ['input', 'snapshotId']);
    if (volumeid !== undefined) requireAllowed(volumeRules, 'CREATE_TEMPLATE', await requireVolume(context, volumeid));
    if (snapshotid !== undefined) requireAllowed(snapshotRules, 'CREATE_TEMPLATE', await requireSnapshot(context, snapshotid));
    const { job, resourceId } = await startJob(
      context,
      'createTemplate',
      {
        name: input.name,
        displaytext: input.displayText ?? input.name,
        volumeid,
        snapshotid,
        ostypeid: uuidOf('OsType', input.osTypeId, ['input', 'osTypeId']),
        passwordenabled: input.isPasswordEnabled ?? undefined,
        isdynamicallyscalable: input.isDynamicallyScalable ?? undefined,
        ispublic: input.isPublic ?? undefined,
        isfeatured: input.isFeatured ?? undefined,
      },
      {
        typename: 'Template',
        touches: volumeid === undefined ? [] : [typedId('Volume', volumeid)],
        input,
        waitSeconds: input.waitSeconds,
      },
    );
    if (resourceId === undefined) throw new GatewayError('UPSTREAM_INVALID', 'CloudStack took the order, but did not name the template.');
    return { id: resourceId, job };
  },
});

mutation({
  name: 'updateTemplate',
  description: 'Changes names and facts of a template.',
  input: UpdateTemplateInput,
  validate: z.object({ name: resourceName().nullish(), displayText: text(4096).nullish() }),
  success: (t: SuccessBuilder<Outcome>) => ({ template: changedTemplate(t) }),
  errors: [InvalidInputError, NotFoundError, ForbiddenError, InvalidStateError],
  run: async (input, context) => {
    const id = uuidOf('Template', input.id, ['input', 'id']);
    const changes = {
      name: input.name ?? undefined,
      displaytext: input.displayText ?? undefined,
      ostypeid: optionalUuidOf('OsType', input.osTypeId, ['input', 'osTypeId']),
      passwordenabled: input.isPasswordEnabled ?? undefined,
      isdynamicallyscalable: input.isDynamicallyScalable ?? undefined,
    };
    requireAllowed(templateRules, 'UPDATE', await requireTemplate(context, id));
    await runAction(context, 'updateTemplate', { id, ...changes }, { typename: 'Template', id, input });
    return { id };
  },
});

mutation({
  name: 'deleteTemplate',
  description: 'Deletes a template. Machines made from it go on.',
  input: DeleteTemplateInput,
  validate: z.object(waitRule),
  success: (t: SuccessBuilder<JobOutcome>) => ({ templateId: goneId(t, 'Template'), job: startedJob(t) }),
  errors: [InvalidInputError, NotFoundError, ForbiddenError, InvalidStateError, JobFailedError],
  run: async (input, context) => {
    const id = uuidOf('Template', input.id, ['input', 'id']);
    const zoneid = optionalUuidOf('Zone', input.zoneId, ['input', 'zoneId']);
    requireAllowed(templateRules, 'DELETE', await requireTemplate(context, id));
    const parameters = { id, zoneid, forced: input.forced ? true : undefined };
    const { job } = await startJob(context, 'deleteTemplate', parameters, {
      typename: 'Template',
      id,
      input,
      waitSeconds: input.waitSeconds,
    });
    return { id, job };
  },
});

imageMutations<TemplateRow>({
  typename: 'Template',
  field: 'template',
  words: 'template',
  type: Template,
  require: requireTemplate,
  rules: templateRules,
});
