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
    throw notJson(answer, cause);
  }
  const entry = isRecord(json) ? Object.entries(json) : [];
  const value = entry[0]?.[1];
  if (entry.length !== 1 || value === undefined) throw notJson(answer);
  if (answer.status >= 400 || (isRecord(value) && typeof value.errorcode === 'number' && typeof value.errortext === 'string')) {
    throw refusal(answer, value);
  }
  return value;
}

function refusal(answer: RawAnswer, value: unknown): Error {
  const fields = isRecord(value) ? value : {};
  return classifyFailure({
    command: answer.command,
    status: answer.status,
    errorCode: numberOrUndefined(fields.errorcode),
    csErrorCode: numberOrUndefined(fields.cserrorcode),
    errorText: innerText(typeof fields.errortext === 'string' ? fields.errortext : `HTTP status ${answer.status}`),
    bySession: answer.bySession,
    retryAfterMs: answer.retryAfterMs,
  });
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

function notJson(answer: RawAnswer, cause?: unknown): Error {
  const text = answer.text.trim();
  const shown = text.length > 120 ? `${text.slice(0, 120)}…` : text;
  // A plain sentence with an error status (login by GET: 405) is a refusal; a page or XML is somebody else's answer.
  if (answer.status >= 400 && !text.startsWith('<') && !text.startsWith('{')) {
    const errorText = shown || `HTTP status ${answer.status} without a body`;
    return classifyFailure({ ...withoutText(answer), errorText });
  }
  if (answer.status === 429 || answer.status >= 500) {
    return classifyFailure({ ...withoutText(answer), errorText: `HTTP status ${answer.status}, and no CloudStack answer with it` });
  }
  return new CloudStackTransportError({
    command: answer.command,
    status: answer.status,
    kind: 'invalid-response',
    errorText: `${describe(text, answer.contentType)} came instead of a CloudStack answer in JSON: ${shown}`,
    cause,
  });
}

function withoutText({ command, status, bySession, retryAfterMs }: RawAnswer) {
  return { command, status, bySession, retryAfterMs };
}

function describe(text: string, contentType: string | undefined): string {
  if (text === '') return 'An empty body';
  if (text.startsWith('<?xml') || contentType?.includes('xml')) return 'XML';
  if (text.startsWith('<')) return 'An HTML page';
  if (text.startsWith('{') || text.startsWith('[')) return 'Damaged or foreign JSON';
  return `Text (${contentType ?? 'no content type'})`;
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
