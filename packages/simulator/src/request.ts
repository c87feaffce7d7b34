/** An API request as it came: method, parameters of the query and of the form, cookies. */
import type { IncomingMessage } from 'node:http';

export interface ApiRequest {
  readonly method: string;
  /** Names and values in the order they came, decoded; what a signature is made of. */
  readonly parameters: readonly (readonly [string, string])[];
  /** By lower-cased name; of a map parameter only what stands before the bracket is lowered. */
  readonly values: ReadonlyMap<string, string>;
  readonly cookies: ReadonlyMap<string, string>;
  readonly address: string;
}

/** Bodies beyond this are cut off: user data of a VM may have a megabyte. */
const LONGEST_BODY = 4 * 1024 * 1024;

export async function readRequest(message: IncomingMessage, url: URL): Promise<ApiRequest> {
  // Of a name that comes twice the last one counts in the query, which goes before the form, and the first one in the form.
  const sent = new Map(decodeForm(url.search.slice(1)));
  if (message.method === 'POST') for (const [name, value] of decodeForm(await bodyOf(message))) if (!sent.has(name)) sent.set(name, value);
  const parameters = [...sent];
  return {
    method: message.method ?? 'GET',
    parameters,
    values: new Map(parameters.map(([name, value]) => [lowered(name), value])),
    cookies: cookiesOf(message.headers.cookie),
    address: message.socket.remoteAddress ?? '127.0.0.1',
  };
}

/** What the servlet itself reads is read as it is spelled. */
const exact = new Set(['command', 'response', 'sessionkey']);

function lowered(name: string): string {
  if (exact.has(name.toLowerCase())) return name;
  const bracket = name.indexOf('[');
  return bracket < 0 ? name.toLowerCase() : name.slice(0, bracket).toLowerCase() + name.slice(bracket);
}

function decodeForm(text: string): [string, string][] {
  return [...new URLSearchParams(text)];
}

async function bodyOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message) {
    const bytes = chunk as Buffer;
    length += bytes.length;
    if (length > LONGEST_BODY) break;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function cookiesOf(header: string | undefined): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const part of header?.split(';') ?? []) {
    const equals = part.indexOf('=');
    if (equals > 0) cookies.set(part.slice(0, equals).trim(), part.slice(equals + 1).trim());
  }
  return cookies;
}
