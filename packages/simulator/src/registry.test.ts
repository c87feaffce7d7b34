/** Commands and the catalogue agree; what is not simulated says so. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

describe('a cloud of 4.18', () => {
  let old: TestCloud;
  beforeAll(async () => {
    old = await startTestCloud({ version: '4.18' });
  });
  afterAll(() => old.close());

  test('tells so, and lists neither later commands nor later parameters', async () => {
    const bob = old.as('bob');
    expect((await bob.call('listCapabilities')).capability).toMatchObject({ cloudstackversion: '4.18.0.0' });
    const apis = (await bob.list('listApis')) as unknown as { name: string; params: { name: string }[] }[];
    const names = apis.map(({ name }) => name);
    expect(names).not.toContain('createWebhook');
    expect(names).not.toContain('listVMSchedule');
    expect(names).toEqual(expect.arrayContaining(['listUserData', 'deployVirtualMachine']));
    const parameters = apis.find(({ name }) => name === 'listZones')?.params.map(({ name }) => name);
    expect(parameters).toContain('id');
    expect(parameters).not.toContain('ids');
  });

  test('ignores later parameters; a later command is 401 by key and 432 by session', async () => {
    const bob = old.as('bob');
    expect(await bob.list('listZones', { ids: '00000000-0000-4000-8000-000000000000' })).toHaveLength(1);
    expect(await bob.send('listWebhooks')).toMatchObject({ status: 401, body: { errorresponse: { errorcode: 401 } } });
    const form = (fields: Record<string, string>) => new URLSearchParams({ response: 'json', ...fields });
    const body = form({ command: 'login', username: 'bob', password: 'bob', domain: '/acme' });
    const login = await fetch(old.endpoint, { method: 'POST', body });
    const { sessionkey } = ((await login.json()) as { loginresponse: { sessionkey: string } }).loginresponse;
    const cookie = login.headers
      .getSetCookie()
      .map((line) => line.split(';', 1)[0])
      .join('; ');
    const bySession = async (command: string) =>
      (await fetch(old.endpoint, { method: 'POST', headers: { cookie }, body: form({ command, sessionkey }) })).status;
    expect([await bySession('listWebhooks'), await bySession('nonsense'), await bySession('listZones')]).toEqual([432, 432, 200]);
  });
});

test('a command twice is a mistake', () => {
  expect(() => new Registry([...resources, ...resources])).toThrow(/registered twice/);
});
