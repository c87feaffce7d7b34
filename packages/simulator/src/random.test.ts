/** Numbers and ids that can be had again. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Random } from './random.ts';

test('the same seed gives the same ids, and they are version 4 UUIDs', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const [one, other] = [new Random(seed), new Random(seed)];
      for (let times = 0; times < 5; times += 1) {
        const id = one.uuid();
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(other.uuid()).toBe(id);
      }
    }),
  );
});

test('100,000 ids are all different', () => {
  const random = new Random(1);
  expect(new Set(Array.from({ length: 100_000 }, () => random.uuid())).size).toBe(100_000);
});

test('whole numbers stay within their bounds and reach them', () => {
  const random = new Random(7);
  const drawn = new Set(Array.from({ length: 500 }, () => random.integer(3, 6)));
  expect([...drawn].sort()).toEqual([3, 4, 5, 6]);
  expect(random.hex(5)).toMatch(/^[0-9a-f]{5}$/);
});
