import { describe, expect, it } from 'vitest';
import { byHour } from './hours.ts';
import { linePath } from './line.ts';

const HOUR = 3_600_000;
const now = Date.parse('2026-11-22T12:30:00Z');
const event = (minutesAgo: number, level: 'INFO' | 'WARN' | 'ERROR' = 'INFO') => ({
  createdAt: new Date(now - minutesAgo * 60_000).toISOString(),
  level,
});

describe('events by hour', () => {
  it('counts each in its hour, apart by level', () => {
    const hours = byHour([event(1), event(29, 'ERROR'), event(31, 'WARN'), event(60 * 30)], now, true, 3);
    expect(hours.map((hour) => hour.total)).toEqual([0, 1, 2]);
    expect(hours[2]?.counts).toEqual({ INFO: 1, WARN: 0, ERROR: 1 });
    expect(hours.map((hour) => (hour.start - now) / HOUR)).toEqual([-2.5, -1.5, -0.5]);
    expect(hours.every((hour) => hour.known)).toBe(true);
  });

  it('claims nothing of the time before the oldest event at hand', () => {
    expect(byHour([event(45)], now, false, 4).map((hour) => hour.known)).toEqual([false, false, true, true]);
    expect(byHour([], now, false, 2).map((hour) => hour.known)).toEqual([false, false]);
    expect(byHour([], now, true, 2).map((hour) => hour.known)).toEqual([true, true]);
  });
});

describe('a line', () => {
  it('goes from edge to edge, highest at the top', () => {
    expect(linePath([0, 5, 10], 100, 20)).toBe('M0.0 20.0L50.0 10.0L100.0 0.0');
  });
  it('breaks where nothing is known, and keeps inside its scale', () => {
    expect(linePath([1, null, 200], 100, 20, 100)).toBe('M0.0 19.8M100.0 0.0');
  });
  it('lies flat when all is zero', () => {
    expect(linePath([0, 0], 10, 10)).toBe('M0.0 10.0L10.0 10.0');
  });
});
