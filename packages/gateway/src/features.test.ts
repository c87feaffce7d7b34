import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DocumentNode, Kind, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { schema } from './schema.ts';

interface Feature {
  resource: string;
  command: string;
  who: string;
  /** Fields of Query and Mutation; none: it says why not. */
  fields: string[];
  here: string;
}

const document = readFileSync(new URL('../../../docs/features.md', import.meta.url), 'utf8');
const cellsOf = (line: string) =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

const features: Feature[] = document.split('\n').flatMap((line) => {
  const [resource = '', action = '', who = '', here = ''] = line.startsWith('|') ? cellsOf(line) : [];
  const command = /^`(\w+)`$/.exec(action)?.[1];
  if (command === undefined) return [];
  const fields = here.startsWith('–') ? [] : [...here.matchAll(/`(\w+)`/g)].map((match) => match[1] ?? '');
  return [{ resource, command, who, fields, here }];
});

const served = new Set([
  ...Object.keys(schema.getQueryType()?.getFields() ?? {}),
  ...Object.keys(schema.getMutationType()?.getFields() ?? {}),
]);

/** Test code, and the documents that tests run. */
function testFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(test\.ts|e2e\.ts|graphql)$|^queries\.md$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('node_modules') && !path.endsWith('features.test.ts'));
}

/** What a text asks for, whatever it leaves to be filled in. */
function documentIn(text: string): DocumentNode | undefined {
  try {
    return parse(text.replaceAll(/\$\{[^}]*\}/g, ' __typename '));
  } catch {
    return undefined;
  }
}

/** The fields of Query, Mutation and Subscription that a document calls. */
const called = (document: DocumentNode | undefined) =>
  (document?.definitions ?? []).flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? definition.selectionSet.selections.flatMap((selection) => (selection.kind === Kind.FIELD ? [selection.name.value] : []))
      : [],
  );

/**
 * The fields of Query and Mutation that tests call: in the documents among their texts, and by name where they have a helper
 * build the document (`mutate(harness, 'startRouter', …)`).
 */
function exercised(): Set<string> {
  const root = new URL('../../../', import.meta.url).pathname;
  const mutations = new Set(Object.keys(schema.getMutationType()?.getFields() ?? {}));
  const found = new Set<string>();
  for (const path of ['packages/gateway/src', 'e2e', 'docs'].flatMap((folder) => testFiles(join(root, folder)))) {
    // Commands of CloudStack that are called or counted bear the names of mutations, too; that is no call of one.
    const text = readFileSync(path, 'utf8').replaceAll(/(calls\.of|\.call)\('\w+'/g, '');
    const literals = path.endsWith('.ts')
      ? [...text.matchAll(/'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g)].map(([, plain, template]) => plain ?? template ?? '')
      : path.endsWith('.md')
        ? [...text.matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, block]) => block ?? '')
        : [text];
    for (const literal of literals) {
      if (mutations.has(literal) && /mutate\(|harness\.query/.test(text)) found.add(literal);
      if (literal.includes('{')) for (const field of called(documentIn(literal))) found.add(field);
    }
  }
  return found;
}

describe('docs/features.md', () => {
  it('lists what the official portal offers', () => expect(features.length).toBeGreaterThan(250));

  it('names nothing that is not there', () => {
    const gone = features.flatMap(({ resource, fields }) =>
      fields.filter((field) => !served.has(field)).map((field) => `${resource}: ${field}`),
    );
    expect(gone, 'rename or strike them in docs/features.md').toEqual([]);
  });

  it('names nothing that no test calls', () => {
    const calls = exercised();
    const silent = features.flatMap(({ resource, fields }) =>
      fields.filter((field) => !calls.has(field)).map((field) => `${resource}: ${field}`),
    );
    expect(silent, 'write a test against the simulator that calls them').toEqual([]);
  });

  it('does not call missing what is there', () => {
    const there = features.filter(({ fields, command }) => fields.length === 0 && served.has(command)).map(({ command }) => command);
    expect(there, 'name them in the last column').toEqual([]);
  });

  it('says why where something is missing', () => {
    for (const { command, fields, here } of features) expect(fields.length > 0 || /^– \S/.test(here), command).toBe(true);
  });

  it.each(['tenant', 'operator'])('counts the actions of the %s', (who) => {
    const own = features.filter((feature) => feature.who === who);
    const here = own.filter(({ fields }) => fields.length > 0);
    const plugIns = own.filter((feature) => feature.here.includes('plug-in'));
    const percent = (all: number) => `${Math.floor((100 * here.length) / all)} %`;
    const row = `| ${who} | ${own.length} | ${here.length} | ${percent(own.length)} | ${percent(own.length - plugIns.length)} |`;
    expect(document.split('\n')).toContain(row);
  });
});
