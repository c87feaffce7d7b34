/** Verifying signed requests: signature version 3 with its `expires`, and the older forms a server must accept. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { momentOf } from '../moments.ts';

/** Java's URLEncoder with `%20` for the space: `*-._` stay, everything else but letters and digits is encoded. */
export function encodeValue(value: string): string {
  return encodeURIComponent(value).replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function sign(parameters: readonly (readonly [string, string])[], secret: string): Buffer {
  const text = parameters
    .map(([name, value]) => `${name}=${encodeValue(value)}`)
    .join('&')
    .toLowerCase();
  return createHmac('sha1', secret).update(text).digest();
}

const byName = (a: readonly [string, string], b: readonly [string, string]): number => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0);
const byLowerName = (a: readonly [string, string], b: readonly [string, string]): number => {
  const [x, y] = [a[0].toLowerCase(), b[0].toLowerCase()];
  return x < y ? -1 : x > y ? 1 : 0;
};

/**
 * Whether a signature fits. Names are sorted as sent; older clients sort them in lower case, and may leave the `+` of
 * the Base64 unencoded, so that it arrives as a space.
 * @param parameters names and decoded values as they came, `signature` among them
 */
export function signatureFits(parameters: readonly (readonly [string, string])[], secret: string): boolean {
  const given = parameters.find(([name]) => name.toLowerCase() === 'signature')?.[1];
  if (given === undefined) return false;
  const signed = parameters.filter(([name]) => name.toLowerCase() !== 'signature');
  const sent = Buffer.from(given.replaceAll(' ', '+'), 'base64');
  for (const order of [byName, byLowerName]) {
    const right = sign([...signed].sort(order), secret);
    if (right.length === sent.length && timingSafeEqual(right, sent)) return true;
  }
  return false;
}

/** Whether the request is still valid at `now`: version 3 needs an `expires` in the future, older forms have none. */
export function isFresh(parameters: ReadonlyMap<string, string>, now: number): boolean {
  if (parameters.get('signatureversion') !== '3') return true;
  const expires = parameters.get('expires') ?? '';
  const moment = momentOf(expires.replace(/ (\d{4})$/, '+$1'));
  return moment !== undefined && moment > now;
}
