/** Time that moves when it is told to. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { timestamp, VirtualClock } from './clock.ts';

test('timers run in the order of their times, those of one time in the order they were set', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 50 })), (delays) => {
      const clock = new VirtualClock(0);
      const ran: [number, number][] = [];
      for (const [at, delay] of delays.entries()) clock.schedule(delay, () => ran.push([delay, at]));
      clock.advance(50);
      expect(ran).toEqual([...ran].sort((a, b) => a[0] - b[0] || a[1] - b[1]));
      expect(ran).toHaveLength(delays.length);
      expect(clock.pending).toBe(0);
    }),
  );
});

test('a timer sees its own moment, and what it sets runs in the same advance', () => {
  const clock = new VirtualClock(1000);
  const seen: number[] = [];
  clock.schedule(10, () => {
    seen.push(clock.now());
    clock.schedule(5, () => seen.push(clock.now()));
  });
  clock.advance(100);
  expect(seen).toEqual([1010, 1015]);
  expect(clock.now()).toBe(1100);
});

test('a cancelled timer does not run', () => {
  const clock = new VirtualClock(0);
  const timer = clock.schedule(5, () => expect.unreachable());
  timer.cancel();
  clock.advance(10);
});

test('moments are written to the second, with an offset', () => {
  expect(timestamp(Date.UTC(2026, 10, 22, 8, 12, 37, 900))).toBe('2026-11-22T08:12:37+0000');
});
