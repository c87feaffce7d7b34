import * as z from 'zod';
import { builder } from '../../builder.ts';
import type { GatewayContext } from '../../context.ts';
import { ForbiddenError, InvalidInputError, NotFoundError } from '../../errors.ts';
import { formatCloudStackDate } from '../../events/event-row.ts';
import { uuidOf } from '../../ids.ts';
import { mutation } from '../../mutation.ts';
import { orUnsupported } from '../../offered.ts';
import type { Outcome, SuccessBuilder } from '../../payloads.ts';
import { requireRow } from '../../require-row.ts';
import { runAction } from '../../run-command.ts';
import { cronExpression, timeZone } from '../../validation/schedules.ts';
import { text } from '../../validation/text.ts';
import { virtualMachines } from '../virtual-machines/virtual-machine-loader.ts';
import { VirtualMachine } from '../virtual-machines/virtual-machine-type.ts';
import { ScheduledActionEnum, type ScheduleRow, VirtualMachineSchedule } from './virtual-machine-schedule-type.ts';

const machineField = { required: true, description: 'The machine: typed id or UUID.' } as const;
const scheduleField = { required: true, description: 'The schedule, by `VirtualMachineSchedule.uuid`.' } as const;
const startsAt = { type: 'DateTime', description: 'From when on; left out: from now on.' } as const;
const endsAt = { type: 'DateTime', description: 'Until when; left out: for ever.' } as const;

const CreateVirtualMachineScheduleInput = builder.inputType('CreateVirtualMachineScheduleInput', {
  description: 'What to do to a machine, and when.',
  fields: (t) => ({
    virtualMachineId: t.id(machineField),
    action: t.field({ type: ScheduledActionEnum, required: true, description: 'What to do.' }),
    schedule: t.string({ required: true, description: 'When: minute, hour, day of month, month and day of week, like `0 8 * * 1-5`.' }),
    timeZone: t.string({ required: true, description: 'The time zone of that, like `Europe/Paris`.' }),
    description: t.string({ description: 'What it is for.' }),
    isEnabled: t.boolean({ defaultValue: true, description: 'Whether it is carried out.' }),
    startsAt: t.field(startsAt),
    endsAt: t.field(endsAt),
  }),
});

const UpdateVirtualMachineScheduleInput = builder.inputType('UpdateVirtualMachineScheduleInput', {
  description: 'What to change of a schedule. What is left out stays.',
  fields: (t) => ({
    virtualMachineId: t.id(machineField),
    scheduleId: t.id(scheduleField),
    schedule: t.string({ description: 'When: minute, hour, day of month, month and day of week, like `0 8 * * 1-5`.' }),
    timeZone: t.string({ description: 'The time zone of that, like `Europe/Paris`.' }),
    description: t.string({ description: 'What it is for.' }),
    isEnabled: t.boolean({ description: 'Whether it is carried out.' }),
    startsAt: t.field({ type: 'DateTime', description: 'From when on.' }),
    endsAt: t.field({ type: 'DateTime', description: 'Until when.' }),
  }),
});

const DeleteVirtualMachineScheduleInput = builder.inputType('DeleteVirtualMachineScheduleInput', {
  description: 'Which schedule to delete.',
  fields: (t) => ({ virtualMachineId: t.id(machineField), scheduleId: t.id(scheduleField) }),
});

const words = { typename: 'VirtualMachine', words: 'virtual machine' };
const errors = [NotFoundError, ForbiddenError, InvalidInputError];

interface Scheduled extends Outcome {
  schedule?: ScheduleRow;
}

const success = (t: SuccessBuilder<Scheduled>) => ({
  schedule: t.field({
    type: VirtualMachineSchedule,
    nullable: true,
    description: 'The schedule, as CloudStack answered it.',
    resolve: (outcome) => outcome.schedule ?? null,
  }),
  virtualMachine: t.field({
    type: VirtualMachine,
    description: 'Its machine.',
    resolve: (outcome, _args, context) => requireRow(context, virtualMachines, words, outcome.id),
  }),
});

/** The machine of a schedule: CloudStack keeps them by that. */
async function machineOf(context: GatewayContext, input: { virtualMachineId: string }): Promise<string> {
  const id = uuidOf('VirtualMachine', input.virtualMachineId, ['input', 'virtualMachineId']);
  await requireRow(context, virtualMachines, words, id, []);
  return id;
}

const dateOf = (date: Date | null | undefined) => (date ? formatCloudStackDate(date.getTime()) : undefined);
const argumentPaths = { startdate: ['input', 'startsAt'], enddate: ['input', 'endsAt'], timezone: ['input', 'timeZone'] };

mutation({
  name: 'createVirtualMachineSchedule',
  description: 'Has a machine started, stopped or restarted by itself.',
  input: CreateVirtualMachineScheduleInput,
  validate: z.object({ schedule: cronExpression, timeZone, description: text().nullish() }),
  success,
  errors,
  run: async (input, context) => {
    const id = await machineOf(context, input);
    const parameters = {
      virtualmachineid: id,
      action: input.action,
      schedule: input.schedule,
      timezone: input.timeZone,
      description: input.description ?? undefined,
      enabled: input.isEnabled ?? undefined,
      startdate: dateOf(input.startsAt),
      enddate: dateOf(input.endsAt),
    };
    const schedule = await runAction(context, 'createVMSchedule', parameters, {
      typename: 'VirtualMachine',
      id,
      input,
      argumentPaths,
    }).catch(orUnsupported(context, 'createVMSchedule', 'Schedules of machines'));
    return { id, schedule };
  },
});

mutation({
  name: 'updateVirtualMachineSchedule',
  description: 'Changes when a machine is started, stopped or restarted by itself.',
  input: UpdateVirtualMachineScheduleInput,
  validate: z.object({ schedule: cronExpression.nullish(), timeZone: timeZone.nullish(), description: text().nullish() }),
  success,
  errors,
  run: async (input, context) => {
    const id = await machineOf(context, input);
    const parameters = {
      id: uuidOf('VirtualMachineSchedule', input.scheduleId, ['input', 'scheduleId']),
      schedule: input.schedule ?? undefined,
      timezone: input.timeZone ?? undefined,
      description: input.description ?? undefined,
      enabled: input.isEnabled ?? undefined,
      startdate: dateOf(input.startsAt),
      enddate: dateOf(input.endsAt),
    };
    const schedule = await runAction(context, 'updateVMSchedule', parameters, { typename: 'VirtualMachine', id, input, argumentPaths });
    return { id, schedule };
  },
});

mutation({
  name: 'deleteVirtualMachineSchedule',
  description: 'Deletes a schedule of a machine.',
  input: DeleteVirtualMachineScheduleInput,
  success,
  errors,
  run: async (input, context) => {
    const id = await machineOf(context, input);
    const schedule = uuidOf('VirtualMachineSchedule', input.scheduleId, ['input', 'scheduleId']);
    await runAction(context, 'deleteVMSchedule', { virtualmachineid: id, id: schedule }, { typename: 'VirtualMachine', id, input });
    return { id };
  },
});
