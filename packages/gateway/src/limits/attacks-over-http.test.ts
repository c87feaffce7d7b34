// Requests that browsers can be tricked into, that lie about themselves, or that are no requests at all. Over a real port:
// what the HTTP layer does to them counts, too.
import { request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { basic, type Harness, startHarness } from '../test/harness.ts';

let harness: Harness;
let port = 0;
beforeAll(async () => {
  harness = await startHarness();
  ({ port } = await harness.gateway.listen(0));
});
afterAll(() => harness.close());
beforeEach(() => harness.simulator.calls.reset());

interface Answer {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  text: string;
}

/** Sends what is given as it is; fetch would mend it. */
function send(method: string, path: string, headers: Record<string, string> = {}, body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({
      host: '127.0.0.1',
      port,
      method,
      path,
      headers: body ? { 'content-length': Buffer.byteLength(body), ...headers } : headers,
    });
    sent.on('error', reject);
    sent.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    sent.end(body);
  });
}

const json = { 'content-type': 'application/json' };
const post = (body: unknown, headers: Record<string, string> = {}) =>
  send('POST', '/graphql', { ...json, ...headers }, typeof body === 'string' ? body : JSON.stringify(body));
const get = (parameters: Record<string, string>, headers: Record<string, string> = {}) =>
  send('GET', `/graphql?${new URLSearchParams(parameters)}`, headers);
const bob = { authorization: basic('bob') };

async function signedIn(): Promise<string> {
  const { headers } = await post({
    query: 'mutation { signIn(input: { username: "bob", password: "bob", domain: "/acme" }) { __typename } }',
  });
  return String(headers['set-cookie']).split(';')[0] ?? '';
}

describe('changes', () => {
  const signOut = 'mutation Out { signOut }';
  it.each([
    ['GET', () => get({ query: signOut }, bob)],
    ['GET, among queries', () => get({ query: `query Q { viewer { id } } ${signOut}`, operationName: 'Out' }, bob)],
    ['GET with a method override', () => get({ query: signOut }, { ...bob, 'x-http-method-override': 'POST' })],
    ['PUT', () => send('PUT', '/graphql', { ...bob, ...json }, JSON.stringify({ query: signOut }))],
    [
      'a form',
      () =>
        send(
          'POST',
          '/graphql',
          { ...bob, 'content-type': 'application/x-www-form-urlencoded' },
          new URLSearchParams({ query: signOut }).toString(),
        ),
    ],
    ['plain text', () => send('POST', '/graphql', { ...bob, 'content-type': 'text/plain' }, JSON.stringify({ query: signOut }))],
    [
      'text that pretends to be JSON',
      () => send('POST', '/graphql', { ...bob, 'content-type': 'text/plain; application/json' }, JSON.stringify({ query: signOut })),
    ],
    [
      'two types at once',
      () => send('POST', '/graphql', { ...bob, 'content-type': 'text/plain, application/json' }, JSON.stringify({ query: signOut })),
    ],
    ['no type', () => send('POST', '/graphql', bob, JSON.stringify({ query: signOut }))],
    ['a batch', () => post([{ query: signOut }, { query: signOut }], bob)],
    [
      'a batch by form',
      () =>
        send(
          'POST',
          '/graphql',
          { ...bob, 'content-type': 'multipart/form-data; boundary=x' },
          '--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n[]\r\n--x--',
        ),
    ],
  ])('do not come by %s', async (_how, attack) => {
    const { status, text } = await attack();
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(text).not.toContain('"signOut"');
  });
});

