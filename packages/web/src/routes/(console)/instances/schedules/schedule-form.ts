import { type FieldProblem, problem } from '#lib/form/problems.ts';
import { cronOfWhen, cronText, emptyWhen, type WhenValues, whenOf, whenProblems } from '#lib/form/when.ts';
import { recurrenceOfCron } from '#lib/i18n/recurrence.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/tone.ts';

export type ScheduledAction = 'START' | 'STOP' | 'REBOOT' | 'FORCE_STOP' | 'FORCE_REBOOT';

/** What a schedule can do, gentle before hard. */
export const scheduledActions: readonly ScheduledAction[] = ['START', 'STOP', 'REBOOT', 'FORCE_STOP', 'FORCE_REBOOT'];

const actionWords: Record<ScheduledAction, { label: () => string; text: () => string }> = {
  START: { label: m.schedule_start, text: m.schedule_start_text },
  STOP: { label: m.schedule_stop, text: m.schedule_stop_text },
  REBOOT: { label: m.schedule_reboot, text: m.schedule_reboot_text },
  FORCE_STOP: { label: m.schedule_force_stop, text: m.schedule_force_stop_text },
  FORCE_REBOOT: { label: m.schedule_force_reboot, text: m.schedule_force_reboot_text },
};

/** The verb of a scheduled action. */
export const scheduledActionLabel = (action: ScheduledAction): string => actionWords[action].label();

/** What somebody who chooses it should know. */
export const scheduledActionText = (action: ScheduledAction): string => actionWords[action].text();

/** What the dialog of a schedule holds. */
export interface ScheduleValues {
  action: ScheduledAction;
  when: WhenValues;
  description: string;
}

interface Schedule {
  action: ScheduledAction;
  schedule: string;
  timeZone: string;
  description: string | null;
}

/** Off on the evenings of workdays: what people schedule most. */
export const emptySchedule = (): ScheduleValues => ({
  action: 'STOP',
  when: { ...emptyWhen(), every: 'week', time: '20:00', weekdays: [1, 2, 3, 4, 5], cron: '0 20 * * 1-5' },
  description: '',
});

/** The dialog filled with a schedule that is there. */
export const scheduleValues = (schedule: Schedule): ScheduleValues => ({
  action: schedule.action,
  when: whenOf(recurrenceOfCron(schedule.schedule), schedule.schedule, schedule.timeZone),
  description: ownDescription(schedule) ?? '',
});

/** What people wrote; CloudStack makes up `STOP - 0 22 * * *` where they wrote nothing. */
export const ownDescription = ({ action, description }: Pick<Schedule, 'action' | 'description'>): string | null =>
  description?.toUpperCase().startsWith(`${action} - `) ? null : description;

/** Everything that is wrong with the dialog; an empty list means it may be sent. */
export const scheduleProblems = (values: ScheduleValues): FieldProblem[] => [
  ...whenProblems(values.when),
  ...(values.description.trim().length > 255 ? [problem('description', m.resource_name_too_long({ max: 255 }))] : []),
];

/** What the mutations want of it, the action apart: that one stays for ever. */
export function scheduleInput(values: ScheduleValues): { schedule: string; timeZone: string; description?: string } {
  const description = values.description.trim();
  return { schedule: cronOfWhen(values.when), timeZone: values.when.timeZone, ...(description ? { description } : {}) };
}

/** When a schedule is carried out, in words; null where only its cron expression says it. */
export function scheduleText(cron: string): string | null {
  const text = cronText(cron);
  return text === cron ? null : text;
}

/** Whether a schedule is carried out, in a word. */
export function scheduleState(
  { isEnabled, endsAt }: { isEnabled: boolean; endsAt: string | null },
  now: number,
): { tone: Tone; label: string } {
  if (endsAt !== null && Date.parse(endsAt) < now) return { tone: 'idle', label: m.schedule_ended() };
  return isEnabled ? { tone: 'ok', label: m.schedule_on() } : { tone: 'idle', label: m.schedule_off() };
}
