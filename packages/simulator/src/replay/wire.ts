/** Requests as the recorder sent them: signed, by session or bare, and wrong on purpose where the recording says so. */

import { createHmac } from 'node:crypto';

/** An API key with its secret. */
export interface KeyPair {
  readonly apiKey: string;
  readonly secretKey: string;
}

/** A request that is ready to be sent. */
export interface WireRequest {
  readonly method: 'GET' | 'POST';
  /** In the order in which they are sent, the signature last. */
  readonly parameters: readonly (readonly [string, string])[];
  readonly cookies?: Readonly<Record<string, string>>;
}

/** What came back. */
export interface WireAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
  /** The decoded text; undefined when it is no valid JSON. */
  readonly body: unknown;
  readonly cookies: Readonly<Record<string, string>>;
}

/** Percent-encodes as `java.net.URLEncoder` does, with `%20` for a space. */
function encode(value: string): string {
  return encodeURIComponent(value).replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** HMAC-SHA1 over the sorted, encoded and lower-cased parameters, in Base64. */
export function signatureOf(parameters: Readonly<Record<string, string>>, secretKey: string, encodeValue = encode): string {
  const text = Object.keys(parameters)
    .sort()
    .map((name) => `${name}=${encodeValue(parameters[name] ?? '')}`)
    .join('&')
    .toLowerCase();
  return createHmac('sha1', secretKey).update(text).digest('base64');
}

/** The signature of a recorder that leaves `~` as it is, which the real server refused. */
export function signatureWithRawTilde(parameters: Readonly<Record<string, string>>, secretKey: string): string {
  return signatureOf(parameters, secretKey, (value) => encode(value).replaceAll('%7E', '~'));
}

/** Sends one request to the endpoint (`http://host:port/client/api`). GET puts the parameters in the URL, POST in the body. */
export async function send(endpoint: string, request: WireRequest): Promise<WireAnswer> {
  const form = request.parameters.map(([name, value]) => `${encodeURIComponent(name)}=${encode(value)}`).join('&');
  const cookie = Object.entries(request.cookies ?? {})
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');
  const answer = await fetch(request.method === 'GET' ? `${endpoint}?${form}` : endpoint, {
    method: request.method,
    headers: {
      ...(cookie ? { cookie } : {}),
      ...(request.method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' } : {}),
    },
    ...(request.method === 'POST' ? { body: form } : {}),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    contentType: answer.headers.get('content-type') ?? '',
    text,
    body: decode(text),
    cookies: Object.fromEntries(
      answer.headers.getSetCookie().map((line) => (line.split(';')[0] ?? '').split(/=(.*)/s).slice(0, 2) as [string, string]),
    ),
  };
}

/** The JSON value of a text, or undefined. */
export function decode(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Mends what the recorded server writes of a text with `\u` in it: a backslash that escapes nothing, a bare control character. */
export function mend(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: bare control characters are what it looks for
  return text.replace(/\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})|\\|[\u0000-\u001f]/g, (match) => {
    if (match === '\\') return '\\\\';
    return match.length > 1 ? match : `\\u${match.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
