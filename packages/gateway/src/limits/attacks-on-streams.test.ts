// WebSockets and event streams: opened by pages that should not, by credentials that are no longer, or held without a word.
// What web-sockets.test.ts says of the protocol is not repeated here.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { basic, type Harness, startHarness } from '../test/harness.ts';

let harness: Harness;
let origin = '';
beforeAll(async () => {
  harness = await startHarness();
  ({ origin } = await harness.gateway.listen(0));
});
afterAll(() => harness.close());

async function cookieOf(name: string): Promise<string> {
  const { response } = await harness.query(
    `mutation { signIn(input: { username: "${name}", password: "${name}", domain: "/acme" }) { __typename } }`,
  );
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}
const signOut = (cookie: string) => harness.query('mutation { signOut }', {}, { cookie });

const EVENTS = 'subscription { events { id } }';

/** A socket that keeps what it hears, and how it was closed. */
function open(headers: Record<string, string> = {}) {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers });
  const heard: { type: string; payload?: unknown }[] = [];
  socket.on('message', (data) => heard.push(JSON.parse(String(data)) as { type: string }));
  socket.on('error', () => undefined);
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  const status = new Promise<number>((resolve) => {
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('open', () => resolve(101));
  });
  return { socket, heard, closed, status, say: (message: object) => socket.send(JSON.stringify(message)) };
}

/** The same, greeted and subscribed to events. */
async function listening(headers: Record<string, string>, payload?: object) {
  const client = open(headers);
  await client.status;
  client.say({ type: 'connection_init', ...(payload ? { payload } : {}) });
  await expect.poll(() => client.heard.some(({ type }) => type === 'connection_ack')).toBe(true);
  client.say({ type: 'subscribe', id: '1', payload: { query: EVENTS } });
  return client;
}

describe('a socket', () => {
  it.each([
    ['another site', { origin: 'https://evil.example' }, 403],
    ['an origin that begins like ours', { origin: 'http://127.0.0.1.evil.example' }, 403],
    ['no origin to speak of', { origin: 'null' }, 403],
    ['what browsers say of such requests', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'websocket' }, 403],
    ['our own pages', 'own', 101],
    ['a program', {}, 101],
  ] as const)('opened with a cookie by %s: %s', async (_who, given, wanted) => {
    const headers = given === 'own' ? { origin } : { ...given };
    const client = open({ cookie: await cookieOf('alice'), ...headers });
    expect(await client.status).toBe(wanted);
    client.socket.terminate();
  });

  it('at another path than the graph’s is not opened', async () => {
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/api/global/cloudstack/events`);
    expect(await new Promise((resolve) => socket.on('error', () => resolve('closed')).on('open', () => resolve('open')))).toBe('closed');
  });

  it('that says nothing is closed (4408)', { timeout: 20_000 }, async () => {
    expect(await open().closed).toBe(4408);
  });

  it('speaks no other protocol', async () => {
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/graphql`, 'graphql-ws');
    const code = await new Promise<number>((resolve) => socket.on('close', resolve).on('error', () => resolve(0)));
    expect([0, 4406]).toContain(code);
  });

  it('does not sign in, so that passwords are not guessed on it', async () => {
    const client = await listening({ authorization: basic('alice') });
    for (let n = 0; n < 5; n++) {
      const query = `mutation { signIn(input: { username: "bob", password: "guess${n}", domain: "/acme" }) { __typename } }`;
      client.say({ type: 'subscribe', id: `guess${n}`, payload: { query } });
    }
    await expect.poll(() => JSON.stringify(client.heard).match(/UNSUPPORTED/g)?.length).toBe(5);
    expect(harness.simulator.calls.log.filter(({ command, account }) => command === 'login' && account === 'bob')).toEqual([]);
    client.socket.terminate();
  });

  it('is held to the limits of documents', async () => {
    const client = await listening({ authorization: basic('alice') });
    const aliases = Array.from({ length: 101 }, (_, n) => `a${n}: __typename`).join(' ');
    for (const [id, query] of Object.entries({
      aliases: `{ ${aliases} }`,
      deep: `{ ${'a {'.repeat(2000)}`,
      long: `{ a } #${'x'.repeat(30_000)}`,
    }))
      client.say({ type: 'subscribe', id, payload: { query } });
    await expect.poll(() => client.heard.filter(({ type }) => type === 'error').length).toBe(3);
    expect(JSON.stringify(client.heard)).not.toContain('INTERNAL');
    client.socket.terminate();
  });
});

