import { builder } from '../../builder.ts';
import { ConflictError, ForbiddenError, InvalidInputError, LimitExceededError, NotFoundError } from '../../errors.ts';
import { mutation } from '../../mutation.ts';
import type { SuccessBuilder } from '../../payloads.ts';
import { rawCall } from './raw-call.ts';

const CloudStackCalls = builder.objectRef<object>('CloudStackCalls').implement({
  description: 'CloudStack as it is, for what the graph does not model yet. Only for accounts that the operator has named.',
  fields: (t) => ({
    call: t.field({
      type: 'JSON',
      nullable: true,
      description: 'The answer to a command that reads, without its envelope.',
      args: {
        command: t.arg.string({ required: true, description: "CloudStack's name: `listSystemVms`." }),
        parameters: t.arg({ type: 'JSON', description: 'Its parameters, by name; lists and maps as JSON has them.' }),
      },
      complexity: 20,
      resolve: (_root, { command, parameters }, context) => rawCall(context, command, parameters, 'read'),
    }),
  }),
});

builder.queryField('cloudStack', (t) =>
  t.field({
    type: CloudStackCalls,
    description: 'CloudStack as it is; see `callCloudStack` for commands that change something.',
    resolve: () => ({}),
  }),
);

const CallCloudStackInput = builder.inputType('CallCloudStackInput', {
  description: 'A command of CloudStack.',
  fields: (t) => ({
    command: t.string({ required: true, description: "CloudStack's name: `updateConfiguration`." }),
    parameters: t.field({ type: 'JSON', description: 'Its parameters, by name; lists and maps as JSON has them.' }),
  }),
});

mutation({
  name: 'callCloudStack',
  description: 'Calls any command, also one that changes something. Only where the operator has switched it on (RAW_CALLS=all).',
  input: CallCloudStackInput,
  success: (t: SuccessBuilder<{ answer: unknown }>) => ({
    answer: t.field({
      type: 'JSON',
      nullable: true,
      description: 'The answer without its envelope: the job of an asynchronous command.',
      resolve: ({ answer }) => answer,
    }),
  }),
  errors: [InvalidInputError, NotFoundError, ForbiddenError, ConflictError, LimitExceededError],
  run: async ({ command, parameters }, context) => ({ answer: await rawCall(context, command, parameters, 'change') }),
});
