import { describe, expect, it } from 'vitest';
import { emptyPolicy, type Policy, policyInput, policyProblems, policyRecurrence, policyText, policyValues } from './policy-form.ts';

const policy = (interval: Policy['interval'], schedule: string): Policy => ({
  interval,
  schedule,
  timeZone: 'Europe/Paris',
  maximumSnapshots: 4,
});
const all = [policy('HOURLY', '30'), policy('DAILY', '00:02'), policy('WEEKLY', '30:03:1'), policy('MONTHLY', '05:23:28')];

describe('a snapshot policy', () => {
  it('is told in words', () => {
    expect(all.map(policyText)).toEqual([
      'every hour, at minute 30',
      'every day at 02:00',
      'every Sunday at 03:30',
      'on the 28th of each month at 23:05',
    ]);
  });

  it('stays as it stands where it is no schedule of its interval', () => {
    expect(policyRecurrence({ interval: 'DAILY', schedule: '30' })).toBeNull();
    expect(policyRecurrence({ interval: 'HOURLY', schedule: 'x' })).toBeNull();
    expect(policyText({ interval: 'WEEKLY', schedule: '30:03' })).toBe('30:03');
  });

  it('goes through the dialog unchanged', () => {
    for (const each of all) expect(policyInput(policyValues(each))).toEqual(each);
  });

  it('keeps its interval in the dialog, whatever its schedule says', () => {
    expect(policyValues(policy('MONTHLY', '?')).when.every).toBe('month');
  });

  it('is sent only when it is right', () => {
    const values = { ...emptyPolicy(), keep: '0' };
    expect(policyProblems(values).map(({ path }) => path.join('.'))).toEqual(['maximumSnapshots']);
    expect(policyInput(values)).toBeNull();
    expect(policyInput({ ...emptyPolicy(), keep: ' 3 ' })).toMatchObject({ interval: 'DAILY', schedule: '00:02', maximumSnapshots: 3 });
  });
});
