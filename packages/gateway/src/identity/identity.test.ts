import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Ask, basic, type Harness, startHarness } from '../test/harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());
beforeEach(() => harness.simulator.calls.reset());

interface SignIn {
  result: {
    __typename: string;
    message?: string;
    code?: string;
    viewer?: { username: string } | null;
    secondFactorRequired?: boolean;
    fields?: object[];
  };
}

const SIGN_IN = `mutation ($input: SignInInput!) { result: signIn(input: $input) { __typename
  ... on SignInSuccess { viewer { username account domainPath role } secondFactorRequired }
  ... on Error { message code } ... on InvalidInputError { fields { path message } } } }`;
const WHO = '{ viewer { id username } }';

async function signIn(username: string, password = username, domain = '/acme', ask: Ask = {}) {
  const { data, errors, response } = await harness.query<SignIn>(SIGN_IN, { input: { username, password, domain } }, ask);
  const setCookie = response.headers.getSetCookie()[0] ?? '';
  return { result: data?.result, errors, setCookie, cookie: setCookie.split(';')[0] };
}

describe('signing in', () => {
  it('gives a cookie that scripts and other sites do not get, and nothing else', async () => {
    const { result, setCookie, cookie } = await signIn('alice');
    expect(result).toEqual({
      __typename: 'SignInSuccess',
      viewer: { username: 'alice', account: 'alice', domainPath: '/acme', role: 'User' },
      secondFactorRequired: false,
    });
    expect(setCookie).toMatch(/^session=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/);
    expect((await harness.query(WHO, {}, { cookie })).data).toMatchObject({ viewer: { username: 'alice' } });
    expect((await harness.query(WHO)).data).toEqual({ viewer: null });
  });

  it('tells a wrong password, an unknown user and a wrong domain alike', async () => {
    const answers = await Promise.all([signIn('alice', 'wrong'), signIn('nobody'), signIn('alice', 'alice', '/nowhere')]);
    for (const { result, setCookie } of answers) {
      expect(result).toEqual({
        __typename: 'AuthenticationError',
        message: 'User name, password or domain is wrong.',
        code: 'UNAUTHENTICATED',
      });
      expect(setCookie).toBe('');
    }
  });

  it('names empty fields before any call', async () => {
    const { result } = await signIn('', '');
    expect(result).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: ['input', 'username'] }, { path: ['input', 'password'] }],
    });
    expect(harness.simulator.calls.total()).toBe(0);
  });

  it('begins anew under another id, and ends the session before', async () => {
    const first = await signIn('alice');
    const second = await signIn('bob', 'bob', '/acme', { cookie: first.cookie });
    expect(second.cookie).not.toBe(first.cookie);
    expect((await harness.query(WHO, {}, { cookie: first.cookie })).data).toEqual({ viewer: null });
    expect((await harness.query(WHO, {}, { cookie: second.cookie })).data).toMatchObject({ viewer: { username: 'bob' } });
  });

  it('is slowed down for one user name, and stays possible for others', async () => {
    const hasty = await startHarness({ environment: { SIGN_IN_ATTEMPTS_PER_MINUTE: '3' } });
    const tries = [];
    for (let n = 0; n < 5; n++)
      tries.push((await hasty.query<SignIn>(SIGN_IN, { input: { username: 'alice', password: `guess${n}` } })).data.result.code);
    expect(tries).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED', 'UNAUTHENTICATED', 'RATE_LIMITED', 'RATE_LIMITED']);
    const other = await hasty.query<SignIn>(SIGN_IN, { input: { username: 'bob', password: 'bob', domain: '/acme' } });
    expect(other.data.result.__typename).toBe('SignInSuccess');
    await hasty.close();
  });

  it('may come once in an operation, so that aliases guess nothing', async () => {
    const { errors } = await harness.query(
      `mutation { a: signIn(input: { username: "alice", password: "1" }) { __typename } b: signIn(input: { username: "alice", password: "2" }) { __typename } }`,
    );
    expect(errors?.[0]?.message).toMatch(/signIn may be there only once/);
    expect(harness.simulator.calls.total()).toBe(0);
  });
});

