import { describe, expect, it } from 'vitest';
import { graphField } from './graph-field.ts';
import { nextPath } from './last-sign-in.ts';

describe('after signing in', () => {
  it.each([
    ['/sign-in', '/'],
    ['/sign-in?next=%2Fvolumes%3Fq%3Da', '/volumes?q=a'],
    ['/sign-in?next=https://evil.test', '/'],
    ['/sign-in?next=//evil.test', '/'],
    ['/sign-in?next=/%5Cevil.test', '/'],
    ['/sign-in?next=/sign-in', '/'],
  ])('%s leads to %s', (address, path) => {
    expect(nextPath(new URL(address, 'http://portal.test'))).toBe(path);
  });
});

it('draws the same picture on the server and in the browser', () => {
  expect(graphField()).toEqual(graphField());
});
