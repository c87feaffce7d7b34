import { describe, expect, test } from 'vitest';
import { type FieldType, kindOf, type Row, readCatalogue, rowOf } from '../codegen/catalogue.ts';
import { addedFields, fields, kinds, notReads, rowsOf } from './corrections.ts';
import { type RecordedRow, readRecordedRows } from './recorded-rows.ts';

const catalogue = new Map(readCatalogue().map((command) => [command.name, command]));
const recorded = readRecordedRows();

function jsonType(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'array' : `${jsonType(value[0])}[]`;
  return value === null ? 'null' : typeof value;
}

/** Whether a recorded value fits the TypeScript text of a generated type. */
function fits(value: unknown, text: string): boolean {
  const type = jsonType(value);
  if (text.endsWith('[]')) return type === 'array' || (Array.isArray(value) && value.every((item) => fits(item, text.slice(0, -2))));
  if (text === 'unknown') return true;
  if (text === 'Record<string, string>')
    return type === 'object' && Object.values(value as object).every((item) => typeof item === 'string');
  if (text === 'Record<string, string[]>')
    return type === 'object' && Object.values(value as object).every((item) => fits(item, 'string[]'));
  if (text.startsWith('{')) return type === 'object' && Object.keys(value as object).every((key) => text.includes(`${key}?:`));
  if (text.startsWith('Record<')) return type === 'object';
  return type === text;
}

function differences(row: Record<string, unknown>, declared: Row, path: string): string[] {
  return Object.entries(row).flatMap(([name, value]) => {
    const type = declared.get(name);
    if (type === undefined) return [`${path}.${name} is not declared`];
    return 'nested' in type
      ? nestedDifferences(value, type, `${path}.${name}`)
      : fits(value, type.text)
        ? []
        : [`${path}.${name} is ${jsonType(value)}, not ${type.text}`];
  });
}

function nestedDifferences(value: unknown, type: Extract<FieldType, { nested: Row }>, path: string): string[] {
  if (!Array.isArray(value)) return [`${path} is no array`];
  return value.flatMap((item: Record<string, unknown>) => differences(item, type.nested, path));
}

test('every recorded row fits the generated type of its command', () => {
  const found = new Set<string>();
  for (const { command, row } of recorded) {
    const known = catalogue.get(command);
    if (known && !('count' in row)) for (const line of differences(row, rowOf(known, catalogue), command)) found.add(line);
  }
  expect([...found]).toEqual([]);
});

test('there is enough to tell by', () => {
  expect(recorded.length).toBeGreaterThan(2_000);
  expect(new Set(recorded.map(({ command }) => command)).size).toBeGreaterThan(120);
});

const rowsIn = (files: readonly string[], command: string) => recorded.filter((row) => files.includes(row.file) && row.command === command);

describe('each correction is proved by the recordings it names', () => {
  test.each(Object.entries(kinds).filter(([name]) => name !== 'listTemplatePermissions'))('%s', (name, { kind, recordings }) => {
    const rows = rowsIn(recordings, name);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(({ listed }) => listed === (kind === 'list'))).toBe(true);
    // Without the correction the name alone would say otherwise.
    expect(/^list[A-Z]/.test(name)).toBe(kind === 'sync');
  });

  test.each(Object.entries(rowsOf))('%s answers a row of its own', (name, { like, recordings }) => {
    const own = new Set(catalogue.get(name)?.response.map((field) => field.name));
    const keys = rowsIn(recordings, name).flatMap(({ row }) => Object.keys(row));
    expect(keys.length).toBeGreaterThan(0);
    expect(new Set(keys.filter((key) => !own.has(key))).size).toBeGreaterThan(5);
    expect(catalogue.has(like)).toBe(true);
  });

  test.each(Object.entries(addedFields))('%s has more fields', (name, { fields: added, recordings }) => {
    const rows = rowsIn(recordings, name);
    const told = new Set(catalogue.get(name)?.response.map((field) => field.name));
    for (const [field, type] of Object.entries(added)) {
      expect(told.has(field), `${field} is in the catalogue`).toBe(false);
      expect(
        rows.some(({ row }) => field in row && fits(row[field], type)),
        `${field} is recorded`,
      ).toBe(true);
    }
  });

  test.each(fields.map((field) => ({ ...field, title: `${field.field}: ${JSON.stringify(field.type)}` })))(
    '$title',
    ({ field, type, commands, recordings }) => {
      const told = (command: string) => catalogue.get(command)?.response.find(({ name }) => name === field)?.type;
      const values = recorded
        .filter(
          ({ file, command }) =>
            recordings.includes(file) && (commands?.includes(command) ?? true) && !['string', undefined].includes(told(command)),
        )
        .flatMap(({ row }: RecordedRow) => (field in row ? [row[field]] : []));
      const telling = values.filter((value) => Object.keys(value as object).length > 0);
      expect(telling.length).toBeGreaterThan(0);
      expect(telling.every((value) => (typeof type === 'string' ? fits(value, type) : fits(value, 'object[]')))).toBe(true);
    },
  );
});

test('names in the corrections are commands of the catalogue', () => {
  for (const name of [...Object.keys(kinds), ...Object.keys(rowsOf), ...Object.keys(addedFields), ...notReads])
    expect(catalogue.has(name), name).toBe(true);
});

test('what was recorded as a job is asynchronous by the catalogue, and nothing else', () => {
  expect([...catalogue.values()].filter((command) => kindOf(command) === 'async').every((command) => command.async)).toBe(true);
});