describe('once somebody has signed out', () => {
  it('the open subscription ends, and the cookie opens nothing: neither a request, nor a socket, nor a stream', async () => {
    const cookie = await cookieOf('alice');
    const client = await listening({ cookie });
    await expect.poll(() => harness.gateway.services.live.watchers).toBeGreaterThan(0);
    await signOut(cookie);
    await expect
      .poll(() => client.heard.map(({ type, payload }) => `${type} ${JSON.stringify(payload)}`).join('\n'))
      .toMatch(/UNAUTHENTICATED/);
    client.socket.terminate();

    expect((await harness.query('{ viewer { username } }', {}, { cookie })).data).toEqual({ viewer: null });
    const again = open({ cookie });
    await again.status;
    again.say({ type: 'connection_init' });
    expect(await again.closed).toBe(4401);
    const stream = await fetch(`${origin}/graphql`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: EVENTS }),
    });
    expect(await stream.text()).toContain('UNAUTHENTICATED');
  });

  it('an open event stream ends', async () => {
    const cookie = await cookieOf('alice');
    const stream = await fetch(`${origin}/graphql`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: EVENTS }),
    });
    expect(stream.status).toBe(200);
    const text = stream.text();
    await expect.poll(() => harness.gateway.services.live.watchers).toBeGreaterThan(0);
    await signOut(cookie);
    expect(await text).toContain('UNAUTHENTICATED');
  });

  it('other sessions of the same user go on', async () => {
    const [first, second] = [await cookieOf('alice'), await cookieOf('alice')];
    const [one, two] = [await listening({ cookie: first }), await listening({ cookie: second })];
    await signOut(first);
    await expect.poll(() => one.heard.some(({ type }) => type === 'error' || type === 'next')).toBe(true);
    expect(two.heard.map(({ type }) => type)).toEqual(['connection_ack']);
    expect((await harness.query('{ viewer { username } }', {}, { cookie: second })).data).toEqual({ viewer: { username: 'alice' } });
    two.socket.terminate();
    one.socket.terminate();
  });
});

it('the same subscription of several people brings each their own', { timeout: 20_000 }, async () => {
  const query = 'subscription { events { id account resourceUuid } }';
  const names = ['alice', 'bob', 'dana'] as const;
  const clients = await Promise.all(
    names.map(async (name) => {
      const client = open();
      await client.status;
      client.say({ type: 'connection_init', payload: { authorization: basic(name) } });
      await expect.poll(() => client.heard.some(({ type }) => type === 'connection_ack')).toBe(true);
      client.say({ type: 'subscribe', id: '1', payload: { query } });
      return client;
    }),
  );
  await expect.poll(() => harness.gateway.services.live.watchers).toBeGreaterThanOrEqual(names.length);
  for (const as of ['bob', 'alice'] as const) {
    const { data } = await harness.query<{ virtualMachines: { nodes: { id: string }[] } }>(
      '{ virtualMachines(first: 1, filter: { state: [RUNNING] }) { nodes { id } } }',
      {},
      { as },
    );
    await harness.query(
      'mutation ($id: ID!) { stopVirtualMachine(input: { id: $id, waitSeconds: 10 }) { __typename } }',
      { id: data.virtualMachines.nodes[0]?.id },
      { as },
    );
  }
  const accountsOf = (n: number) =>
    new Set(
      (clients[n]?.heard ?? []).flatMap(({ type, payload }) =>
        type === 'next' ? [(payload as { data: { events: { account: string } } }).data.events.account] : [],
      ),
    );
  await expect.poll(() => [accountsOf(0).size, accountsOf(1).size, accountsOf(2).size], { timeout: 15_000 }).toEqual([1, 1, 2]);
  expect([[...accountsOf(0)], [...accountsOf(1)], [...accountsOf(2)].sort()]).toEqual([['alice'], ['bob'], ['alice', 'bob']]);
  for (const client of clients) client.socket.terminate();
});

it('a stream by GET of another site is refused like any request', async () => {
  const cookie = await cookieOf('alice');
  const { status } = await fetch(`${origin}/graphql?query=${encodeURIComponent(EVENTS)}`, {
    headers: { cookie, accept: 'text/event-stream', origin: 'https://evil.example' },
  });
  expect(status).toBe(403);
});
