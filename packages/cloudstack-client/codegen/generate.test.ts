import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commandKind, isReadCommand } from '../src/generated/command-table.ts';
import { readCatalogue } from './catalogue.ts';
import { renderFiles } from './render.ts';

const catalogue = readCatalogue();

test('the committed files are what the generator writes', () => {
  const folder = new URL('../src/generated/', import.meta.url);
  const committed = new Map(readdirSync(folder).map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]));
  const files = renderFiles(catalogue);
  expect([...committed.keys()].toSorted()).toEqual([...files.keys()].toSorted());
  for (const [name, text] of files) expect(committed.get(name) === text, `${name} differs: run node codegen/generate.ts`).toBe(true);
});

test('all 815 commands are there', () => {
  expect(catalogue).toHaveLength(815);
  expect(catalogue.filter(({ name }) => commandKind(name) === undefined)).toEqual([]);
});

test('no asynchronous command is a read, and none that its name gives away', () => {
  const reads = catalogue.filter(({ name }) => isReadCommand(name));
  expect(reads.length).toBeGreaterThan(200);
  for (const { name, async } of reads) {
    expect(async, name).toBe(false);
    expect(name).toMatch(/^(list|get|query|find|is|quota)/);
  }
  expect(isReadCommand('getUploadParamsForVolume')).toBe(false);
  expect(isReadCommand('login')).toBe(false);
  expect(isReadCommand('listSomethingNewer')).toBe(true);
  expect(isReadCommand('createSomethingNewer')).toBe(false);
});
