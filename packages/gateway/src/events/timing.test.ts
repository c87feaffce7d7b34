import { expect, it } from 'vitest';
import { aloneInterval, defaultTiming, reconcileInterval } from './timing.ts';

it.each([0, 1, 2, 3, 4, 5, 6, 9])('a page left open with %i kinds of resources costs at most one call in two seconds', (kinds) => {
  const events = 60_000 / aloneInterval(defaultTiming, kinds);
  const lists = (kinds * 60_000) / reconcileInterval(defaultTiming, kinds);
  const projects = kinds === 0 ? 0 : 60_000 / defaultTiming.reconcileMs;
  expect(events + lists + projects).toBeLessThanOrEqual(30);
});

it('no event waits for more than three seconds, and four kinds are listed anew every 30 s', () => {
  for (const kinds of [0, 1, 5, 20]) expect(aloneInterval(defaultTiming, kinds)).toBeLessThanOrEqual(3000);
  expect(reconcileInterval(defaultTiming, 4)).toBe(30_000);
});
