import * as z from 'zod';
import { builder } from '../../builder.ts';
import { ForbiddenError, InvalidInputError, InvalidStateError, JobFailedError, NotFoundError } from '../../errors.ts';
import { typedId, uuidOf } from '../../ids.ts';
import { mutation } from '../../mutation.ts';
import { orUnsupported } from '../../offered.ts';
import { type JobOutcome, type SuccessBuilder, startedJob, waitField, waitRule } from '../../payloads.ts';
import { startJob } from '../../run-command.ts';
import { text } from '../../validation/text.ts';
import { requireVirtualMachine } from '../virtual-machines/virtual-machine-loader.ts';
import { VirtualMachine } from '../virtual-machines/virtual-machine-type.ts';

const CustomActionParameterInput = builder.inputType('CustomActionParameterInput', {
  description: 'What to tell a custom action.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'The name of the parameter.' }),
    value: t.string({ required: true, description: 'Its value, as text.' }),
  }),
});

const RunCustomActionInput = builder.inputType('RunCustomActionInput', {
  description: 'What to do to which machine.',
  fields: (t) => ({
    virtualMachineId: t.id({ required: true, description: 'The machine: typed id or UUID.' }),
    customActionId: t.id({ required: true, description: 'The action, one of `VirtualMachine.customActions`: its `uuid`.' }),
    parameters: t.field({ type: [CustomActionParameterInput], description: 'What to tell it.' }),
    waitSeconds: t.int(waitField),
  }),
});

interface Outcome extends JobOutcome {
  succeeded: boolean | null;
  answer: string | null;
}

const parameters = z.array(z.object({ name: text().regex(/^[^[\]=&]+$/, 'Not the name of a parameter.'), value: text(4096) })).max(50);

mutation({
  name: 'runCustomAction',
  description: "Does something to a machine that an extension of the cloud's operator brings.",
  input: RunCustomActionInput,
  validate: z.object({ parameters: parameters.nullish(), ...waitRule }),
  success: (t: SuccessBuilder<Outcome>) => ({
    virtualMachine: t.field({
      type: VirtualMachine,
      description: 'The machine, as it is now.',
      resolve: (outcome, _args, context) => requireVirtualMachine(context, outcome.id),
    }),
    succeeded: t.exposeBoolean('succeeded', {
      nullable: true,
      description: 'Whether the extension did it. Null when the job was not waited for (`waitSeconds`).',
    }),
    answer: t.exposeString('answer', { nullable: true, description: 'What the extension said, when the job was waited for.' }),
    job: startedJob(t),
  }),
  errors: [InvalidInputError, NotFoundError, ForbiddenError, InvalidStateError, JobFailedError],
  run: async (input, context) => {
    const id = uuidOf('VirtualMachine', input.virtualMachineId, ['input', 'virtualMachineId']);
    const customactionid = uuidOf('CustomAction', input.customActionId, ['input', 'customActionId']);
    await requireVirtualMachine(context, id);
    const told = Object.fromEntries((input.parameters ?? []).map(({ name, value }) => [name, value]));
    const { job, result } = await startJob(
      context,
      'runCustomAction',
      {
        customactionid,
        resourceid: id,
        resourcetype: 'VirtualMachine',
        ...(Object.keys(told).length > 0 ? { parameters: [told] } : {}),
      },
      {
        typename: 'VirtualMachine',
        id,
        touches: [typedId('VirtualMachine', id)],
        input,
        waitSeconds: input.waitSeconds,
        argumentPaths: { customactionid: ['input', 'customActionId'], resourceid: ['input', 'virtualMachineId'] },
      },
    ).catch(orUnsupported(context, 'runCustomAction', 'Custom actions'));
    const answer = result?.result?.message;
    return { id, job, succeeded: result?.success ?? null, answer: typeof answer === 'string' ? answer : null };
  },
});
