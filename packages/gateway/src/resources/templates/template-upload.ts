import * as z from 'zod';
import { builder } from '../../builder.ts';
import { type UploadOutcome, uploadField, uploadOutcome } from '../../direct-upload.ts';
import { ForbiddenError, InvalidInputError, LimitExceededError, NotFoundError } from '../../errors.ts';
import { optionalUuidOf, uuidOf } from '../../ids.ts';
import { mutation } from '../../mutation.ts';
import { ownerFields, ownerParameters } from '../../ownership.ts';
import type { SuccessBuilder } from '../../payloads.ts';
import { runAction } from '../../run-command.ts';
import { imageFormat, resourceName, text } from '../../validation/text.ts';
import { changedTemplate } from './template-mutations.ts';

const PrepareTemplateUploadInput = builder.inputType('PrepareTemplateUploadInput', {
  description: 'The template whose data the caller will send.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'The name, 1 to 255 characters.' }),
    displayText: t.string({ description: 'What to say of it; left out: the name.' }),
    format: t.string({ required: true, description: 'Its format: `QCOW2`, `VHD`, `OVA`, `RAW`, …' }),
    hypervisor: t.string({ required: true, description: 'What runs it: `KVM`, `VMware`, `XenServer`, …' }),
    zoneId: t.id({ required: true, description: 'The zone it shall be in.' }),
    osTypeId: t.id({ description: 'The operating system on it.' }),
    isPasswordEnabled: t.boolean({ description: 'Whether CloudStack can set the password of machines made from it.' }),
    isDynamicallyScalable: t.boolean({ description: 'Whether machines made from it can be scaled while they run.' }),
    isPublic: t.boolean({ description: 'Whether everybody may use it; where the operator allows that.' }),
    isFeatured: t.boolean({ description: 'Whether to recommend it; only administrators may.' }),
    isExtractable: t.boolean({ description: 'Whether it may be downloaded.' }),
    requiresHvm: t.boolean({ description: 'Whether it needs full hardware virtualisation; left out: yes.' }),
    architecture: t.string({ description: 'The processor it is for: `x86_64`, `aarch64`.' }),
    checksum: t.string({ description: 'Its checksum, like `{SHA-256}9f86d0…`; a file that differs is refused.' }),
    ...ownerFields(t),
  }),
});

mutation({
  name: 'prepareTemplateUpload',
  description:
    'Makes a place for the data of a template, which the caller then sends there. It can be used once it is there (`Template.isReady`).',
  input: PrepareTemplateUploadInput,
  validate: z.object({
    name: resourceName(),
    displayText: text(4096).nullish(),
    format: imageFormat,
    hypervisor: text(32).min(1, 'Name the hypervisor: "KVM", "VMware", "XenServer", ….'),
    checksum: text().nullish(),
  }),
  success: (t: SuccessBuilder<UploadOutcome>) => ({ template: changedTemplate(t), upload: uploadField(t) }),
  errors: [InvalidInputError, NotFoundError, ForbiddenError, LimitExceededError],
  run: async (input, context) => {
    const parameters = {
      ...ownerParameters(context.cloud.identity, input),
      name: input.name,
      displaytext: input.displayText ?? input.name,
      format: input.format.toUpperCase(),
      hypervisor: input.hypervisor,
      zoneid: uuidOf('Zone', input.zoneId, ['input', 'zoneId']),
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
    const options = { typename: 'Template', input, argumentPaths: { arch: ['input', 'architecture'] } };
    return uploadOutcome(await runAction(context, 'getUploadParamsForTemplate', parameters, options));
  },
});
