/** When a snapshot policy runs next. */
import type { SnapshotPolicyRecord } from './snapshot-records.ts';

const MINUTE = 60_000;
const DAYS = 400;

/** Minutes by which a time zone is ahead of UTC at a moment; 0 for an unknown zone. */
function zoneOffset(timezone: string, at: number): number {
  try {
    const parts = new Intl.DateTimeFormat('en-GB', {
      timeZone: timezone,
      dateStyle: 'short',
      timeStyle: 'medium',
      hourCycle: 'h23',
    }).formatToParts(at);
    const part = (type: string): number => Number(parts.find((known) => known.type === type)?.value);
    const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
    return Math.round((local - Math.floor(at / 1000) * 1000) / MINUTE);
  } catch {
    return 0;
  }
}

/** Whether a schedule has all the numbers its interval needs; the server takes `99:99`, which never comes. */
export function isSchedule(intervalType: SnapshotPolicyRecord['intervalType'], schedule: string): boolean {
  const needed = intervalType === 'HOURLY' ? 1 : intervalType === 'DAILY' ? 2 : 3;
  const parts = schedule.split(':').slice(0, needed);
  return parts.length === needed && parts.every((part) => /^[+-]?\d{1,9}$/.test(part));
}

/**
 * The first moment after `now` at which a policy is due: `MM` each hour, `MM:HH` each day, `MM:HH:D` on a day of the
 * week (1 is Sunday) or of the month. Undefined for a schedule that never comes, like `99:99`.
 */
export function nextRun(policy: Pick<SnapshotPolicyRecord, 'intervalType' | 'schedule' | 'timezone'>, now: number): number | undefined {
  const [minute = Number.NaN, hour = 0, day = 1] = policy.schedule.split(':').map(Number);
  const wrong = !(minute >= 0 && minute < 60) || !(hour >= 0 && hour < 24) || !(day >= 1 && day <= 31);
  if (wrong) return undefined;
  if (policy.intervalType === 'HOURLY') {
    const start = Math.floor(now / (60 * MINUTE)) * 60 * MINUTE + minute * MINUTE;
    return start > now ? start : start + 60 * MINUTE;
  }
  for (let ahead = 0; ahead < DAYS; ahead += 1) {
    const offset = zoneOffset(policy.timezone, now + ahead * 24 * 60 * MINUTE);
    const local = new Date(now + ahead * 24 * 60 * MINUTE + offset * MINUTE);
    if (policy.intervalType === 'WEEKLY' && local.getUTCDay() + 1 !== day) continue;
    if (policy.intervalType === 'MONTHLY' && local.getUTCDate() !== day) continue;
    const at = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate(), hour, minute) - offset * MINUTE;
    if (at > now) return at;
  }
  return undefined;
}
