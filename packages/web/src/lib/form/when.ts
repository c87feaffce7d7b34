import { clockTime, cronOf, type Recurrence, recurrenceOfCron, recurrenceText } from '../i18n/recurrence.ts';
import { m } from '../paraglide/messages.js';
import { type FieldProblem, problem } from './problems.ts';

/** What the fields of a rhythm hold, as it is typed; what does not belong to `every` waits unread. */
export interface WhenValues {
  every: 'hour' | 'day' | 'week' | 'month' | 'cron';
  minute: string;
  /** `HH:MM`, as the platform's field gives it. */
  time: string;
  weekdays: number[];
  day: string;
  cron: string;
  timeZone: string;
}

/** The time zone of this browser. */
export const ownTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

/** Every night at two, here. */
export const emptyWhen = (): WhenValues => ({
  every: 'day',
  minute: '0',
  time: '02:00',
  weekdays: [],
  day: '1',
  cron: '0 2 * * *',
  timeZone: ownTimeZone(),
});

/** The fields filled with a rhythm that is there. */
export function whenOf(recurrence: Recurrence | null, cron: string, timeZone: string): WhenValues {
  const base = { ...emptyWhen(), cron, timeZone };
  if (recurrence === null) return { ...base, every: 'cron' };
  const { every, minute } = recurrence;
  if (every === 'hour') return { ...base, every, minute: String(minute) };
  return {
    ...base,
    every,
    time: clockTime(recurrence.hour, minute),
    ...(every === 'week' ? { weekdays: [...recurrence.weekdays] } : {}),
    ...(every === 'month' ? { day: String(recurrence.day) } : {}),
  };
}

const isTime = (text: string) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);

/** What is wrong with the fields of a rhythm; all but the time zone are the mutation's `schedule`. */
export function whenProblems(values: WhenValues): FieldProblem[] {
  const wrong = scheduleProblem(values);
  return [
    ...(wrong ? [problem('schedule', wrong)] : []),
    ...(values.timeZone ? [] : [problem('timeZone', m.schedule_time_zone_missing())]),
  ];
}

function scheduleProblem({ every, minute, time, weekdays, cron }: WhenValues): string | null {
  if (every === 'cron') return cron.trim().split(/\s+/).length === 5 ? null : m.schedule_expression_wrong();
  if (every === 'hour') return /^\d{1,2}$/.test(minute.trim()) && Number(minute) <= 59 ? null : m.schedule_minute_range();
  if (every === 'week' && weekdays.length === 0) return m.schedule_weekday_missing();
  return isTime(time) ? null : m.schedule_time_missing();
}

/** The rhythm that the fields say; null where they say none, or one that only cron can say. */
export function recurrenceOf(values: WhenValues): Recurrence | null {
  if (whenProblems({ ...values, timeZone: 'UTC' }).length > 0) return null;
  if (values.every === 'cron') return recurrenceOfCron(values.cron);
  if (values.every === 'hour') return { every: 'hour', minute: Number(values.minute) };
  const [hour = 0, minute = 0] = values.time.split(':').map(Number);
  if (values.every === 'week') return { every: 'week', hour, minute, weekdays: values.weekdays };
  if (values.every === 'month') return { every: 'month', hour, minute, day: Number(values.day) };
  return { every: 'day', hour, minute };
}

/** The cron expression that the fields say. */
export function cronOfWhen(values: WhenValues): string {
  const recurrence = values.every === 'cron' ? null : recurrenceOf(values);
  return recurrence ? cronOf(recurrence) : values.cron.trim().replace(/\s+/g, ' ');
}

/** A cron expression in words, or as it stands. */
export function cronText(cron: string): string {
  const recurrence = recurrenceOfCron(cron);
  return recurrence ? recurrenceText(recurrence) : cron;
}
