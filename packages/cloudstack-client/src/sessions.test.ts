import { afterEach, describe, expect, test } from 'vitest';
import { CloudStackClient } from './client.ts';
import { login, logout, validateSecondFactor } from './sessions.ts';
import { readExchanges } from './testing/recordings.ts';
import { answer, type Handler, refuse, startTestServer, type TestServer } from './testing/test-server.ts';
import { createTransport, type Transport } from './transport.ts';

let server: TestServer | undefined;
let transport: Transport | undefined;
afterEach(async () => {
  await server?.close();
  await transport?.close();
});

const logins = readExchanges().filter(({ command, status }) => command === 'login' && status === 200);
const recordedLogin = (note: string) =>
  logins.find((exchange) => exchange.note === note)?.body as { loginresponse: Record<string, unknown> };

/** Sets the two cookies as CloudStack does, and asks for all three parts of a session afterwards. */
function cloud(loginAnswer: Record<string, unknown>): Handler {
  return (request, response) => {
    if (request.command === 'login') {
      response.setHeader('set-cookie', ['JSESSIONID=node0abc; Path=/client', 'sessionkey=k%2B1;HttpOnly;SameSite=Lax']);
      answer(request, response, { ...loginAnswer, sessionkey: 'k+1' });
      return;
    }
    const whole = request.params.sessionkey === 'k+1' && request.headers.cookie === 'JSESSIONID=node0abc; sessionkey=k%2B1';
    if (!whole) refuse(request, response, 401, 'unable to verify user credentials');
    else if (request.params.codefor2fa === 'wrong')
      refuse(request, response, 511, '{"x":{"errorcode":511,"errortext":"code invalid"}}', 4295);
    else answer(request, response, request.command === 'listZones' ? { count: 1, zone: [{ id: 'z' }] } : { success: true });
  };
}

async function start(handler: Handler): Promise<Transport> {
  server = await startTestServer(handler);
  transport = createTransport({ endpoint: server.endpoint });
  return transport;
}

const alice = { username: 'alice', password: 'p&ß=+', domain: '/acme' };

test('signs in by POST, calls with key and both cookies, signs out', async () => {
  const shared = await start(cloud(recordedLogin('first sign-in, no second factor set up').loginresponse));
  const session = await login(shared, alice);
  expect(session).toMatchObject({
    sessionKey: 'k+1',
    cookies: { JSESSIONID: 'node0abc', sessionkey: 'k%2B1' },
    username: 'alice2',
    account: 'alice',
    accountType: 0,
    timeoutSeconds: 1800,
    timezone: 'UTC',
    secondFactor: 'none',
  });
  expect(server?.requests[0]?.params).toEqual({ command: 'login', ...alice, response: 'json' });
  const client = new CloudStackClient({ transport: shared, credentials: { kind: 'session', session } });
  expect(await client.call('listZones')).toMatchObject({ count: 1 });
  expect(server?.requests[1]?.params).toEqual({ command: 'listZones', response: 'json', sessionkey: 'k+1' });
  await logout(shared, session);
  expect(server?.requests.at(-1)?.command).toBe('logout');
});

describe('second factor', () => {
  test.each([
    [{ is2faenabled: 'false', is2faverified: 'true' }, 'none'],
    [{ is2faenabled: 'true', is2faverified: 'false', providerfor2fa: 'staticpin' }, 'required'],
    [{ is2faenabled: 'true', is2faverified: 'false' }, 'setup-required'],
    [{ is2faenabled: 'true', is2faverified: 'true', providerfor2fa: 'totp' }, 'verified'],
    [{}, 'none'],
  ])('%j is %s', async (fields, secondFactor) => {
    const shared = await start(cloud(fields));
    expect((await login(shared, alice)).secondFactor).toBe(secondFactor);
  });

  test('the right code verifies the session, a wrong one is a second-factor error', async () => {
    const shared = await start(cloud(recordedLogin('second factor set up').loginresponse));
    const session = await login(shared, alice);
    expect(session).toMatchObject({ secondFactor: 'required', secondFactorProvider: 'staticpin' });
    expect(await validateSecondFactor(shared, session, '123456')).toEqual({ ...session, secondFactor: 'verified' });
    await expect(validateSecondFactor(shared, session, 'wrong')).rejects.toMatchObject({
      family: 'second-factor',
      errorText: 'code invalid',
    });
  });
});

test('a wrong password is an authentication error', async () => {
  const shared = await start((request, response) =>
    refuse(request, response, 531, 'Failed to authenticate user alice in domain 2; please provide valid credentials'),
  );
  await expect(login(shared, alice)).rejects.toMatchObject({ family: 'authentication', status: 531, sessionExpired: false });
  expect(server?.requests).toHaveLength(1);
});

test('an ended session is told apart from a bad key pair', async () => {
  const shared = await start(cloud({}));
  const session = { ...(await login(shared, alice)), cookies: {} };
  const client = new CloudStackClient({ transport: shared, credentials: { kind: 'session', session } });
  await expect(client.call('listZones')).rejects.toMatchObject({ family: 'authentication', sessionExpired: true });
});

test('an answer without a session key is no login', async () => {
  const shared = await start((request, response) => answer(request, response, { username: 'alice' }));
  await expect(login(shared, alice)).rejects.toMatchObject({ family: 'transport', kind: 'invalid-response' });
});
