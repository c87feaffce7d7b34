/** Signing in, using a session, and all the ways to lose it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../testing/test-cloud.ts';

let cloud: TestCloud;
let endpoint: string;

beforeAll(async () => {
  cloud = await startTestCloud();
  await cloud.simulator.close();
  ({ endpoint } = await cloud.simulator.listen());
});
afterAll(() => cloud.close());

interface Signed {
  readonly status: number;
  readonly text: string;
  readonly body: Record<string, unknown>;
  readonly cookies: Record<string, string>;
}

async function post(params: Record<string, string>, cookies: Record<string, string> = {}, method = 'POST'): Promise<Signed> {
  const form = new URLSearchParams({ response: 'json', ...params });
  const headers = {
    cookie: Object.entries(cookies)
      .map(([name, value]) => `${name}=${value}`)
      .join('; '),
  };
  const answer = await (method === 'POST' ? fetch(endpoint, { method, body: form, headers }) : fetch(`${endpoint}?${form}`, { headers }));
  const text = await answer.text();
  const body = text.startsWith('{')
    ? ((Object.values(JSON.parse(text) as Record<string, unknown>)[0] ?? {}) as Record<string, unknown>)
    : {};
  const set = answer.headers.getSetCookie().map((line) => line.split(';')[0]?.split('=') ?? []);
  return { status: answer.status, text, body, cookies: Object.fromEntries(set.map(([name = '', value = '']) => [name, value])) };
}

const login = (password = 'alice', domain = '/acme') => post({ command: 'login', username: 'alice', password, domain });

/** A read by session, with its three parts or without some. */
async function read(signed: Signed, without: 'nothing' | 'parameter' | 'cookie' = 'nothing'): Promise<Signed> {
  const cookies: Record<string, string> = { JSESSIONID: signed.cookies.JSESSIONID ?? '' };
  if (without !== 'cookie') cookies.sessionkey = signed.cookies.sessionkey ?? '';
  return post({ command: 'listZones', ...(without === 'parameter' ? {} : { sessionkey: String(signed.body.sessionkey) }) }, cookies, 'GET');
}

test('a session without a command, and a login without a user', async () => {
  const { body, cookies } = await login();
  expect((await post({ sessionkey: String(body.sessionkey) }, cookies)).body).toMatchObject({
    errorcode: 400,
    errortext: 'no command specified',
  });
  expect(await post({ command: 'login', password: 'x' })).toMatchObject({ status: 531, text: 'null' });
});

describe('login', () => {
  test('answers a session that lasts half an hour, and a user without the role', async () => {
    const signed = await login();
    expect(signed.body).toMatchObject({
      username: 'alice',
      account: 'alice',
      timeout: 1800,
      type: '0',
      is2faenabled: 'false',
      is2faverified: 'true',
    });
    expect((await read(signed)).status).toBe(200);
  });

  test('takes the domain as /acme, acme or ACME, and by its id', async () => {
    for (const domain of ['/acme', 'acme', '/ACME/']) expect((await login('alice', domain)).status).toBe(200);
    expect((await login('alice', 'ROOT/acme')).text).toContain('Unable to find the domain from the path /ROOT/acme/');
    const byId = (domainid: string) => post({ command: 'login', username: 'alice', password: 'alice', domainid });
    expect((await byId(String((await login()).body.domainid))).status).toBe(200);
    expect((await byId('2')).status).toBe(200);
    expect((await byId('abc')).status).toBe(401);
  });

  test('does not tell a wrong password from an unknown user, and refuses an unknown domain', async () => {
    const wrong = await login('wrong');
    const unknown = await post({ command: 'login', username: 'nobody', password: 'x', domain: '/acme' });
    expect([wrong.status, unknown.status]).toEqual([531, 531]);
    expect(String(wrong.body.errortext).replace('alice', 'nobody')).toBe(unknown.body.errortext);
    expect((await login('alice', '/nowhere')).status).toBe(531);
  });

  test('is by POST only, and says so in no JSON', async () => {
    const got = await post({ command: 'login', username: 'alice', password: 'alice' }, {}, 'GET');
    expect([got.status, got.text]).toEqual([405, 'Please use HTTP POST to authenticate using this API']);
  });
});

describe('a session', () => {
  test.each(['parameter', 'cookie'] as const)('ends when its %s is missing', async (part) => {
    const signed = await login();
    const refused = await read(signed, part);
    expect([refused.status, refused.body.errortext]).toEqual([401, 'unable to verify user credentials']);
    const after = await read(signed);
    expect([after.status, after.body.errortext]).toEqual([401, 'unable to verify user credentials and/or request signature']);
  });

  test('ends by logout, which can be called twice', async () => {
    const signed = await login();
    const out = { command: 'logout', sessionkey: String(signed.body.sessionkey) };
    expect((await post(out, signed.cookies)).body).toEqual({ description: 'success' });
    expect((await read(signed)).status).toBe(401);
    expect((await post(out, signed.cookies)).status).toBe(200);
  });

  test('ends after half an hour without a call, and every call prolongs it', async () => {
    const signed = await login();
    for (let minutes = 0; minutes < 60; minutes += 20) {
      cloud.clock.advance(20 * 60_000);
      expect((await read(signed)).status).toBe(200);
    }
    cloud.clock.advance(31 * 60_000);
    expect((await read(signed)).status).toBe(401);
  });

  test('ends when the server goes away, while API keys go on', async () => {
    const signed = await login();
    await cloud.simulator.goAway();
    await expect(read(signed)).rejects.toThrow();
    await cloud.simulator.comeBack();
    expect((await read(signed)).status).toBe(401);
  });
});

test('nobody is told nothing: without keys or session every command is 401, one that does not exist too', async () => {
  const [known, unknown, none] = [await post({ command: 'listZones' }), await post({ command: 'noSuchCommand' }), await post({})];
  expect([known.status, unknown.status, none.status]).toEqual([401, 401, 401]);
  expect(known.text).toContain('"listzonesresponse"');
  expect(unknown.text).toContain('"errorresponse"');
  expect((await post({ command: 'listOauthProvider' })).body).toEqual({});
});
