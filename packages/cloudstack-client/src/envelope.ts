import { classifyFailure } from './error-classification.ts';
import { CloudStackTransportError } from './errors.ts';
import { parseLenientJson } from './json-repair.ts';

/** An HTTP answer, before anything is made of it. */
export interface RawAnswer {
  command: string;
  status: number;
  contentType?: string | undefined;
  text: string;
  /** The call carried a session: a 401 means that it has ended. */
  bySession?: boolean | undefined;
  /** `Retry-After`, in milliseconds. */
  retryAfterMs?: number | undefined;
}

/** A page of a list: `count` is the number of rows on all pages together. */
export interface ListResult<R> {
  count: number;
  rows: R[];
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function numberOrUndefined(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/**
 * The single top-level value of an answer, whatever its key (`restoreVirtualMachine` answers `restorevmresponse`).
 * @throws CloudStackError by the answer's `errorcode`; `CloudStackTransportError` of kind `invalid-response` when what
 * came is no CloudStack answer
 */
export function decodeAnswer(answer: RawAnswer): unknown {
  let json: unknown;
  try {
    json = parseLenientJson(answer.text);
  } catch (cause) {
    throw foreignAnswer(answer, withoutBody(cause));
  }
  const entries = isRecord(json) ? Object.entries(json) : [];
  const value = entries.length === 1 ? entries[0]?.[1] : undefined;
  if (isRecord(value) && typeof value.errorcode === 'number' && typeof value.errortext === 'string') {
    throw classifyFailure({
      ...contextOf(answer),
      errorCode: value.errorcode,
      csErrorCode: numberOrUndefined(value.cserrorcode),
      errorText: innerText(value.errortext),
    });
  }
  if (value === undefined || answer.status >= 300) throw foreignAnswer(answer);
  return value;
}

// V8 quotes a piece of the text in its message; only what and where is kept.
function withoutBody(cause: unknown): Error {
  const position = cause instanceof Error ? /position \d+/.exec(cause.message)?.[0] : undefined;
  return new SyntaxError(position === undefined ? 'no JSON' : `no JSON at ${position}`);
}

// A wrong second factor puts a whole serialized answer into `errortext`; its own text is the one for people.
function innerText(text: string): string {
  if (!text.startsWith('{"')) return text;
  try {
    const inner: unknown = Object.values(JSON.parse(text) as object)[0];
    return isRecord(inner) && typeof inner.errortext === 'string' ? inner.errortext : text;
  } catch {
    return text;
  }
}

// Not CloudStack's API, or not its JSON: a proxy's page, a wrong URL, XML, a sentence, a body cut off.
function foreignAnswer(answer: RawAnswer, cause?: unknown): Error {
  const { status } = answer;
  const text = answer.text.trim();
  const what = describe(text, answer.contentType);
  // CloudStack itself answers a sentence now and then (login by GET: 405).
  if (what === 'Text' && status >= 400 && status !== 404) return classifyFailure({ ...contextOf(answer), errorText: excerpt(text) });
  if (status === 429 || status >= 500) {
    return classifyFailure({ ...contextOf(answer), errorText: `HTTP status ${status}, and no CloudStack answer with it` });
  }
  // JSON is not quoted: it may be a cut-off answer that holds keys.
  const shown = what === 'Text' || what === 'XML' || what === 'An HTML page' ? `: ${excerpt(text)}` : '';
  const errorText = `${what} came instead of a CloudStack answer in JSON (HTTP status ${status})${shown}`;
  return new CloudStackTransportError({ command: answer.command, status, kind: 'invalid-response', errorText, cause });
}

function contextOf({ command, status, bySession, retryAfterMs }: RawAnswer) {
  return { command, status, bySession, retryAfterMs };
}

function excerpt(text: string): string {
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}

function describe(text: string, contentType: string | undefined): string {
  if (text === '') return 'An empty body';
  if (text.startsWith('<?xml') || contentType?.includes('xml')) return 'XML';
  if (text.startsWith('<')) return 'An HTML page';
  if (text.startsWith('{') || text.startsWith('[')) return 'Damaged or foreign JSON';
  return 'Text';
}

/** Reads a list: the one array in the value; `{}` is empty, `{"count": N}` a page past the end. */
export function listOf(value: unknown): ListResult<unknown> {
  const fields = isRecord(value) ? value : {};
  const rows = Object.values(fields).find((field) => Array.isArray(field)) ?? [];
  return { count: numberOrUndefined(fields.count) ?? rows.length, rows };
}

/** Reads an object: the one under its name (`{"volume": {…}}`), or the value itself (`{"success": true}`). */
export function objectOf(value: unknown): unknown {
  if (!isRecord(value)) return value;
  const fields = Object.values(value);
  return fields.length === 1 && isRecord(fields[0]) ? fields[0] : value;
}
