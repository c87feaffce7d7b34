/** How answers are written. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { errorBody, toJson, toXml } from './envelope.ts';
import { badParameter, unauthenticated } from './errors.ts';

describe('JSON', () => {
  test('is plain JSON for any text without an escape in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!JSON.stringify(text).includes('\\u'));
        expect(JSON.parse(toJson('aresponse', { name: text }))).toEqual({ aresponse: { name: text } });
      }),
    );
  });

  test('has the recorded flaw: an escape in a text is undone, and the answer is invalid', () => {
    expect(toJson('x', { displayname: 'a\\u0041b' })).toBe('{"x":{"displayname":"a\\Ab"}}');
    expect(toJson('x', { displayname: 'nul\\u0000x' })).toBe('{"x":{"displayname":"nul\\\u0000x"}}');
    expect(toJson('x', { displayname: 'C:\\users\\bob' })).toBe('{"x":{"displayname":"C:\\\\users\\\\bob"}}');
  });
});

test('XML escapes texts, repeats lists and leaves empty ones out', () => {
  const body = {
    count: 2,
    vm: [
      { name: '<a> & "b"', nic: [] },
      { name: 'c', up: true },
    ],
    gone: undefined,
  };
  expect(toXml('listresponse', body, '4.22')).toBe(
    '<?xml version="1.0" encoding="UTF-8"?><listresponse cloud-stack-version="4.22"><count>2</count><vm><name>&lt;a&gt; &amp; &quot;b&quot;</name></vm><vm><name>c</name><up>true</up></vm></listresponse>',
  );
});

test('errors have their keys in order; authentication has no cserrorcode', () => {
  expect(JSON.stringify(errorBody(badParameter('no')))).toBe('{"uuidList":[],"errorcode":431,"cserrorcode":9999,"errortext":"no"}');
  expect(JSON.stringify(errorBody(unauthenticated()))).toBe(
    '{"uuidList":[],"errorcode":401,"errortext":"unable to verify user credentials and/or request signature"}',
  );
});
