/** Commands and the catalogue agree; what is not simulated says so. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { catalogue } from './catalogue.ts';
import { Registry } from './registry.ts';
import { resources } from './resources/index.ts';
import { startTestCloud, type TestCloud } from './testing/test-cloud.ts';

const registry = new Registry(resources);
let cloud: TestCloud;

beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.close());

test('every command is one of the catalogue, and makes a job exactly when the catalogue says so', () => {
  const wrong = registry.names().filter((name) => {
    const known = catalogue.get(name);
    return known === undefined || known.async !== (registry.command(name)?.kind === 'async');
  });
  expect(wrong).toEqual([]);
});

test('a command of the catalogue that is not simulated is refused, never an empty success', async () => {
  const missing = [...catalogue.keys()].filter(
    (name) => registry.command(name) === undefined && !['login', 'logout', 'listOauthProvider'].includes(name),
  );
  expect(missing.length).toBeGreaterThan(0);
  for (const name of missing.slice(0, 40)) {
    const answer = await cloud.as('admin').send(name);
    expect([name, answer.status]).toEqual([name, 432]);
    expect(answer.body).toMatchObject({ errorresponse: { errorcode: 432, cserrorcode: 9999 } });
  }
});

test('a command twice is a mistake', () => {
  expect(() => new Registry([...resources, ...resources])).toThrow(/registered twice/);
});
