import { type FieldProblem, problem } from '#lib/form/problems.ts';
import { emptyWhen, recurrenceOf, type WhenValues, whenOf, whenProblems } from '#lib/form/when.ts';
import { type Recurrence, recurrenceText } from '#lib/i18n/recurrence.ts';
import { m } from '#lib/paraglide/messages.js';

export type Interval = 'HOURLY' | 'DAILY' | 'WEEKLY' | 'MONTHLY';

/** A policy as the graph tells it. */
export interface Policy {
  interval: Interval;
  schedule: string;
  timeZone: string;
  maximumSnapshots: number;
}

/** What the dialog of a policy holds. */
export interface PolicyValues {
  when: WhenValues;
  keep: string;
}

/** CloudStack takes no later day: every month has this one. */
export const LAST_DAY = 28;

/** How often a policy takes snapshots, in the order in which they are offered. */
export const intervals: readonly (readonly [Interval, Recurrence['every']])[] = [
  ['HOURLY', 'hour'],
  ['DAILY', 'day'],
  ['WEEKLY', 'week'],
  ['MONTHLY', 'month'],
];
const intervalOf = (every: WhenValues['every']): Interval => intervals.find(([, each]) => each === every)?.[0] ?? 'DAILY';

/** A night's snapshot, the last week of them. */
export const emptyPolicy = (): PolicyValues => ({ when: { ...emptyWhen(), weekdays: [0] }, keep: '7' });

/** The rhythm that CloudStack writes as `minute:hour:day`, Sunday being 1; null when it is another text. */
export function policyRecurrence({ interval, schedule }: Pick<Policy, 'interval' | 'schedule'>): Recurrence | null {
  const parts = schedule.split(':').map((part) => (/^\d{1,2}$/.test(part) ? Number(part) : Number.NaN));
  const [minute = Number.NaN, hour = Number.NaN, day = Number.NaN] = parts;
  const wanted = { HOURLY: 1, DAILY: 2, WEEKLY: 3, MONTHLY: 3 }[interval];
  if (parts.length !== wanted || parts.some(Number.isNaN)) return null;
  if (interval === 'HOURLY') return { every: 'hour', minute };
  if (interval === 'DAILY') return { every: 'day', hour, minute };
  return interval === 'WEEKLY' ? { every: 'week', hour, minute, weekdays: [day - 1] } : { every: 'month', hour, minute, day };
}

/** The rhythm as CloudStack writes it. */
export function policySchedule(recurrence: Recurrence): string {
  const two = (value: number) => String(value).padStart(2, '0');
  if (recurrence.every === 'hour') return two(recurrence.minute);
  const time = `${two(recurrence.minute)}:${two(recurrence.hour)}`;
  if (recurrence.every === 'day') return time;
  return `${time}:${recurrence.every === 'week' ? (recurrence.weekdays[0] ?? 0) + 1 : recurrence.day}`;
}

/** When a policy takes snapshots, in words. */
export function policyText(policy: Pick<Policy, 'interval' | 'schedule'>): string {
  const recurrence = policyRecurrence(policy);
  return recurrence ? recurrenceText(recurrence) : policy.schedule;
}

/** The dialog filled with a policy that is there. */
export function policyValues(policy: Policy): PolicyValues {
  const recurrence = policyRecurrence(policy);
  const when = recurrence ? whenOf(recurrence, '', policy.timeZone) : { ...emptyPolicy().when, timeZone: policy.timeZone };
  const every = intervals.find(([interval]) => interval === policy.interval)?.[1] ?? when.every;
  return { when: { ...when, every }, keep: String(policy.maximumSnapshots) };
}

/** Everything that is wrong with the dialog; an empty list means it may be sent. */
export function policyProblems(values: PolicyValues): FieldProblem[] {
  const keep = values.keep.trim();
  const isCount = /^\d{1,4}$/.test(keep) && Number(keep) >= 1;
  return [...whenProblems(values.when), ...(isCount ? [] : [problem('maximumSnapshots', m.schedule_keep_range())])];
}

/** What the mutations want of it; null while something is wrong. */
export function policyInput(values: PolicyValues): Policy | null {
  const recurrence = policyProblems(values).length === 0 ? recurrenceOf(values.when) : null;
  return (
    recurrence && {
      interval: intervalOf(recurrence.every),
      schedule: policySchedule(recurrence),
      timeZone: values.when.timeZone,
      maximumSnapshots: Number(values.keep),
    }
  );
}