describe('pages of another site, with the cookie of somebody signed in', () => {
  const query = '{ viewer { username } }';
  it.each([
    ['their origin', { origin: 'https://evil.example' }],
    ['an origin like ours', { origin: 'http://127.0.0.1.evil.example' }],
    ['our host under another port', { origin: 'http://127.0.0.1:1' }],
    ['no origin to speak of', { origin: 'null' }],
    ['an origin that is none', { origin: '//' }],
    ['what browsers say of such requests', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
  ])('are told nothing: %s', async (_what, headers: Record<string, string>) => {
    const cookie = await signedIn();
    for (const answer of [
      await post({ query }, { cookie, ...headers }),
      await get({ query }, { cookie, ...headers }),
      await send('GET', '/api/global/cloudstack/volumes', { cookie, ...headers }),
    ]) {
      expect(answer.status).toBe(403);
      expect(answer.text).not.toContain('bob');
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  it('get no leave by a preflight', async () => {
    const { headers } = await send('OPTIONS', '/graphql', {
      origin: 'https://evil.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    });
    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect(headers['access-control-allow-headers']).toBeUndefined();
  });

  it('cannot put on a proxy’s hat: forwarded hosts count for nothing unless a proxy is trusted', async () => {
    const { status } = await post(
      { query },
      { cookie: await signedIn(), origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' },
    );
    expect(status).toBe(403);
    const secure = await post(
      { query: 'mutation { signIn(input: { username: "bob", password: "bob", domain: "/acme" }) { __typename } }' },
      { 'x-forwarded-proto': 'https' },
    );
    expect(String(secure.headers['set-cookie'])).not.toContain('__Host-');
  });
});

describe('bodies that are none', () => {
  const deep = 60_000;
  it.each([
    ['nothing', ''],
    ['half an object', '{"query":'],
    ['null', 'null'],
    ['a number', '1'],
    ['an object without a query', '{}'],
    ['a query that is an object', '{"query":{"a":1}}'],
    ['variables that are a list', '{"query":"{ __typename }","variables":[]}'],
    ['a name of an operation that is not there', '{"query":"query A { __typename }","operationName":"B"}'],
    ['brackets without end', '['.repeat(deep)],
    ['objects in objects', `${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`],
    ['a document of brackets', JSON.stringify({ query: '{'.repeat(10_000) })],
    [
      'a document whose error would repeat it ten times over',
      JSON.stringify({ query: `{ zones(filter: ${'['.repeat(99)}1${', 1'.repeat(900)}${']'.repeat(99)}) { totalCount } }` }),
    ],
    ['a document of lists', JSON.stringify({ query: `{ zones(filter: ${'['.repeat(2_000)}1${']'.repeat(2_000)}) { totalCount } }` })],
    [
      'a variable of lists',
      `{"query":"query ($f: NameFilter) { zones(filter: $f) { totalCount } }","variables":{"f":${'['.repeat(deep)}1${']'.repeat(deep)}}}`,
    ],
    ['bytes that are no text', '{"query":"{ \u0000 }"}'],
    ['a prototype', '{"query":"{ __typename } x","variables":{"__proto__":{"admin":true}},"__proto__":{"query":"{ viewer { id } }"}}'],
    ['too much', JSON.stringify({ query: '{ __typename }', variables: { x: 'y'.repeat(600_000) } })],
  ])('%s: refused, and not as our own failure', async (_what, body) => {
    const { status, text } = await post(body, bob);
    const { errors } = JSON.parse(text) as { errors: { message: string; extensions: { code: string } }[] };
    expect(status === 200 || (status >= 400 && status < 500), `${status} ${text.slice(0, 200)}`).toBe(true);
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.map(({ extensions }) => extensions?.code)).not.toContain('INTERNAL');
    expect(text).not.toMatch(/node_modules|at \w+ \(|file:\/\//);
    expect(text.length).toBeLessThan(5_000);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it.each([
    ['variables', { query: '{ __typename }', variables: '{' }],
    ['extensions', { query: '{ __typename }', extensions: '{' }],
  ])('GET with wrong %s', async (_what, parameters: Record<string, string>) => {
    const { status, text } = await get(parameters, bob);
    expect([status, text]).toEqual([400, expect.stringContaining('errors')]);
  });

  it('a length that does not end, or lies', async () => {
    const chunked = await new Promise<number>((resolve, reject) => {
      const sent = request({
        host: '127.0.0.1',
        port,
        method: 'POST',
        path: '/graphql',
        headers: { ...json, ...bob, 'transfer-encoding': 'chunked' },
      });
      sent.on('response', (response) => {
        resolve(response.statusCode ?? 0);
        sent.destroy();
      });
      sent.on('error', reject);
      sent.write('{"query":"');
      for (let n = 0; n < 40; n++) sent.write('x'.repeat(20_000));
      sent.end('"}');
    });
    expect(chunked).toBe(413);
    const raw = await new Promise<string>((resolve) => {
      const socket = connect(port, '127.0.0.1', () =>
        socket.write('POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 50\r\n\r\nhello'),
      );
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk;
      });
      socket.on('close', () => resolve(text));
    });
    expect(raw).toMatch(/^HTTP\/1\.1 400 /);
  });
});

describe('what the server tells of itself', () => {
  it.each(['/graphql', '/api/openapi.json', '/livez', '/api/global/cloudstack/volumes'])(
    '%s: no name, no version, no way in',
    async (path) => {
      const { headers } = await send('GET', path);
      expect(headers['x-powered-by']).toBeUndefined();
      expect(headers.server).toBeUndefined();
    },
  );

  it('traces of the execution are not had by asking for them', async () => {
    const { text } = await post(
      { query: '{ __typename }', extensions: { tracing: true } },
      { 'x-apollo-tracing': '1', 'apollo-federation-include-trace': 'ftv1' },
    );
    expect(JSON.parse(text)).toEqual({ data: { __typename: 'Query' } });
  });

  it('a request id of one’s own is taken only where it is harmless', async () => {
    expect((await post({ query: '{ __typename }' }, { 'x-request-id': 'a-good-id-1' })).headers['x-request-id']).toBe('a-good-id-1');
    expect((await post({ query: '{ __typename }' }, { 'x-request-id': '{"level":50,"forged":true}' })).headers['x-request-id']).toMatch(
      /^[0-9a-f-]{36}$/,
    );
  });
});
