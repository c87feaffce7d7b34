import { CronExpressionParser } from 'cron-parser';
import * as z from 'zod';

const WEEKDAYS = 'minute:hour:weekday, 1 (Sunday) to 7 (Saturday), for instance "30:03:1"';

/** What the schedule of a snapshot policy looks like, by interval. */
const SNAPSHOT_SCHEDULES = {
  HOURLY: { pattern: /^([0-5]?\d)$/, form: 'the minute, 0 to 59, for instance "30"' },
  DAILY: { pattern: /^([0-5]?\d):([01]?\d|2[0-3])$/, form: 'minute:hour, for instance "30:03" for 3:30' },
  WEEKLY: { pattern: /^([0-5]?\d):([01]?\d|2[0-3]):([1-7])$/, form: WEEKDAYS },
  MONTHLY: { pattern: /^([0-5]?\d):([01]?\d|2[0-3]):([1-9]|1\d|2[0-8])$/, form: 'minute:hour:day, 1 to 28, for instance "30:03:15"' },
} as const;

export type SnapshotInterval = keyof typeof SNAPSHOT_SCHEDULES;

/**
 * What is wrong with the schedule of a snapshot policy, or null.
 * CloudStack takes "99:99" without a word and then never takes a snapshot, so this check is the only one.
 */
export function snapshotScheduleProblem(interval: SnapshotInterval, schedule: string): string | null {
  const { pattern, form } = SNAPSHOT_SCHEDULES[interval];
  return pattern.test(schedule) ? null : `Not a ${interval.toLowerCase()} schedule: write ${form}.`;
}

/** A cron expression of five fields (minute hour day month weekday), as CloudStack's instance schedules take. */
export const cronExpression = z
  .string()
  .refine(
    isCron,
    'Not a cron expression. Write five fields: minute, hour, day of month, month, day of week; for instance "0 8 * * 1-5" for weekdays at 8:00.',
  );

function isCron(value: string): boolean {
  if (value.trim().split(/\s+/).length !== 5) return false;
  try {
    CronExpressionParser.parse(value);
    return true;
  } catch {
    return false;
  }
}

/** A time zone by its name in the IANA database. */
export const timeZone = z.string().refine(isTimeZone, 'Not a time zone. Write its name, for instance "Europe/Paris" or "UTC".');

function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return !/^[+-]/.test(value);
  } catch {
    return false;
  }
}
