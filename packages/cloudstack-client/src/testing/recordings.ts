import { readdirSync, readFileSync } from 'node:fs';

/** One recorded request and its answer. */
export interface Exchange {
  file: string;
  /** Position in the file, from 0. */
  index: number;
  as: string;
  method: string;
  command: string;
  params: Record<string, unknown>;
  status: number;
  contentType?: string;
  body?: unknown;
  /** Where the answer was no valid JSON. */
  rawBody?: string;
  note?: string;
}

const folder = new URL('../../../../recordings/', import.meta.url);

/** The names of the recorded files, in order. */
export const exchangeFiles: readonly string[] = readdirSync(new URL('exchanges/', folder)).toSorted();

/** All recorded exchanges, file by file. */
export function readExchanges(): Exchange[] {
  return exchangeFiles.flatMap((file) => {
    const exchanges = readJson(`exchanges/${file}`) as Exchange[];
    return exchanges.map((exchange, index) => ({ ...exchange, file, index }));
  });
}

/** A file of the recordings, parsed. */
export function readJson(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, folder), 'utf8'));
}

/** The answer's text as it came over the wire. */
export function answerText(exchange: Exchange): string {
  return exchange.rawBody ?? JSON.stringify(exchange.body);
}
