import * as z from 'zod';
import { builder } from '../../builder.ts';
import { ForbiddenError, InvalidInputError, NotFoundError } from '../../errors.ts';
import { formatCloudStackDate } from '../../events/event-row.ts';
import { typedId, uuidOf } from '../../ids.ts';
import { mutation } from '../../mutation.ts';
import { goneId, idField, type Outcome, type SuccessBuilder } from '../../payloads.ts';
import { runAction } from '../../run-command.ts';
import { cronExpression, timeZone } from '../../validation/schedules.ts';
import { text } from '../../validation/text.ts';
import { requireVirtualMachine } from '../virtual-machines/virtual-machine-loader.ts';
import { requireSchedule, ScheduledActionEnum, VirtualMachineSchedule } from './virtual-machine-schedule-type.ts';

const machineField = { required: true, description: 'The machine: typed id or UUID.' } as const;

const CreateVirtualMachineScheduleInput = builder.inputType('CreateVirtualMachineScheduleInput', {
  description: 'What to do with which machine by itself, and when.',
  fields: (t) => ({
    virtualMachineId: t.id(machineField),
    action: t.field({ type: ScheduledActionEnum, required: true, description: 'What to do.' }),
    schedule: t.string({ required: true, description: 'When: a cron expression of five fields, like `0 22 * * *`.' }),
    timeZone: t.string({ required: true, description: 'In which time zone: `Europe/Paris`.' }),
    description: t.string({ description: 'What to say of it.' }),
    isEnabled: t.boolean({ defaultValue: true, description: 'Whether it is followed.' }),
    startsAt: t.field({ type: 'DateTime', description: 'From when; left out: from now on.' }),
    endsAt: t.field({ type: 'DateTime', description: 'Until when; left out: for good.' }),
  }),
});

const UpdateVirtualMachineScheduleInput = builder.inputType('UpdateVirtualMachineScheduleInput', {
  description: 'What to change of a schedule. What is left out stays.',
  fields: (t) => ({
    virtualMachineId: t.id(machineField),
    id: t.id(idField),
    schedule: t.string({ description: 'When: a cron expression of five fields.' }),
    timeZone: t.string({ description: 'In which time zone.' }),
    description: t.string({ description: 'What to say of it.' }),
    isEnabled: t.boolean({ description: 'Whether it is followed.' }),
    startsAt: t.field({ type: 'DateTime', description: 'From when.' }),
    endsAt: t.field({ type: 'DateTime', description: 'Until when.' }),
  }),
});

const DeleteVirtualMachineScheduleInput = builder.inputType('DeleteVirtualMachineScheduleInput', {
  description: 'Which schedule of which machine to delete.',
  fields: (t) => ({ virtualMachineId: t.id(machineField), id: t.id(idField) }),
});

interface Scheduled extends Outcome {
  machineId: string;
}

const success = (t: SuccessBuilder<Scheduled>) => ({
  schedule: t.field({
    type: VirtualMachineSchedule,
    description: 'The schedule, as it is now.',
    resolve: (outcome, _args, context) => requireSchedule(context, outcome.machineId, outcome.id),
  }),
});

const period = (input: { startsAt?: Date | null | undefined; endsAt?: Date | null | undefined }, issues: z.RefinementCtx) => {
  if (input.startsAt && input.endsAt && input.endsAt <= input.startsAt) {
    issues.addIssue({ code: 'custom', path: ['endsAt'], message: 'The end must lie after the start.' });
  }
};
const dates = { startsAt: z.date().nullish(), endsAt: z.date().nullish(), description: text().nullish() };
const dateOf = (date: Date | null | undefined) => (date ? formatCloudStackDate(date.getTime()) : undefined);
const argumentPaths = { startdate: ['input', 'startsAt'], enddate: ['input', 'endsAt'] };

mutation({
  name: 'createVirtualMachineSchedule',
  description: 'Has something done with a machine by itself.',
  input: CreateVirtualMachineScheduleInput,
  validate: z.object({ schedule: cronExpression, timeZone, ...dates }).superRefine(period),
  success,
  errors: [InvalidInputError, NotFoundError, ForbiddenError],
  run: async (input, context) => {
    const machineId = uuidOf('VirtualMachine', input.virtualMachineId, ['input', 'virtualMachineId']);
    await requireVirtualMachine(context, machineId);
    const parameters = {
      virtualmachineid: machineId,
      action: input.action,
      schedule: input.schedule,
      timezone: input.timeZone,
      description: input.description ?? undefined,
      enabled: input.isEnabled ?? true,
      startdate: dateOf(input.startsAt),
      enddate: dateOf(input.endsAt),
    };
    const touches = [typedId('VirtualMachine', machineId)];
    const { id } = await runAction(context, 'createVMSchedule', parameters, {
      typename: 'VirtualMachineSchedule',
      touches,
      input,
      argumentPaths,
    });
    return { id, machineId };
  },
});

mutation({
  name: 'updateVirtualMachineSchedule',
  description: 'Changes a schedule of a machine.',
  input: UpdateVirtualMachineScheduleInput,
  validate: z.object({ schedule: cronExpression.nullish(), timeZone: timeZone.nullish(), ...dates }).superRefine(period),
  success,
  errors: [InvalidInputError, NotFoundError, ForbiddenError],
  run: async (input, context) => {
    const machineId = uuidOf('VirtualMachine', input.virtualMachineId, ['input', 'virtualMachineId']);
    const id = uuidOf('VirtualMachineSchedule', input.id, ['input', 'id']);
    await requireVirtualMachine(context, machineId);
    await requireSchedule(context, machineId, id);
    const parameters = {
      id,
      schedule: input.schedule ?? undefined,
      timezone: input.timeZone ?? undefined,
      description: input.description ?? undefined,
      enabled: input.isEnabled ?? undefined,
      startdate: dateOf(input.startsAt),
      enddate: dateOf(input.endsAt),
    };
    await runAction(context, 'updateVMSchedule', parameters, { typename: 'VirtualMachineSchedule', id, input, argumentPaths });
    return { id, machineId };
  },
});

mutation({
  name: 'deleteVirtualMachineSchedule',
  description: 'Deletes a schedule of a machine.',
  input: DeleteVirtualMachineScheduleInput,
  success: (t: SuccessBuilder<Scheduled>) => ({ scheduleId: goneId(t, 'VirtualMachineSchedule') }),
  errors: [NotFoundError, ForbiddenError],
  run: async (input, context) => {
    const machineId = uuidOf('VirtualMachine', input.virtualMachineId, ['input', 'virtualMachineId']);
    const id = uuidOf('VirtualMachineSchedule', input.id, ['input', 'id']);
    await requireVirtualMachine(context, machineId);
    await requireSchedule(context, machineId, id);
    const options = { typename: 'VirtualMachineSchedule', id, input };
    await runAction(context, 'deleteVMSchedule', { virtualmachineid: machineId, id }, options);
    return { id, machineId };
  },
});
