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
import { changedVolume } from './volume-mutations.ts';

const PrepareVolumeUploadInput = builder.inputType('PrepareVolumeUploadInput', {
  description: 'The volume whose data the caller will send.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'The name, 1 to 255 characters.' }),
    format: t.string({ required: true, description: 'Its format: `QCOW2`, `VHD`, `OVA`, `RAW`, …' }),
    zoneId: t.id({ required: true, description: 'The zone it shall be in.' }),
    diskOfferingId: t.id({ description: 'What kind of disk it becomes; a customized offering.' }),
    checksum: t.string({ description: 'Its checksum, like `{SHA-256}9f86d0…`; a file that differs is refused.' }),
    ...ownerFields(t),
  }),
});

mutation({
  name: 'prepareVolumeUpload',
  description: 'Makes a place for the data of a volume, which the caller then sends there. It can be attached once it is there.',
  input: PrepareVolumeUploadInput,
  validate: z.object({ name: resourceName(), format: imageFormat, checksum: text().nullish() }),
  success: (t: SuccessBuilder<UploadOutcome>) => ({ volume: changedVolume(t), upload: uploadField(t) }),
  errors: [InvalidInputError, NotFoundError, ForbiddenError, LimitExceededError],
  run: async (input, context) => {
    const parameters = {
      ...ownerParameters(context.cloud.identity, input),
      name: input.name,
      format: input.format.toUpperCase(),
      zoneid: uuidOf('Zone', input.zoneId, ['input', 'zoneId']),
      diskofferingid: optionalUuidOf('DiskOffering', input.diskOfferingId, ['input', 'diskOfferingId']),
      checksum: input.checksum ?? undefined,
    };
    return uploadOutcome(await runAction(context, 'getUploadParamsForVolume', parameters, { typename: 'Volume', input }));
  },
});
