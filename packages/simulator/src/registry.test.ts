/** The breadth: what is answered, and that nothing else pretends to be. */
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signInCommands } from './auth/sign-in.ts';
import { catalogue } from './catalogue.ts';
import { resources } from './resources/index.ts';
import { startTestCloud, type TestCloud } from './testing/test-cloud.ts';

const commands = new Map(resources.flatMap((module) => Object.entries(module.commands)));
const recordings = new URL('../../../recordings/exchanges/', import.meta.url);

const recorded = new Set(
  readdirSync(recordings).flatMap((file) =>
    (JSON.parse(readFileSync(new URL(file, recordings), 'utf8')) as { command: string }[]).map(({ command }) => command),
  ),
);

describe('the registry', () => {
  test('has every command of the recordings that the recorded server had', () => {
    const missing = [...recorded].filter((name) => catalogue.has(name) && !commands.has(name) && !(name in signInCommands));
    expect(missing).toEqual([]);
  });

  test('has no command that the catalogue does not know, and none of the wrong kind', () => {
    for (const [name, command] of commands) expect([name, catalogue.get(name)?.async]).toEqual([name, command.kind === 'async']);
  });
});

describe('any other command', () => {
  let cloud: TestCloud;

  beforeAll(async () => {
    cloud = await startTestCloud();
  });

  afterAll(() => cloud.close());

  test('answers 432, never an empty success', async () => {
    const others = [...catalogue.keys()].filter((name) => !commands.has(name) && !(name in signInCommands));
    expect(others.length).toBeGreaterThan(400);
    const answers = await Promise.all(others.map((name) => cloud.as('admin').send(name)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([432]));
    expect(answers.every(({ text }) => text.startsWith('{"errorresponse":{'))).toBe(true);
  });

  test('no list of a fresh account fails with an internal error', async () => {
    const lists = [...commands.keys()].filter((name) => name.startsWith('list'));
    const answers = await Promise.all(
      lists.map(async (name) => ({ name, status: (await cloud.as('dana').send(name, { listall: true })).status })),
    );
    expect(answers.filter(({ status }) => status >= 500 && status !== 531)).toEqual([]);
  });
});
