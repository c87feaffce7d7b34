// The rules of the house, as docs/architecture.md states them. A failure says how to mend it.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = import.meta.dirname;
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => file && existsSync(join(root, file)));
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const sources = tracked.filter(
  (file) => /\.(ts|svelte|mjs|js)$/.test(file) && !/(^|\/)(generated|paraglide)\/|graphql-env\.d\.ts$/.test(file),
);
const code = sources.filter((file) => file.startsWith('packages/'));

/** The module specifiers that a file imports, static and dynamic. */
const imports = (file: string): string[] =>
  [
    ...read(file).matchAll(
      /(?:^|\s|;)(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]|^import\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]/gm,
    ),
  ].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
const isTest = (file: string) => /\.(test|bench)\.ts$|\/(test|testing|replay)\//.test(file);

describe('layout', () => {
  test('no source file is longer than 450 lines', () => {
    const long = sources
      .filter((file) => read(file).split('\n').length > 451)
      .map((file) => `${file}: ${read(file).split('\n').length - 1} lines`);
    expect(long, 'Split these files by what they say.').toEqual([]);
  });

  test('the client imports nothing of ours', () => {
    const wrong = code.filter(
      (file) => file.startsWith('packages/cloudstack-client/') && imports(file).some((name) => name.startsWith('@cloudstack-graph/')),
    );
    expect(wrong, 'packages/cloudstack-client is publishable alone: move what it needs into it.').toEqual([]);
  });

  test('the simulator takes only types and the catalogue from the client', () => {
    const wrong = code
      .filter((file) => file.startsWith('packages/simulator/') && !isTest(file))
      .filter((file) => /^import (?!type\b)[^;]*from '@cloudstack-graph\/client'/m.test(read(file)));
    expect(wrong, 'Write `import type`: the simulator has rules of its own, so that a wrong one shows.').toEqual([]);
  });

  test('only main.ts and tests import the simulator into the gateway', () => {
    const wrong = code.filter(
      (file) =>
        file.startsWith('packages/gateway/') &&
        !isTest(file) &&
        !file.endsWith('/main.ts') &&
        imports(file).includes('@cloudstack-graph/simulator'),
    );
    expect(wrong, 'Pass what you need in through createGateway(deps).').toEqual([]);
  });

  test('the web imports no other package of ours', () => {
    const wrong = code.filter(
      (file) => file.startsWith('packages/web/') && imports(file).some((name) => name.startsWith('@cloudstack-graph/')),
    );
    expect(wrong, 'The web knows the gateway by schema.graphql alone.').toEqual([]);
  });

  test('only main.ts and doctor.ts, the two programs, read the environment in the gateway', () => {
    const wrong = code.filter(
      (file) =>
        /^packages\/gateway\/src\//.test(file) && !/\/(main|doctor)\.ts$/.test(file) && !isTest(file) && /process\.env\b/.test(read(file)),
    );
    expect(wrong, 'Add a setting to config.ts and pass it down.').toEqual([]);
  });

  test('a gateway resource imports only types, loaders and rules of resources above it', () => {
    const order = [...read('packages/gateway/src/schema.ts').matchAll(/\.\/resources\/([\w-]+)\/index\.ts/g)].map(
      (match) => match[1] ?? '',
    );
    expect(order.length, 'schema.ts lists the resources in rank order').toBeGreaterThan(5);
    const wrong: string[] = [];
    for (const file of code) {
      const own = /^packages\/gateway\/src\/resources\/([\w-]+)\//.exec(file)?.[1];
      if (!own || isTest(file)) continue;
      for (const name of imports(file)) {
        if (!name.startsWith('.')) continue;
        const target = normalize(join(dirname(file), name));
        const other = /^packages\/gateway\/src\/resources\/([\w-]+)\//.exec(target)?.[1];
        if (!other || other === own) continue;
        if (order.indexOf(other) > order.indexOf(own)) wrong.push(`${file} imports ${other}, which ranks below ${own}`);
      }
    }
    expect(wrong, 'The later resource owns both ends of a join: move the field there, or change the rank in schema.ts.').toEqual([]);
  });

  test('no file imports itself in a circle', () => {
    const graph = new Map<string, string[]>();
    const known = new Set(code);
    for (const file of code.filter((name) => name.endsWith('.ts') && !isTest(name))) {
      const text = read(file).replaceAll(/^import type [^;]*;/gm, '');
      const targets = [...text.matchAll(/(?:import|export)\s[^'"`;]*?from\s*['"](\.[^'"]+)['"]|^import\s*['"](\.[^'"]+)['"]/gm)]
        .map((match) => normalize(join(dirname(file), match[1] ?? match[2] ?? '')))
        .filter((name) => known.has(name));
      graph.set(file, targets);
    }
    const state = new Map<string, 'open' | 'done'>();
    const circles: string[] = [];
    const visit = (file: string, path: string[]): void => {
      if (state.get(file) === 'done') return;
      if (state.get(file) === 'open') {
        circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
        return;
      }
      state.set(file, 'open');
      for (const target of graph.get(file) ?? []) visit(target, [...path, file]);
      state.set(file, 'done');
    };
    for (const file of graph.keys()) visit(file, []);
    expect(circles, 'Move what both need into a file of its own.').toEqual([]);
  });

  test('no left-over stub, silenced check or skipped test', () => {
    const marks = new RegExp(
      [
        '\\bTO' + 'DO\\b',
        '\\bFIX' + 'ME\\b',
        '@ts-' + '(ignore|nocheck)',
        '\\b(test|it|describe)\\.(skip|only|todo)\\b',
        '\\bas ' + 'any\\b',
        ': ' + 'any\\s*[\\[\\];,)=|>&{]',
      ].join('|'),
    );
    const found = sources.flatMap((file) =>
      read(file)
        .split('\n')
        .flatMap((line, index) => (marks.test(line) ? [`${file}:${index + 1}: ${line.trim().slice(0, 100)}`] : [])),
    );
    expect(found, 'Finish it, type it, or delete it.').toEqual([]);
  });

  test('no path of one machine in a tracked file', () => {
    const machine = new RegExp(`(^|[^a-z.\\w/])/(${['wo' + 'rk', 'ro' + 'ot', 'ho' + 'me'].join('|')})/[a-z]`);
    const found = tracked.filter((file) => !/pnpm-lock|recordings\/|catalogue\/|\.(png|woff2|svg)$/.test(file) && machine.test(read(file)));
    expect(found, 'Use a path relative to the repository.').toEqual([]);
  });

  test('every setting stands in .env.example and in docs/configuration.md', () => {
    const settings = [...read('packages/gateway/src/config.ts').matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)].map((match) => match[1] ?? '');
    expect(settings.length).toBeGreaterThan(10);
    for (const file of ['.env.example', 'docs/configuration.md'])
      expect(
        settings.filter((name) => !new RegExp(`\\b${name}\\b`).test(read(file))),
        `Describe them in ${file}.`,
      ).toEqual([]);
  });
});
