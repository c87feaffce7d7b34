import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compareShapes } from './comparison.ts';
import { readDocumentedDifferences } from './documented-differences.ts';
import { Translation } from './translation.ts';
import { mend, signatureOf, signatureWithRawTilde } from './wire.ts';

const vectors = JSON.parse(readFileSync(new URL('../../../../recordings/signature-vectors.json', import.meta.url), 'utf8')) as {
  secretKey: string;
  vectors: { params: Record<string, string>; signature: string }[];
};

const one = '029d3e74-c6c8-452c-bc65-af461ddc06a4';
const two = '47bca41a-bddb-458f-8840-6f2f631b98d0';
const a = 'aaaaaaaa-0000-4000-8000-000000000001';
const b = 'bbbbbbbb-0000-4000-8000-000000000002';

const compare = (recorded: unknown, simulated: unknown, translation = new Translation()) => compareShapes(recorded, simulated, translation);

describe('comparing shapes', () => {
  test('texts, figures and ids may differ', () => {
    const recorded = { list: { count: 1, row: [{ id: one, name: 'web', size: 5, created: '2026-11-22T08:12:37+0000', tags: [] }] } };
    const simulated = { list: { count: 1, row: [{ id: a, name: 'other', size: 7, created: '2026-11-22T09:00:00+0000', tags: [] }] } };
    expect(compare(recorded, simulated)).toEqual([]);
  });

  test('keys, types, lengths and outcomes may not', () => {
    expect(compare({ a: 1, b: 2 }, { a: 1, c: 2 })).toEqual(['c: not in the recording', 'b: missing']);
    expect(compare({ size: '5' }, { size: 5 })).toEqual(['size: number instead of string']);
    expect(compare({ rows: [1, 2] }, { rows: [1] })).toEqual(['rows: 1 rows instead of 2']);
    expect(compare({ row: [{ state: 'Running' }] }, { row: [{ state: 'Stopped' }] })).toEqual([
      'row[].state: "Stopped" instead of "Running"',
    ]);
    expect(compare({ nic: {} }, { nic: [] })).toEqual(['nic: array instead of object']);
    expect(compare({ list: { count: 4 } }, { list: { count: 5 } })).toEqual(['list.count: 5 instead of 4']);
  });

  test('rows have to come in the recorded order', () => {
    expect(compare([{ name: 'x' }, { name: 'y' }], [{ name: 'y' }, { name: 'x' }])).toEqual(['answer: the same rows in another order']);
    const translation = new Translation();
    compare({ id: one }, { id: a }, translation);
    compare({ id: two }, { id: b }, translation);
    expect(compare([{ id: one }, { id: two }], [{ id: b }, { id: a }], translation)).toEqual(["[].id: another object's id"]);
  });

  test('links have to lead to the same object', () => {
    const recorded = { event: [{ id: one }, { id: two, parentid: one }] };
    expect(compare(recorded, { event: [{ id: a }, { id: b, parentid: a }] })).toEqual([]);
    expect(compare(recorded, { event: [{ id: a }, { id: b, parentid: b }] })).toEqual(["event[].parentid: another object's id"]);
  });

  test('where a machine runs is not compared', () => {
    const translation = new Translation();
    compare({ id: one }, { id: a }, translation);
    expect(compare({ virtualmachine: { hostid: one } }, { virtualmachine: { hostid: b } }, translation)).toEqual([]);
    expect(compare({ host: { id: one } }, { host: { id: b } }, translation)).toEqual(["host.id: another object's id"]);
  });
});

describe('translating parameters', () => {
  test('ids, lists of ids and dates of events are replaced, nulls are left out', () => {
    const translation = new Translation();
    const event = (created: string) => ({ event: [{ level: 'INFO', created }] });
    compare({ id: one }, { id: a }, translation);
    compare(event('2026-11-22T08:14:53+0000'), event('2026-11-22T08:14:48+0000'), translation);
    const params = translation.parameters({ ids: `${one},${two}`, name: 'web', id: null, page: 2, startdate: '2026-11-22T08:14:53+0000' });
    expect(params).toEqual({ ids: `${a},${two}`, name: 'web', page: '2', startdate: '2026-11-22T08:14:48+0000' });
  });
});

describe('the table of differences', () => {
  test('is read from the rows below its heading only', () => {
    const text =
      '| 01#1 | `no` | before |\n\n| exchange | differences | why |\n|---|---|---|\n| 05#14 | `a: b`, `c[]: d` | since |\n\n| 06#1 | `no` | after |\n';
    expect(readDocumentedDifferences(text)).toEqual([{ name: '05#14', differences: ['a: b', 'c[]: d'], reason: 'since' }]);
  });
});

describe('the wire', () => {
  test('signs as the recorded server accepted it', () => {
    expect(vectors.vectors.length).toBeGreaterThan(10);
    for (const { params, signature } of vectors.vectors) expect(signatureOf(params, vectors.secretKey)).toBe(signature);
    const tilde = { command: 'createTags', value: 'a~b' };
    expect(signatureWithRawTilde(tilde, 'secret')).not.toBe(signatureOf(tilde, 'secret'));
  });

  test('mends what the recorded server wrote of a backslash and a u', () => {
    expect(JSON.parse(mend('{"name":"a\\Ab"}'))).toEqual({ name: 'a\\Ab' });
    expect(JSON.parse(mend('{"name":"nul\\\u0000x","other":"\\"\\\\\\u00e9"}'))).toEqual({ name: 'nul\\\u0000x', other: '"\\é' });
  });
});
