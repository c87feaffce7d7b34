import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeAnswer, listOf, objectOf } from './envelope.ts';
import { CloudStackError, CloudStackTransportError } from './errors.ts';

const decode = (text: string, status = 200, contentType = 'application/json') =>
  decodeAnswer({ command: 'listZones', status, text, contentType });

function failure(text: string, status = 200): CloudStackError {
  try {
    decode(text, status);
  } catch (error) {
    if (error instanceof CloudStackError) return error;
    throw error;
  }
  throw new Error('decoded');
}

describe('lists', () => {
  test.each([
    ['{"listzonesresponse":{}}', { count: 0, rows: [] }],
    ['{"listzonesresponse":{"count":7}}', { count: 7, rows: [] }],
    ['{"listzonesresponse":{"count":7,"whatever":[{"id":"a"}]}}', { count: 7, rows: [{ id: 'a' }] }],
    ['{"other":{"asyncjobs":[{"jobid":"a"}]}}', { count: 1, rows: [{ jobid: 'a' }] }],
  ])('%s', (text, list) => expect(listOf(decode(text))).toEqual(list));
});

describe('objects', () => {
  test.each([
    ['{"r":{"volume":{"id":"a"}}}', { id: 'a' }],
    ['{"r":{"success":true}}', { success: true }],
    ['{"r":{"id":"a","jobid":"j"}}', { id: 'a', jobid: 'j' }],
    ['{"r":{}}', {}],
  ])('%s', (text, object) => expect(objectOf(decode(text))).toEqual(object));
});

describe('what came is no answer', () => {
  test.each([
    ['<?xml version="1.0"?><listzonesresponse/>', 200, 'XML came'],
    ['<!doctype html><title>Sign in</title>', 200, 'An HTML page came'],
    ['', 200, 'An empty body came'],
    ['{"listzonesresponse":{"count":1,"zone":[{"apikey":"very-secret"', 200, 'Damaged or foreign JSON came'],
    ['{"a":{},"b":{}}', 200, 'Damaged or foreign JSON came'],
    ['[]', 200, 'Damaged or foreign JSON came'],
    ['<html>gone</html>', 404, 'An HTML page came'],
    ['not here', 404, 'Text came'],
    ['<html>proxy wants a password</html>', 401, 'An HTML page came'],
  ])('%s with %i', (text, status, words) => {
    const error = failure(text, status);
    expect(error).toBeInstanceOf(CloudStackTransportError);
    expect(error).toMatchObject({ kind: 'invalid-response', status, errorText: expect.stringContaining(words) });
  });

  test('a damaged answer is not quoted, not even by the cause', () => {
    const error = failure('{"listusersresponse":{"count":1,"user":[{"secretkey":"very-secret"');
    expect(`${error.message} ${String(error.cause)}`).not.toContain('secret');
  });

  test.each([
    ['<html>oops</html>', 503, 'unavailable'],
    ['', 502, 'unavailable'],
    ['<html>oops</html>', 500, 'internal'],
    ['slow down', 429, 'rate-limit'],
    ['Please use HTTP POST to authenticate using this API', 405, 'invalid-parameter'],
  ])('%s with %i is %s', (text, status, family) => expect(failure(text, status).family).toBe(family));
});

test('any body with any status decodes or fails with a CloudStackError', () => {
  const body = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc.json().map((json) => `{"r":${json}}`),
  );
  const status = fc.constantFrom(200, 301, 400, 401, 404, 429, 431, 500, 503, 530);
  fc.assert(
    fc.property(body, status, (text, code) => {
      try {
        decode(text, code);
        expect(code).toBe(200);
      } catch (error) {
        if (!(error instanceof CloudStackError)) throw error;
        expect(error.errorText).not.toBe('');
      }
    }),
    { numRuns: 1000 },
  );
});
