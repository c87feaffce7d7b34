/** Signatures: the recorded ones verify, changed ones do not. */
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isFresh, signatureFits } from './signature.ts';

interface Vectors {
  readonly secretKey: string;
  readonly vectors: readonly { readonly name: string; readonly queryString: string; readonly params: Record<string, string> }[];
}

const file = new URL('../../../../recordings/signature-vectors.json', import.meta.url);
const { secretKey, vectors } = JSON.parse(readFileSync(file, 'utf8')) as Vectors;

describe('what the real server accepted', () => {
  test('are 18 requests', () => expect(vectors).toHaveLength(18));

  test.each(vectors.map((vector) => [vector.name, vector] as const))('%s', (_, vector) => {
    const parameters = [...new URLSearchParams(vector.queryString)];
    expect(signatureFits(parameters, secretKey)).toBe(true);
    expect(signatureFits(parameters, `${secretKey}x`)).toBe(false);
    const other = parameters.map(([name, value]): [string, string] => (name === 'command' ? [name, `${value}s`] : [name, value]));
    expect(signatureFits(other, secretKey)).toBe(false);
  });
});

/** The rule of the recordings in other words: each byte of each value by itself. */
function independently(parameters: readonly (readonly [string, string])[], secret: string): string {
  const kept = new Set(Buffer.from('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789*-._'));
  const encoded = (value: string): string =>
    [...Buffer.from(value, 'utf8')]
      .map((byte) => (kept.has(byte) ? String.fromCharCode(byte) : `%${byte.toString(16).padStart(2, '0')}`))
      .join('');
  const sorted = [...parameters].sort((a, b) => Buffer.compare(Buffer.from(a[0]), Buffer.from(b[0])));
  return createHmac('sha1', secret)
    .update(
      sorted
        .map(([name, value]) => `${name}=${encoded(value)}`)
        .join('&')
        .toLowerCase(),
    )
    .digest('base64');
}

test('any text can be signed', () => {
  const name = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9]{0,8}$/).filter((text) => text.toLowerCase() !== 'signature');
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(name, fc.string({ unit: 'grapheme' })), { selector: ([key]) => key.toLowerCase() }),
      fc.string(),
      (parameters, secret) => {
        expect(signatureFits([...parameters, ['signature', independently(parameters, secret)]], secret)).toBe(true);
      },
    ),
  );
});

describe('expires', () => {
  const now = Date.UTC(2026, 10, 22, 8, 0, 0);
  const fresh = (expires: string): boolean =>
    isFresh(
      new Map([
        ['signatureversion', '3'],
        ['expires', expires],
      ]),
      now,
    );

  test('has to lie ahead, whatever its offset', () => {
    expect(fresh('2026-11-22T08:00:01+0000')).toBe(true);
    expect(fresh('2026-11-22T09:30:00+0100')).toBe(true);
    expect(fresh('2026-11-22T08:30:00+0100')).toBe(false);
    for (const offset of ['Z', '+00:00', '+00', '.250Z']) {
      expect(fresh(`2026-11-22T08:00:01${offset}`), offset).toBe(true);
      expect(fresh(`2026-11-22T07:59:59${offset}`), offset).toBe(false);
    }
    expect(fresh('2026-11-22T08:00:01')).toBe(false);
    expect(fresh('2026-11-22T07:59:59+0000')).toBe(false);
    expect(fresh('tomorrow')).toBe(false);
    expect(fresh('')).toBe(false);
  });

  test('is not asked of the older form', () => expect(isFresh(new Map(), now)).toBe(true));
});
