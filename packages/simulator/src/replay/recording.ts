/** Reading the recordings of a real CloudStack: one file a theme, one exchange a request with its answer. */

import { readdirSync, readFileSync } from 'node:fs';

/** One recorded request with what the real server answered. */
export interface Exchange {
  /** The two digits that begin the file's name. */
  readonly file: string;
  /** Position in the file, from 0. */
  readonly index: number;
  /** Who asked, as the recorder named the caller: `user alice`, `root admin`, `session alice2`, `anonymous`… */
  readonly as: string;
  readonly method: 'GET' | 'POST';
  /** API command; empty in the one exchange that left it out. */
  readonly command: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly status: number;
  readonly contentType?: string;
  /** The decoded answer; absent where the answer was no valid JSON. */
  readonly body?: unknown;
  readonly rawBody?: string;
  /** What the recorder was after, where the request does not say it ("expired", "unknown zone"). */
  readonly note?: string;
}

type RecordedRow = Omit<Exchange, 'file' | 'index'> & { readonly 'x-description'?: string };

const exchangesFolder = new URL('../../../../recordings/exchanges/', import.meta.url);

/** The recorded files in their order, as `01-admin-inventory.json`. */
export function recordedFiles(): string[] {
  return readdirSync(exchangesFolder)
    .filter((name) => /^\d\d-.*\.json$/.test(name))
    .sort();
}

/** All exchanges of one file. */
export function readRecording(fileName: string): Exchange[] {
  const rows = JSON.parse(readFileSync(new URL(fileName, exchangesFolder), 'utf8')) as RecordedRow[];
  return rows.map((row, index) => ({ ...row, file: fileName.slice(0, 2), index }));
}

/** The name of an exchange in reports and in the table of differences: `05#14`. */
export function nameOf(exchange: Pick<Exchange, 'file' | 'index'>): string {
  return `${exchange.file}#${exchange.index}`;
}

/** The value below the single top-level key of an answer; undefined where there is none. */
export function contentOf(body: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const [content] = Object.values(body);
  return typeof content === 'object' && content !== null ? (content as Record<string, unknown>) : undefined;
}

/** `jobstatus` of a recorded or simulated answer to `queryAsyncJobResult`; undefined for any other. */
export function jobStatusOf(body: unknown): number | undefined {
  const status = contentOf(body)?.jobstatus;
  return typeof status === 'number' ? status : undefined;
}
