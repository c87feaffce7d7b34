import * as z from 'zod';
import { builder } from '../../builder.ts';
import { type UploadOutcome, uploadField, uploadOutcome } from '../../direct-upload.ts';
import { ForbiddenError, InvalidInputError, LimitExceededError, NotFoundError } from '../../errors.ts';
import { optionalUuidOf, uuidOf } from '../../ids.ts';
import { mutation } from '../../mutation.ts';
import { ownerFields, ownerParameters } from '../../ownership.ts';
import type { SuccessBuilder } from '../../payloads.ts';
import { runAction } from '../../run-command.ts';
import { resourceName, text } from '../../validation/text.ts';
import { changedIso } from './iso-mutations.ts';

const PrepareIsoUploadInput = builder.inputType('PrepareIsoUploadInput', {
  description: 'The ISO whose data the caller will send.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'The name, 1 to 255 characters.' }),
    displayText: t.string({ description: 'What to say of it; left out: the name.' }),
    zoneId: t.id({ required: true, description: 'The zone it shall be in.' }),
    osTypeId: t.id({ description: 'The operating system on it; needed for a bootable one.' }),
    isBootable: t.boolean({ defaultValue: true, description: 'Whether machines can start from it.' }),
    isPublic: t.boolean({ description: 'Whether everybody may use it; where the operator allows that.' }),
    isFeatured: t.boolean({ description: 'Whether to recommend it; only administrators may.' }),
    isExtractable: t.boolean({ description: 'Whether it may be downloaded.' }),
    checksum: t.string({ description: 'Its checksum, like `{SHA-256}9f86d0…`; a file that differs is refused.' }),
    ...ownerFields(t),
  }),
});

mutation({
  name: 'prepareIsoUpload',
  description: 'Makes a place for the data of an ISO, which the caller then sends there. It can be used once it is there (`Iso.isReady`).',
  input: PrepareIsoUploadInput,
  validate: z
    .object({
      name: resourceName(),
      displayText: text(4096).nullish(),
      osTypeId: z.string().nullish(),
      isBootable: z.boolean().nullish(),
      checksum: text().nullish(),
    })
    .refine((input) => input.isBootable === false || input.osTypeId, {
      path: ['osTypeId'],
      message: 'A bootable ISO needs its operating system (see `osTypes`). Give it, or say isBootable: false.',
    }),
  success: (t: SuccessBuilder<UploadOutcome>) => ({ iso: changedIso(t), upload: uploadField(t) }),
  errors: [InvalidInputError, NotFoundError, ForbiddenError, LimitExceededError],
  run: async (input, context) => {
    const parameters = {
      ...ownerParameters(context.cloud.identity, input),
      name: input.name,
      displaytext: input.displayText ?? input.name,
      format: 'ISO',
      zoneid: uuidOf('Zone', input.zoneId, ['input', 'zoneId']),
      ostypeid: optionalUuidOf('OsType', input.osTypeId, ['input', 'osTypeId']),
      bootable: input.isBootable ?? true,
      ispublic: input.isPublic ?? undefined,
      isfeatured: input.isFeatured ?? undefined,
      isextractable: input.isExtractable ?? undefined,
      checksum: input.checksum ?? undefined,
    };
    return uploadOutcome(await runAction(context, 'getUploadParamsForIso', parameters, { typename: 'Iso', input }));
  },
});
