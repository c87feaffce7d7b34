import { createHmac } from 'node:crypto';

/** One request parameter; a name may come twice only by mistake, order is free. */
export type Parameter = readonly [name: string, value: string];

/** What a caller may give as the value of a parameter. `undefined` leaves it out. */
export type ParameterValue =
  | string
  | number
  | bigint
  | boolean
  | readonly (string | number)[]
  | Readonly<Record<string, string | number | boolean>>
  | readonly Readonly<Record<string, string | number | boolean>>[]
  | undefined;

/**
 * Flattens parameters into CloudStack's form: lists are joined by commas, a map becomes `details[0].memory=512`, a list
 * of maps `tags[0].key=env&tags[0].value=prod`.
 */
export function flattenParameters(params: Readonly<Record<string, unknown>>): Parameter[] {
  const flat: Parameter[] = [];
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined || value === null) continue;
    if (typeof value !== 'object') flat.push([name, String(value)]);
    else if (!Array.isArray(value)) flattenMap(flat, name, 0, value);
    else if (value.some((item) => typeof item === 'object' && item !== null)) {
      value.forEach((item: unknown, index) => {
        flattenMap(flat, name, index, item);
      });
    } else flat.push([name, value.join(',')]);
  }
  return flat;
}

function flattenMap(flat: Parameter[], name: string, index: number, map: unknown): void {
  if (typeof map !== 'object' || map === null) throw new TypeError(`Parameter ${name}: maps and plain values cannot be mixed in one list`);
  for (const [key, value] of Object.entries(map)) {
    if (value !== undefined && value !== null) flat.push([`${name}[${index}].${key}`, String(value)]);
  }
}

const encodedByJava: Record<string, string> = { '!': '%21', "'": '%27', '(': '%28', ')': '%29', '~': '%7E' };

/** Percent-encodes as CloudStack's server does: UTF-8, `!'()~` encoded, `*-._` not, space as `%20`. Never throws. */
export function percentEncode(text: string): string {
  // A lone surrogate has no UTF-8 form; U+FFFD is what every other encoder on the way would make of it.
  return encodeURIComponent(text.toWellFormed()).replace(/[!'()~]/g, (character) => encodedByJava[character] ?? character);
}

/** The text that is signed: sorted by name as sent (code units), names raw, values encoded, all in lower case. */
export function stringToSign(params: readonly Parameter[]): string {
  return params
    .filter(([name]) => name !== 'signature')
    .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `${name}=${percentEncode(value)}`)
    .join('&')
    .toLowerCase();
}

/** Base64 of HMAC-SHA1 over {@link stringToSign}. */
export function signature(params: readonly Parameter[], secretKey: string): string {
  return createHmac('sha1', secretKey).update(stringToSign(params)).digest('base64');
}

/** The parameters as a query string or form body. */
export function encodeForm(params: readonly Parameter[]): string {
  return params.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`).join('&');
}

/** CloudStack's date form: ISO 8601 to the second with an offset, `2026-11-22T08:14:53+0000`. */
export function cloudStackDate(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}+0000`;
}

/**
 * A signed form: `apiKey`, `signatureVersion=3` and `expires` are added.
 * @param expiresAt when the signature dies, in milliseconds of the server's clock
 */
export function signedForm(params: readonly Parameter[], keys: { apiKey: string; secretKey: string }, expiresAt: number): string {
  const all: Parameter[] = [...params, ['apiKey', keys.apiKey], ['signatureVersion', '3'], ['expires', cloudStackDate(expiresAt)]];
  return `${encodeForm(all)}&signature=${percentEncode(signature(all, keys.secretKey))}`;
}
