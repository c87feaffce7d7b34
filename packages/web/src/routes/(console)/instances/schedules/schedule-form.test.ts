import { describe, expect, it } from 'vitest';
import {
  emptySchedule,
  ownDescription,
  scheduleInput,
  scheduleProblems,
  scheduleState,
  scheduleText,
  scheduleValues,
} from './schedule-form.ts';

const schedule = (given: Partial<Parameters<typeof scheduleValues>[0]> = {}) => ({
  action: 'STOP' as const,
  schedule: '0 22 * * 1,2,3,4,5',
  timeZone: 'Europe/Paris',
  description: 'Off at night',
  ...given,
});

describe('a schedule of an instance', () => {
  it('goes through the dialog unchanged, also what only cron can say', () => {
    for (const cron of ['0 22 * * 1,2,3,4,5', '15 7 * * *', '*/20 8-18 * * 1-5'])
      expect(scheduleInput(scheduleValues(schedule({ schedule: cron })))).toEqual({
        schedule: cron,
        timeZone: 'Europe/Paris',
        description: 'Off at night',
      });
  });

  it('is right from the start, and says what is not', () => {
    const values = { ...emptySchedule(), when: { ...emptySchedule().when, timeZone: 'UTC' } };
    expect(scheduleProblems(values)).toEqual([]);
    expect(scheduleInput(values)).toEqual({ schedule: '0 20 * * 1,2,3,4,5', timeZone: 'UTC' });
    const wrong = { ...values, description: 'x'.repeat(256), when: { ...values.when, weekdays: [] } };
    expect(scheduleProblems(wrong).map(({ path }) => path[0])).toEqual(['schedule', 'description']);
  });

  it('has a description only where somebody wrote one', () => {
    expect(ownDescription({ action: 'STOP', description: 'STOP - 0 22 * * *' })).toBeNull();
    expect(ownDescription({ action: 'STOP', description: 'Off at night' })).toBe('Off at night');
  });

  it('tells whether it is carried out', () => {
    const at = (isEnabled: boolean, endsAt: string | null) =>
      scheduleState({ isEnabled, endsAt }, Date.parse('2026-11-26T12:00:00Z')).label;
    expect([at(true, null), at(false, null), at(true, '2026-11-25T00:00:00Z'), at(true, '2026-11-27T00:00:00Z')]).toEqual([
      'on',
      'off',
      'ended',
      'on',
    ]);
  });

  it('is told in words where there are any', () => {
    expect([scheduleText('0 22 * * 1-5'), scheduleText('*/5 * * * *')]).toEqual(['Monday to Friday at 22:00', null]);
  });
});
