import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeForm, flattenParameters, type Parameter, percentEncode, signature, signedForm, stringToSign } from './signing.ts';
import { readJson } from './testing/recordings.ts';

interface Vectors {
  secretKey: string;
  vectors: { name: string; params: Record<string, string>; stringToSign: string; signature: string; queryString: string }[];
}
const { secretKey, vectors } = readJson('signature-vectors.json') as Vectors;

describe('the signatures that a real server accepted', () => {
  test('there are 18', () => expect(vectors).toHaveLength(18));

  test.each(vectors)('$name', (vector) => {
    const params = Object.entries(vector.params);
    expect(stringToSign(params)).toBe(vector.stringToSign);
    expect(signature(params, secretKey)).toBe(vector.signature);
    expect(`${encodeForm(params)}&signature=${percentEncode(vector.signature)}`).toBe(vector.queryString);
  });
});

/** Percent-encoding said another way: byte by byte, from the set of characters that stay. */
function encodeByBytes(text: string): string {
  return [...new TextEncoder().encode(text)]
    .map((byte) =>
      /[A-Za-z0-9*\-._]/.test(String.fromCharCode(byte))
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .join('');
}

/** CloudStack's algorithm said another way: a sorted map, lower-cased piece by piece. */
function signIndependently(params: Record<string, string>, secret: string): string {
  const pieces: string[] = [];
  for (const name of Object.keys(params).sort()) {
    pieces.push(`${name.toLowerCase()}=${encodeByBytes(params[name] ?? '').toLowerCase()}`);
  }
  return createHmac('sha1', Buffer.from(secret, 'utf8'))
    .update(Buffer.from(pieces.join('&'), 'utf8'))
    .digest()
    .toString('base64');
}

const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,12}(\[\d\]\.[a-z]{1,5})?$/).filter((text) => text !== 'signature');
const anyText = fc.string({ unit: 'binary' });

describe('any Unicode', () => {
  test('signs as the independent formulation does', () => {
    fc.assert(
      fc.property(fc.dictionary(name, anyText, { noNullPrototype: true }), fc.string({ minLength: 1 }), (params, secret) => {
        expect(signature(Object.entries(params), secret)).toBe(signIndependently(params, secret));
      }),
      { numRuns: 500 },
    );
  });

  test('is decoded by a form parser to what was meant', () => {
    fc.assert(
      fc.property(fc.dictionary(name, anyText, { noNullPrototype: true }), (params) => {
        expect(Object.fromEntries(new URLSearchParams(encodeForm(Object.entries(params))))).toEqual(params);
      }),
    );
  });

  test('the order in which parameters are given is of no matter', () => {
    fc.assert(
      fc.property(fc.dictionary(name, anyText), fc.infiniteStream(fc.nat()), (params, random) => {
        const entries = Object.entries(params);
        const shuffled = entries.map((entry) => [random.next().value ?? 0, entry] as const).toSorted(([a], [b]) => a - b);
        expect(
          signature(
            shuffled.map(([, entry]) => entry),
            's',
          ),
        ).toBe(signature(entries, 's'));
      }),
    );
  });

  test('a lone surrogate does not throw', () => {
    expect(percentEncode('a\ud800b')).toBe('a%EF%BF%BDb');
  });
});

test('a signed form has the key, the version, an expiry with offset, and the signature of all of them', () => {
  const form = signedForm([['command', 'listZones']], { apiKey: 'k', secretKey: 's' }, Date.UTC(2031, 0, 1));
  const params = [...new URLSearchParams(form)] as Parameter[];
  const sent = Object.fromEntries(params);
  expect(sent).toMatchObject({ command: 'listZones', apiKey: 'k', signatureVersion: '3', expires: '2031-01-01T00:00:00+0000' });
  expect(sent.signature).toBe(signature(params, 's'));
});

test('parameters are flattened as CloudStack reads them', () => {
  const params = {
    ids: ['a', 'b'],
    size: 5,
    listall: true,
    name: undefined,
    details: { memory: 512 },
    tags: [{ key: 'env', value: 'prod' }, { key: 'x' }],
  };
  expect(flattenParameters(params)).toEqual([
    ['ids', 'a,b'],
    ['size', '5'],
    ['listall', 'true'],
    ['details[0].memory', '512'],
    ['tags[0].key', 'env'],
    ['tags[0].value', 'prod'],
    ['tags[1].key', 'x'],
  ]);
  expect(() => flattenParameters({ mixed: [{ a: 1 }, 'b'] })).toThrow(TypeError);
});
