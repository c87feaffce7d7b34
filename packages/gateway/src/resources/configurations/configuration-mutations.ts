import * as z from 'zod';
import { builder } from '../../builder.ts';
import { ForbiddenError, InvalidInputError, NotFoundError } from '../../errors.ts';
import { mutation } from '../../mutation.ts';
import type { SuccessBuilder } from '../../payloads.ts';
import { runAction } from '../../run-command.ts';
import { resourceName, text } from '../../validation/text.ts';
import { placeFields, placeParameters } from './configuration-queries.ts';
import { Configuration, type ConfigurationRow } from './configuration-type.ts';

const nameField = { required: true, description: 'The name of the setting.' } as const;

const UpdateConfigurationInput = builder.inputType('UpdateConfigurationInput', {
  description: 'What to set, and to what.',
  fields: (t) => ({
    name: t.string(nameField),
    value: t.string({ required: true, description: 'The new value, as text.' }),
    ...placeFields(t),
  }),
});

const ResetConfigurationInput = builder.inputType('ResetConfigurationInput', {
  description: 'What to set back to its default.',
  fields: (t) => ({ name: t.string(nameField), ...placeFields(t) }),
});

interface Changed {
  row: ConfigurationRow;
}

const success = (t: SuccessBuilder<Changed>) => ({
  configuration: t.field({ type: Configuration, description: 'The setting, as it is now.', resolve: ({ row }) => row }),
});
const errors = [InvalidInputError, NotFoundError, ForbiddenError];

mutation({
  name: 'updateConfiguration',
  description: 'Changes a setting of the cloud, or of a part of it. For root administrators.',
  input: UpdateConfigurationInput,
  validate: z.object({ name: resourceName(), value: text(4096) }),
  success,
  errors,
  run: async (input, context) => {
    const { storageid, ...place } = placeParameters(input, ['input']);
    const parameters = { ...place, storageid, name: input.name, value: input.value };
    return { row: await runAction(context, 'updateConfiguration', parameters, { typename: 'Configuration', input }) };
  },
});

mutation({
  name: 'resetConfiguration',
  description: 'Sets a setting back to its default. For root administrators.',
  input: ResetConfigurationInput,
  validate: z.object({ name: resourceName() }),
  success,
  errors,
  run: async (input, context) => {
    const parameters = { ...placeParameters(input, ['input']), name: input.name };
    return { row: await runAction(context, 'resetConfiguration', parameters, { typename: 'Configuration', input }) };
  },
});
