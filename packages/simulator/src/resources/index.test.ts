/** The breadth: every recorded command is there; lists of whatever kind answer. */
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signInCommands } from '../auth/sign-in.ts';
import { catalogue } from '../catalogue.ts';
import { startTestCloud, type TestCloud } from '../testing/test-cloud.ts';
import { resources } from './index.ts';

const commands = new Map(resources.flatMap((module) => Object.entries(module.commands)));
const recordings = new URL('../../../../recordings/exchanges/', import.meta.url);

const recorded = new Set(
  readdirSync(recordings).flatMap((file) =>
    (JSON.parse(readFileSync(new URL(file, recordings), 'utf8')) as { command: string }[]).map(({ command }) => command),
  ),
);

describe('the commands', () => {
  test('has every command of the recordings that the recorded server had', () => {
    const missing = [...recorded].filter((name) => catalogue.has(name) && !commands.has(name) && !(name in signInCommands));
    expect(missing).toEqual([]);
  });

  test('has no command that the catalogue does not know, and none of the wrong kind', () => {
    for (const [name, command] of commands) expect([name, catalogue.get(name)?.async]).toEqual([name, command.kind === 'async']);
  });
});

describe('lists', () => {
  let cloud: TestCloud;

  beforeAll(async () => {
    cloud = await startTestCloud();
  });

  afterAll(() => cloud.close());

  test('never fail with an internal error', async () => {
    const lists = [...commands.keys()].filter((name) => name.startsWith('list'));
    const answers = await Promise.all(
      lists.map(async (name) => ({ name, status: (await cloud.as('dana').send(name, { listall: true })).status })),
    );
    expect(answers.filter(({ status }) => status >= 500 && status !== 531)).toEqual([]);
  });
});
