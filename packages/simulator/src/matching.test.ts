/** Texts as the database compares them. */
import { expect, test } from 'vitest';
import { containing, same } from './matching.ts';

test('equal is equal in any case', () => {
  expect(same('Web-1', 'WEB-1')).toBe(true);
  expect(same(undefined, 'web-1')).toBe(false);
});

test('a word is found anywhere, and its wildcards count', () => {
  expect(containing('eb-')('WEB-1')).toBe(true);
  expect(containing('w_b%1')('web-11')).toBe(true);
  expect(containing('w_b%1')('wb1')).toBe(false);
  expect(containing('50\\%')('at 50% of it')).toBe(true);
  expect(containing('50\\%')('at 500 of it')).toBe(false);
  expect(containing('a.c_')('abcd')).toBe(false);
  expect(containing('%')(undefined)).toBe(false);
});
