import type { Row } from '@cloudstack-graph/client';
import { builder } from '../../builder.ts';
import type { GatewayContext } from '../../context.ts';
import { uuidOf } from '../../ids.ts';
import { orUnsupported } from '../../offered.ts';
import { VirtualMachine } from '../virtual-machines/virtual-machine-type.ts';

/** Backing shape of `VirtualMachineSchedule`: a row of `listVMSchedule`, which CloudStack gives by its machine only. */
export type ScheduleRow = Row<'listVMSchedule'>;

export const ScheduledActionEnum = builder.enumType('ScheduledAction', {
  description: 'What a schedule does to its machine.',
  values: {
    START: { description: 'Starts it.' },
    STOP: { description: 'Stops it.' },
    REBOOT: { description: 'Restarts it.' },
    FORCE_STOP: { description: 'Switches it off.' },
    FORCE_REBOOT: { description: 'Switches it off and on.' },
  } as const,
});

const actions = ['START', 'STOP', 'REBOOT', 'FORCE_STOP', 'FORCE_REBOOT'] as const;

export const VirtualMachineSchedule = builder.objectRef<ScheduleRow>('VirtualMachineSchedule').implement({
  description: 'When a machine is started, stopped or restarted by itself.',
  fields: (t) => ({
    uuid: t.id({ description: "CloudStack's id of it.", resolve: (row) => row.id }),
    action: t.field({
      type: ScheduledActionEnum,
      description: 'What is done.',
      resolve: (row) => actions.find((action) => action === row.action?.toUpperCase()) ?? 'START',
    }),
    schedule: t.string({ description: 'When: a cron expression of five fields.', resolve: (row) => row.schedule ?? '' }),
    timeZone: t.string({ description: 'The time zone of that.', resolve: (row) => row.timezone ?? 'UTC' }),
    description: t.exposeString('description', { nullable: true, description: 'What it is for.' }),
    isEnabled: t.boolean({ description: 'Whether it is carried out.', resolve: (row) => row.enabled ?? true }),
    startsAt: t.field({ type: 'DateTime', nullable: true, description: 'From when on.', resolve: (row) => row.startdate ?? null }),
    endsAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Until when; null: for ever.',
      resolve: (row) => row.enddate ?? null,
    }),
    createdAt: t.field({ type: 'DateTime', nullable: true, description: 'When it was made.', resolve: (row) => row.created ?? null }),
  }),
});

builder.objectField(VirtualMachine, 'schedules', (t) =>
  t.field({
    type: [VirtualMachineSchedule],
    description: 'When it is started, stopped or restarted by itself. One call a machine.',
    complexity: { field: 2, multiplier: 2 },
    resolve: (row, _args, context) => schedulesOf(context, row.id),
  }),
);

builder.queryField('virtualMachineSchedules', (t) =>
  t.field({
    type: [VirtualMachineSchedule],
    description: 'When a machine is started, stopped or restarted by itself: one call, without the machine.',
    args: { virtualMachineId: t.arg.id({ required: true, description: 'The machine: typed id or UUID.' }) },
    complexity: { field: 2, multiplier: 2 },
    resolve: (_root, args, context) => schedulesOf(context, uuidOf('VirtualMachine', args.virtualMachineId, ['virtualMachineId'])),
  }),
);

async function schedulesOf(context: GatewayContext, virtualmachineid: string): Promise<readonly ScheduleRow[]> {
  const list = context.cloud.list('listVMSchedule', { virtualmachineid });
  return (await list.catch(orUnsupported(context, 'listVMSchedule', 'Schedules of machines'))).rows;
}
