import type { Row } from '@cloudstack-graph/client';
import { builder } from '../../builder.ts';
import type { GatewayContext } from '../../context.ts';
import { NotFoundError } from '../../errors.ts';
import { typedId } from '../../ids.ts';
import { VirtualMachine } from '../virtual-machines/virtual-machine-type.ts';

/** Backing shape of `VirtualMachineSchedule`: a row of `listVMSchedule`, which CloudStack lists by machine only. */
export type VirtualMachineScheduleRow = Row<'listVMSchedule'>;

/** CloudStack's words for what a schedule may do. */
export const ScheduledActionEnum = builder.enumType('ScheduledAction', {
  description: 'What a schedule does with its machine.',
  values: {
    START: { description: 'Starts it.' },
    STOP: { description: 'Stops it.' },
    REBOOT: { description: 'Restarts it.' },
    FORCE_STOP: { description: 'Cuts its power.' },
    FORCE_REBOOT: { description: 'Cuts its power and starts it again.' },
  } as const,
});

const actions = ['START', 'STOP', 'REBOOT', 'FORCE_STOP', 'FORCE_REBOOT'] as const;

export const VirtualMachineSchedule = builder.objectRef<VirtualMachineScheduleRow>('VirtualMachineSchedule').implement({
  description: 'When something is done with a machine by itself.',
  fields: (t) => ({
    id: t.id({
      description: 'The typed id, like `VirtualMachineSchedule:…`.',
      resolve: (row) => typedId('VirtualMachineSchedule', row.id),
    }),
    uuid: t.id({ description: "CloudStack's own id.", resolve: (row) => row.id }),
    action: t.field({
      type: ScheduledActionEnum,
      description: 'What is done.',
      resolve: (row) => actions.find((action) => action === row.action?.toUpperCase()) ?? 'STOP',
    }),
    schedule: t.string({ description: 'When: a cron expression of five fields, like `0 22 * * *`.', resolve: (row) => row.schedule ?? '' }),
    timeZone: t.string({ description: 'In which time zone: `Europe/Paris`.', resolve: (row) => row.timezone ?? 'UTC' }),
    description: t.exposeString('description', { nullable: true, description: 'What its owner says of it.' }),
    isEnabled: t.boolean({ description: 'Whether it is followed.', resolve: (row) => row.enabled ?? false }),
    startsAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'From when it is followed.',
      resolve: (row) => row.startdate ?? null,
    }),
    endsAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Until when it is followed; null: for good.',
      resolve: (row) => row.enddate ?? null,
    }),
    createdAt: t.field({ type: 'DateTime', nullable: true, description: 'When it was created.', resolve: (row) => row.created ?? null }),
  }),
});

/** A schedule of a machine that must be there. @throws NotFoundError */
export async function requireSchedule(context: GatewayContext, machineId: string, id: string): Promise<VirtualMachineScheduleRow> {
  const { rows } = await context.cloud.list('listVMSchedule', { virtualmachineid: machineId, id });
  const [row] = rows;
  if (row) return row;
  throw new NotFoundError('The instance has no such schedule.', typedId('VirtualMachineSchedule', id));
}

builder.objectField(VirtualMachine, 'schedules', (t) =>
  t.field({
    type: [VirtualMachineSchedule],
    description: 'What is done with it by itself, and when. One call a machine: ask for it on one machine only.',
    complexity: { field: 20, multiplier: 3 },
    resolve: async (machine, _args, { cloud }) => (await cloud.listAll('listVMSchedule', { virtualmachineid: machine.id })).rows,
  }),
);
