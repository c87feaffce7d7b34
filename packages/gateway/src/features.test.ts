import { readFileSync } from 'node:fs';
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

describe('docs/features.md', () => {
  it('lists what the official portal offers', () => expect(features.length).toBeGreaterThan(250));

  it('names nothing that is not there', () => {
    const gone = features.flatMap(({ resource, fields }) =>
      fields.filter((field) => !served.has(field)).map((field) => `${resource}: ${field}`),
    );
    expect(gone, 'rename or strike them in docs/features.md').toEqual([]);
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
