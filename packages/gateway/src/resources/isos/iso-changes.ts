import * as z from 'zod';
import { builder } from '../../builder.ts';
import { ForbiddenError, InvalidInputError, InvalidStateError, NotFoundError } from '../../errors.ts';
import { optionalUuidOf, uuidOf } from '../../ids.ts';
import { mutation } from '../../mutation.ts';
import { idField, type Outcome, type SuccessBuilder } from '../../payloads.ts';
import { requireAllowed } from '../../rules.ts';
import { runAction } from '../../run-command.ts';
import { resourceName, text } from '../../validation/text.ts';
import { imageMutations } from '../templates/image-mutations.ts';
import { type IsoRow, requireIso } from './iso-loader.ts';
import { changedIso } from './iso-mutations.ts';
import { isoRules } from './iso-rules.ts';
import { Iso } from './iso-type.ts';

const UpdateIsoInput = builder.inputType('UpdateIsoInput', {
  description: 'What to change of an ISO. What is left out stays.',
  fields: (t) => ({
    id: t.id(idField),
    name: t.string({ description: 'The new name, 1 to 255 characters.' }),
    displayText: t.string({ description: 'What to say of it.' }),
    osTypeId: t.id({ description: 'The operating system on it.' }),
    isBootable: t.boolean({ description: 'Whether machines can start from it.' }),
  }),
});

mutation({
  name: 'updateIso',
  description: 'Changes names and facts of an ISO.',
  input: UpdateIsoInput,
  validate: z.object({ name: resourceName().nullish(), displayText: text(4096).nullish() }),
  success: (t: SuccessBuilder<Outcome>) => ({ iso: changedIso(t) }),
  errors: [InvalidInputError, NotFoundError, ForbiddenError, InvalidStateError],
  run: async (input, context) => {
    const id = uuidOf('Iso', input.id, ['input', 'id']);
    const changes = {
      name: input.name ?? undefined,
      displaytext: input.displayText ?? undefined,
      ostypeid: optionalUuidOf('OsType', input.osTypeId, ['input', 'osTypeId']),
      bootable: input.isBootable ?? undefined,
    };
    requireAllowed(isoRules, 'UPDATE', await requireIso(context, id));
    await runAction(context, 'updateIso', { id, ...changes }, { typename: 'Iso', id, input });
    return { id };
  },
});

imageMutations<IsoRow>({ typename: 'Iso', field: 'iso', words: 'ISO', type: Iso, require: requireIso, rules: isoRules });
