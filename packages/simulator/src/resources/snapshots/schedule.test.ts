/** When policies are due. */
import { expect, test } from 'vitest';
import { nextRun } from './schedule.ts';
import type { IntervalType } from './snapshot-records.ts';

// A Sunday, 08:00 in UTC and 09:00 in Paris.
const now = Date.UTC(2026, 10, 22, 8, 0, 0);
const due = (intervalType: IntervalType, schedule: string, timezone = 'Europe/Paris'): string | undefined => {
  const at = nextRun({ intervalType, schedule, timezone }, now);
  return at === undefined ? undefined : new Date(at).toISOString().slice(0, 16);
};

test.each([
  ['HOURLY', '30', '2026-11-22T08:30'],
  ['HOURLY', '00', '2026-11-22T09:00'],
  ['DAILY', '30:03', '2026-11-23T02:30'],
  ['DAILY', '30:10', '2026-11-22T09:30'],
  ['WEEKLY', '00:12:1', '2026-11-22T11:00'],
  ['WEEKLY', '00:08:1', '2026-11-29T07:00'],
  ['WEEKLY', '00:08:4', '2026-11-25T07:00'],
  ['MONTHLY', '15:04:28', '2026-11-28T03:15'],
  ['MONTHLY', '15:04:1', '2026-12-01T03:15'],
] as const)('%s at %s: %s', (interval, schedule, at) => expect(due(interval, schedule)).toBe(at));

test('the time zone decides, an unknown one counts as UTC', () => {
  expect(due('DAILY', '30:10', 'America/New_York')).toBe('2026-11-22T15:30');
  expect(due('DAILY', '30:10', 'Mars/Olympus')).toBe('2026-11-22T10:30');
});

test('a schedule that never comes is accepted, and never comes', () => expect(due('DAILY', '99:99')).toBeUndefined());
