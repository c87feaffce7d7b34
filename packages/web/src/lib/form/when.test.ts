import { describe, expect, it } from 'vitest';
import { cronOfWhen, cronText, emptyWhen, recurrenceOf, type WhenValues, whenOf, whenProblems } from './when.ts';

const values = (given: Partial<WhenValues>): WhenValues => ({ ...emptyWhen(), timeZone: 'Europe/Paris', ...given });
const wrongAt = (given: Partial<WhenValues>) => whenProblems(values(given)).map(({ path }) => path.join('.'));

describe('the fields of a rhythm', () => {
  it('want only what belongs to how often it is', () => {
    expect(wrongAt({ every: 'hour', time: '' })).toEqual([]);
    expect(wrongAt({ every: 'hour', minute: '60' })).toEqual(['schedule']);
    expect(wrongAt({ every: 'day', minute: '', time: '24:00' })).toEqual(['schedule']);
    expect(wrongAt({ every: 'week' })).toEqual(['schedule']);
    expect(wrongAt({ every: 'week', weekdays: [1] })).toEqual([]);
    expect(wrongAt({ every: 'cron', cron: '0 8 * *', timeZone: '' })).toEqual(['schedule', 'timeZone']);
  });

  it('become a rhythm, and a cron expression', () => {
    expect(recurrenceOf(values({ every: 'month', day: '15', time: '03:30' }))).toEqual({ every: 'month', hour: 3, minute: 30, day: 15 });
    expect(recurrenceOf(values({ every: 'week' }))).toBeNull();
    expect(cronOfWhen(values({ every: 'week', weekdays: [0, 5, 1], time: '22:05' }))).toBe('5 22 * * 1,5,0');
    expect(cronOfWhen(values({ every: 'cron', cron: ' */5  * * * * ' }))).toBe('*/5 * * * *');
  });

  it('are filled with a rhythm that is there', () => {
    const rhythms = ['30 * * * *', '0 2 * * *', '0 9 * * 6,0', '30 3 15 * *', '*/5 * * * *'];
    for (const cron of rhythms) {
      const filled = whenOf(recurrenceOf(values({ every: 'cron', cron })), cron, 'UTC');
      expect(cronOfWhen(filled)).toBe(cron);
      expect(filled.timeZone).toBe('UTC');
    }
    expect(whenOf(null, '*/5 * * * *', 'UTC').every).toBe('cron');
  });

  it('leaves what no words say as it stands', () => {
    expect([cronText('0 2 * * *'), cronText('*/5 * * * *')]).toEqual(['every day at 02:00', '*/5 * * * *']);
  });
});
