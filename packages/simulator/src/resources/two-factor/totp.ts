/** Time-based one-time codes (RFC 6238): six digits of HMAC-SHA1 over half a minute's number. */
import { createHmac } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const stepMs = 30_000;

/** The code of a Base32 secret at a moment, in milliseconds since 1970. */
export function totpAt(secret: string, at: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / stepMs)));
  const digest = createHmac('sha1', base32(secret)).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** Whether a code fits now, or did half a minute ago or will in half a minute: clocks differ. */
export function totpFits(secret: string, code: string, now: number): boolean {
  return [-1, 0, 1].some((step) => totpAt(secret, now + step * stepMs) === code);
}

function base32(text: string): Buffer {
  const bits = [...text.toUpperCase()].map((character) => alphabet.indexOf(character).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** A new Base32 secret from random numbers in [0, 1). */
export function newSecret(next: () => number): string {
  return Array.from({ length: 32 }, () => alphabet.charAt(Math.floor(next() * alphabet.length))).join('');
}
