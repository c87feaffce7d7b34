import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseLenientJson } from './json-repair.ts';

/**
 * What CloudStack makes of a row: Gson's JSON (HTML-safe), then every `\uXXXX` in the text back to its character, then
 * UTF-8, in which a half of a surrogate pair has no form.
 */
function asServed(row: Record<string, unknown>): string {
  const gson = JSON.stringify(row).replace(/[<>&='\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const unescaped = gson.replace(/\\u([0-9A-Fa-f]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return unescaped.replace(/\p{Surrogate}/gu, '?');
}

/** Six characters, as a user may type them. `\u0024` and `\u005c` are left out: the server's own replacement fails on them. */
const typedEscape = fc
  .integer({ min: 0, max: 0xd7ff })
  .filter((code) => code !== 0x24 && code !== 0x5c)
  .map((code) => `\\u${code.toString(16).padStart(4, '0')}`);
/** Typed escapes after which the backslash does not form another escape of JSON, so that nothing is lost. */
const restorable = typedEscape.filter((text) => !'"\\/bfnrtu'.includes(String.fromCharCode(Number.parseInt(text.slice(2), 16))));
const plain = fc.string({ unit: 'binary' }).map((text) => text.replace(/\p{Surrogate}/gu, ''));
const text = (hazard: fc.Arbitrary<string>) =>
  fc.array(fc.oneof(plain, hazard, fc.constantFrom('\\', '"', '\\"', '\\\\', '\n', '\t', '\0', '<b>'))).map((parts) => parts.join(''));

/** Without the accidents in which neighbours form a typed escape that was not meant. */
const unambiguous = (value: string) =>
  [...value.matchAll(/\\u([0-9A-Fa-f]{4})/g)].every(([, hex]) => {
    const code = Number.parseInt(hex ?? '', 16);
    return code !== 0x24 && !'"\\/bfnrtu'.includes(String.fromCharCode(code)) && (code < 0xd800 || code > 0xdfff);
  });

describe('a row with any text in it', () => {
  test('decodes, and its other fields are untouched', () => {
    fc.assert(
      fc.property(
        text(typedEscape),
        plain.filter((value) => !value.includes('\\u')),
        fc.integer(),
        (hazard, other, number) => {
          const row = parseLenientJson(asServed({ before: other, hazard, number, after: other })) as Record<string, unknown>;
          expect(row).toEqual({ before: other, hazard: expect.any(String), number, after: other });
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('is restored wherever the escape typed does not read as another one', () => {
    fc.assert(
      fc.property(text(restorable).filter(unambiguous), (hazard) => {
        expect(parseLenientJson(asServed({ hazard }))).toEqual({ hazard: lowerCaseEscapes(hazard) });
      }),
      { numRuns: 1000 },
    );
  });

  function lowerCaseEscapes(value: string): string {
    return value.replace(/\\u[0-9A-Fa-f]{4}/g, (typed) => typed.toLowerCase());
  }
});

test.each([
  ['a\\Ab', 'a\\u0041b'],
  ['nul\\\0x', 'nul\\u0000x'],
  ['raw\ttab and \u0001', 'raw\ttab and \u0001'],
  ['quote \\" and \\\\ and \\n', 'quote " and \\ and \n'],
  ['\\A\\u0041\\Z', '\\u0041A\\u005a'],
  ['\\uZZ', '\\u0075ZZ'],
  ['\\U0041', '\\u00550041'],
])('%j is read as %j', (served, meant) => {
  expect(parseLenientJson(`{"list":[{"a":"${served}","b":"\\A"}],"c":[1,"x"]}`)).toEqual({
    list: [{ a: meant, b: '\\u0041' }],
    c: [1, 'x'],
  });
});

test('what is no JSON stays an error', () => {
  expect(() => parseLenientJson('{"a":"b')).toThrow(SyntaxError);
  expect(() => parseLenientJson('<html>')).toThrow(SyntaxError);
});

test('a large broken answer is repaired in a moment', () => {
  const row = `{"id":"aeade7af-85de-426e-a0e3-fa89d7f115fc","name":"a\\Ab","text":"${'x'.repeat(2000)}"}`;
  const body = `{"r":{"count":1000,"virtualmachine":[${Array.from({ length: 1000 }, () => row).join()}]}}`;
  const since = performance.now();
  parseLenientJson(body);
  expect(performance.now() - since).toBeLessThan(500);
});