describe('a session', () => {
  it('ends with signOut, here and in CloudStack', async () => {
    const { cookie } = await signIn('alice');
    const out = await harness.query('mutation { signOut }', {}, { cookie });
    expect(out.data).toEqual({ signOut: true });
    expect(out.response.headers.getSetCookie()[0]).toMatch(/^session=; Path=\/; Max-Age=0/);
    expect(harness.simulator.calls.of('logout')).toBe(1);
    const after = await harness.query('{ zones { totalCount } }', {}, { cookie });
    expect(after.errors?.[0]).toMatchObject({ message: 'Your session has ended. Sign in again.', extensions: { code: 'UNAUTHENTICATED' } });
  });

  it('that CloudStack has ended is told as such, and forgotten', async () => {
    const { cookie } = await signIn('alice');
    harness.simulator.cloud.sessions.endAll();
    for (let turn = 0; turn < 2; turn++) {
      const { errors } = await harness.query('{ virtualMachines { totalCount } }', {}, { cookie });
      expect(errors?.[0]).toMatchObject({ message: 'Your session has ended. Sign in again.', extensions: { code: 'UNAUTHENTICATED' } });
    }
    expect(harness.simulator.calls.of('listVirtualMachines')).toBe(1);
  });
});

describe('an API key pair', () => {
  it('is recognised by one call, and remembered for seconds', async () => {
    for (let turn = 0; turn < 3; turn++) {
      const { data } = await harness.query(WHO, {}, { as: 'dana' });
      expect(data).toMatchObject({ viewer: { username: 'dana' } });
    }
    expect(harness.simulator.calls.byCommand()).toEqual({ listUsers: 1 });
  });

  it('with a wrong secret is refused, right after the right one was accepted', async () => {
    await harness.query(WHO, {}, { as: 'bob' });
    const wrong = `Basic ${Buffer.from('demo-api-key-bob:demo-secret-key-alice').toString('base64')}`;
    const { errors, response } = await harness.query(WHO, {}, { headers: { authorization: wrong } });
    expect(response.status).toBe(401);
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining('does not accept this API key pair'),
      extensions: { code: 'UNAUTHENTICATED' },
    });
  });

  it('in no known form is refused without a call, never taken for nobody', async () => {
    for (const authorization of ['Bearer abc', 'Basic !', `Basic ${Buffer.from('no-colon').toString('base64')}`]) {
      const { errors, response } = await harness.query(WHO, {}, { headers: { authorization } });
      expect([response.status, errors?.[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
    }
    expect(harness.simulator.calls.total()).toBe(0);
  });
});

describe('nobody', () => {
  it('gets no data, and is told how to come in', async () => {
    const { errors, data } = await harness.query('{ virtualMachines { totalCount } }');
    expect(data).toBeNull();
    expect(errors?.[0]).toMatchObject({ message: expect.stringContaining('Sign in first'), extensions: { code: 'UNAUTHENTICATED' } });
  });

  it('acts as the service account only where that is switched on', async () => {
    const open = await startHarness({
      environment: {
        ANONYMOUS_ACCESS: 'service-account',
        CLOUDSTACK_API_KEY: 'demo-api-key-alice',
        CLOUDSTACK_SECRET_KEY: 'demo-secret-key-alice',
      },
    });
    expect((await open.query(WHO)).data).toMatchObject({ viewer: { username: 'alice' } });
    await open.close();
  });
});

it('keeps two users apart who ask the same at the same moment', async () => {
  const ask = (name: string) =>
    harness.query<{ virtualMachines: { nodes: { owner: { account: string } }[] } }>(
      '{ virtualMachines(first: 5) { nodes { owner { account } } } }',
      {},
      {
        headers: { authorization: basic(name) },
      },
    );
  const answers = await Promise.all(['alice', 'bob', 'alice', 'bob'].map(ask));
  const owners = answers.map(({ data }) => [...new Set(data.virtualMachines.nodes.map((vm) => vm.owner.account))]);
  expect(owners).toEqual([['alice'], ['bob'], ['alice'], ['bob']]);
  expect(harness.simulator.calls.of('listVirtualMachines')).toBe(2);
});
