import { describe, expect, test } from 'vitest';
import { jobStateOf } from './async-jobs.ts';
import { decodeAnswer, isRecord, listOf, objectOf } from './envelope.ts';
import { CloudStackError, type ErrorFamily } from './errors.ts';
import { commandKind } from './generated/command-table.ts';
import { answerText, type Exchange, exchangeFiles, readExchanges } from './testing/recordings.ts';

/** The family each recorded status belongs to, where the text has no say. */
const families: Readonly<Record<number, readonly ErrorFamily[]>> = {
  401: ['authentication'],
  405: ['invalid-parameter'],
  431: ['invalid-parameter', 'not-found', 'conflict'],
  432: ['permission'],
  511: ['second-factor'],
  530: ['internal'],
  531: ['permission', 'authentication'],
  535: ['limit'],
  537: ['conflict'],
};

/** Reads an answer as a client would, and says what it came to. */
function read(exchange: Exchange): { shape: 'rows' | 'object' | 'job' | 'no CloudStack answer' | ErrorFamily; error?: CloudStackError } {
  const { command, status, contentType } = exchange;
  try {
    const value = decodeAnswer({ command, status, contentType, text: answerText(exchange) });
    const kind = commandKind(command);
    if (kind === 'list') {
      const { count, rows } = listOf(value);
      expect(count).toBeGreaterThanOrEqual(rows.length > 0 ? 1 : 0);
      expect(rows.every(isRecord)).toBe(true);
      return { shape: 'rows' };
    }
    if (kind === 'async') {
      expect(isRecord(value) && typeof value.jobid).toBe('string');
      return { shape: 'job' };
    }
    expect(isRecord(objectOf(value))).toBe(true);
    return { shape: 'object' };
  } catch (error) {
    if (!(error instanceof CloudStackError)) throw error;
    return { shape: error.family === 'transport' ? 'no CloudStack answer' : error.family, error };
  }
}

const exchanges = readExchanges();

test('every file is there: 21 files, 653 exchanges', () => {
  expect(exchangeFiles.map((file) => file.slice(0, 2))).toEqual(Array.from({ length: 21 }, (_, i) => String(i + 1).padStart(2, '0')));
  expect(exchanges).toHaveLength(653);
});

describe.each(exchangeFiles)('%s', (file) => {
  const own = exchanges.filter((exchange) => exchange.file === file);

  test.each(own.map((exchange) => ({ title: `${exchange.index} ${exchange.command} ${exchange.status}`, exchange })))(
    '$title',
    ({ exchange }) => {
      const { shape, error } = read(exchange);
      if (exchange.status !== 200) {
        expect(families[exchange.status]).toContain(shape);
        expect(error).toMatchObject({ command: exchange.command, status: exchange.status });
        expect(error?.errorText).not.toBe('');
      } else if (exchange.contentType?.includes('xml')) {
        expect(error).toMatchObject({ kind: 'invalid-response' });
        expect(error?.errorText).toMatch(/^XML came instead of a CloudStack answer in JSON/);
      } else expect(['rows', 'object', 'job']).toContain(shape);
    },
  );
});

test('all of them together', () => {
  const counts: Record<string, number> = {};
  for (const exchange of exchanges) {
    const { shape } = read(exchange);
    counts[shape] = (counts[shape] ?? 0) + 1;
  }
  expect(counts).toMatchInlineSnapshot(`
    {
      "authentication": 17,
      "conflict": 2,
      "internal": 2,
      "invalid-parameter": 39,
      "job": 81,
      "limit": 2,
      "no CloudStack answer": 1,
      "not-found": 13,
      "object": 220,
      "permission": 8,
      "rows": 266,
      "second-factor": 2,
    }
  `);
});

test('the five damaged answers give the text back', () => {
  const damaged = exchanges.filter(({ rawBody }) => rawBody?.startsWith('{'));
  const names = damaged.map(({ command, status, rawBody }) => {
    const value = decodeAnswer({ command, status, text: rawBody ?? '' });
    const row = commandKind(command) === 'list' ? listOf(value).rows[0] : objectOf(value);
    return isRecord(row) ? row.displayname : undefined;
  });
  expect(names).toEqual(['a\\u0041b', 'a\\u0041b', 'a\\u0041b', 'nul\\u0000x', 'nul\\u0000x']);
});

test('job results: those that failed carry a classified cause', () => {
  const seen = new Set<string>();
  for (const { command, status, body } of exchanges) {
    if (command !== 'queryAsyncJobResult' || status !== 200) continue;
    const state = jobStateOf(decodeAnswer({ command, status, text: JSON.stringify(body) }), 'j', 'startVirtualMachine');
    if (state.error) seen.add(`${state.error.errorCode} ${state.error.cause.family}`);
    else if (state.status === 'succeeded') expect(isRecord(state.result)).toBe(true);
  }
  expect([...seen].toSorted()).toMatchInlineSnapshot(`
    [
      "431 invalid-parameter",
      "431 not-found",
      "432 invalid-parameter",
      "530 conflict",
      "530 internal",
    ]
  `);
});
