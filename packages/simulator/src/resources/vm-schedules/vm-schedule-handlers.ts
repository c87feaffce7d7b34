/** Schedules that start, stop or reboot a machine, written as cron expressions. */
import { target } from '../../access.ts';
import { timestamp } from '../../clock.ts';
import { type Body, type Call, type ResourceModule, sync } from '../../command.ts';
import { invalid } from '../../errors.ts';
import { all, listBody, when } from '../../paging.ts';
import { defineTable, type Entity, type Store } from '../../store.ts';
import { virtualMachines } from '../virtual-machines/virtual-machine-records.ts';
import { isCron } from './cron.ts';

const actions = ['START', 'STOP', 'REBOOT', 'FORCE_STOP', 'FORCE_REBOOT'] as const;

export interface VmScheduleRecord extends Entity {
  accountId: number;
  vmId: number;
  action: (typeof actions)[number];
  /** Five fields: minute, hour, day of the month, month, day of the week. */
  schedule: string;
  timezone: string;
  description: string;
  enabled: boolean;
  startDate: number;
  endDate?: number;
  created: number;
}

export const vmSchedules = defineTable<VmScheduleRecord>()({ name: 'VMSchedule', indexes: { vm: (row) => row.vmId } });

/** Without a start date a schedule begins a minute after its creation. */
const leadTime = 60_000;

function row(store: Store, schedule: VmScheduleRecord): Body {
  return {
    id: schedule.uuid,
    virtualmachineid: store.table(virtualMachines).byId(schedule.vmId)?.uuid,
    description: schedule.description,
    schedule: schedule.schedule,
    timezone: schedule.timezone,
    action: schedule.action,
    enabled: schedule.enabled,
    startdate: timestamp(schedule.startDate),
    enddate: schedule.endDate === undefined ? undefined : timestamp(schedule.endDate),
    created: timestamp(schedule.created),
  };
}

function checkSchedule(text: string): string {
  if (!isCron(text)) throw invalid(`Invalid crontab format: ${text}`);
  return text;
}

function checkTimezone(text: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return text;
  } catch {
    throw invalid(`Invalid value for timezone: ${text}`);
  }
}

function createVmSchedule(call: Call): Body {
  const { params, cloud } = call;
  const { store, events, clock } = cloud;
  const vm = target(call, virtualMachines, 'virtualmachineid');
  const wanted = params.required('action').toUpperCase();
  const action = actions.find((known) => known === wanted);
  if (action === undefined) throw invalid(`Invalid value for action: ${wanted}`);
  const schedule = checkSchedule(params.required('schedule'));
  const timezone = checkTimezone(params.required('timezone'));
  const startDate = params.date('startdate') ?? clock.now() + leadTime;
  const endDate = params.date('enddate');
  if (startDate < clock.now()) throw invalid('Invalid value for start date. Start date can not be in the past.');
  if (endDate !== undefined && endDate <= startDate)
    throw invalid('Invalid value for end date. End date can not be before the start date.');
  const made = store.table(vmSchedules).insert({
    ...{ accountId: vm.accountId, vmId: vm.id, action, schedule, timezone, startDate, created: clock.now() },
    description: params.text('description') ?? `${action} - ${schedule}`,
    enabled: params.boolean('enabled') !== false,
    ...(endDate === undefined ? {} : { endDate }),
  });
  events.completed(call, eventOf(vm.uuid, 'VM.SCHEDULE.CREATE', 'creating VM schedule'));
  return { vmschedule: row(store, made) };
}

function listVmSchedule(call: Call): Body {
  const { params, cloud } = call;
  const { store } = cloud;
  const vm = target(call, virtualMachines, 'virtualmachineid');
  const test = all<VmScheduleRecord>(
    when(params.row(vmSchedules, 'id'), (schedule, one) => schedule === one),
    when(params.text('action')?.toUpperCase(), (schedule, action) => schedule.action === action),
    when(params.boolean('enabled'), (schedule, enabled) => schedule.enabled === enabled),
    when(params.like('keyword'), (schedule, like) => like(schedule.description)),
  );
  const rows = store.table(vmSchedules).by('vm', vm.id);
  return listBody(call, 'vmschedule', test === undefined ? rows : rows.filter(test), (schedule) => row(store, schedule));
}

function updateVmSchedule(call: Call): Body {
  const { params, cloud } = call;
  const { store, events } = cloud;
  const schedule = target(call, vmSchedules, 'id');
  const endDate = params.date('enddate') ?? schedule.endDate;
  store.table(vmSchedules).update(schedule, {
    schedule: checkSchedule(params.text('schedule') ?? schedule.schedule),
    timezone: checkTimezone(params.text('timezone') ?? schedule.timezone),
    description: params.text('description') ?? schedule.description,
    enabled: params.boolean('enabled') ?? schedule.enabled,
    startDate: params.date('startdate') ?? schedule.startDate,
    ...(endDate === undefined ? {} : { endDate }),
  });
  const vm = store.table(virtualMachines).byId(schedule.vmId);
  events.completed(call, eventOf(vm?.uuid, 'VM.SCHEDULE.UPDATE', 'updating VM schedule'));
  return { vmschedule: row(store, schedule) };
}

function deleteVmSchedule(call: Call): Body {
  const { params, cloud } = call;
  const { store, events } = cloud;
  const vm = target(call, virtualMachines, 'virtualmachineid');
  const named = params.rows(vmSchedules, 'ids') ?? [params.row(vmSchedules, 'id')];
  const doomed = named.filter((schedule) => schedule !== undefined && schedule.vmId === vm.id);
  if (doomed.length === 0) throw invalid('Either id or ids parameter must be specified');
  for (const schedule of doomed) if (schedule !== undefined) store.table(vmSchedules).remove(schedule);
  events.completed(call, eventOf(vm.uuid, 'VM.SCHEDULE.DELETE', 'deleting VM schedule'));
  return { success: true };
}

function eventOf(vmUuid: string | undefined, type: string, description: string) {
  return { type, description, resourceType: 'VirtualMachine', ...(vmUuid === undefined ? {} : { resourceUuid: vmUuid }) };
}

const byId = { entities: { id: vmSchedules } };

export const vmScheduleResource: ResourceModule = {
  tables: [vmSchedules],
  commands: {
    listVMSchedule: sync(listVmSchedule, byId),
    createVMSchedule: sync(createVmSchedule),
    updateVMSchedule: sync(updateVmSchedule, byId),
    deleteVMSchedule: sync(deleteVmSchedule, { entities: { id: vmSchedules, ids: vmSchedules } }),
  },
};
