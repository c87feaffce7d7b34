import { afterEach, describe, expect, test } from 'vitest';
import { CloudStackClient } from './client.ts';
import { answer, type Handler, refuse, startTestServer, type TestServer } from './testing/test-server.ts';
import { type CallReport, createTransport, type Transport, type TransportOptions } from './transport.ts';

let server: TestServer | undefined;
let transport: Transport | undefined;
afterEach(async () => {
  await server?.close();
  await transport?.close();
});

async function start(handler: Handler, options: Omit<TransportOptions, 'endpoint'> = {}) {
  server = await startTestServer(handler);
  transport = createTransport({ endpoint: server.endpoint, retry: { initialDelayMs: 5, maxDelayMs: 20 }, ...options });
  return { server, client: clientOf(transport) };
}

function clientOf(shared: Transport): CloudStackClient {
  return new CloudStackClient({ transport: shared, credentials: { kind: 'keys', apiKey: 'key', secretKey: 'top-secret' } });
}

const zones: Handler = (request, response) => answer(request, response, { count: 1, zone: [{ id: 'z1' }] });
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('every call is a POST with a signed form', async () => {
  const { server: seen, client } = await start(zones);
  expect(await client.call('listZones', { keyword: 'é b' })).toEqual({ count: 1, rows: [{ id: 'z1' }] });
  const [request] = seen.requests;
  expect(request?.params).toMatchObject({ command: 'listZones', response: 'json', keyword: 'é b', apiKey: 'key', signatureVersion: '3' });
  expect(Date.parse(request?.params.expires ?? '')).toBeGreaterThan(Date.now() + 500_000);
  expect(request?.headers['content-type']).toMatch('application/x-www-form-urlencoded');
  expect(request?.headers['accept-encoding']).toBeUndefined();
});

describe('connections', () => {
  test('are kept and used again, and never more than the calls allowed', async () => {
    const { server: seen, client } = await start(zones, { maxInFlight: 2 });
    await Promise.all(Array.from({ length: 10 }, () => client.call('listZones')));
    for (let i = 0; i < 10; i++) await client.call('listZones');
    expect(seen.connections()).toBeLessThanOrEqual(2);
  });

  test('that the server closed while idle cost a read no error', async () => {
    const { server: seen, client } = await start(zones);
    for (let i = 0; i < 15; i++) {
      await client.call('listZones');
      seen.closeIdleConnections();
      if (i % 3 === 0) await pause(1);
    }
    expect(seen.connections()).toBeGreaterThan(5);
  });

  test('are not shared by actions, so that a closing one cannot take an action with it', async () => {
    const { server: seen, client } = await start((request, response) => answer(request, response, { jobid: 'j' }));
    for (let i = 0; i < 5; i++) await client.call('startVirtualMachine', { id: 'v' });
    expect(seen.connections()).toBe(5);
    expect(seen.requests.every(({ headers }) => headers.connection === 'close')).toBe(true);
  });

  test('are dropped by us before the server does it', async () => {
    const { server: seen, client } = await start(zones, { idleMs: 50 });
    await client.call('listZones');
    await pause(1200);
    await client.call('listZones');
    expect(seen.connections()).toBe(2);
  });
});

describe('calls in flight', () => {
  test('are capped, and waiting ones are in time for their own deadline', async () => {
    let now = 0;
    let most = 0;
    const { client } = await start(
      async (request, response) => {
        most = Math.max(most, ++now);
        await pause(20);
        now--;
        zones(request, response);
      },
      { maxInFlight: 3 },
    );
    await Promise.all(Array.from({ length: 12 }, () => client.call('listZones')));
    expect(most).toBe(3);
  });

  test("one client's crowd does not hold up another", async () => {
    const order: string[] = [];
    const { client } = await start(
      async (request, response) => {
        order.push(request.params.keyword ?? '');
        await pause(5);
        zones(request, response);
      },
      { maxInFlight: 1 },
    );
    const other = clientOf(transport as Transport);
    const crowd = Array.from({ length: 8 }, () => client.call('listZones', { keyword: 'crowd' }));
    await Promise.all([...crowd, other.call('listZones', { keyword: 'other' })]);
    expect(order.indexOf('other')).toBeLessThanOrEqual(2);
  });
});

describe('deadline and abort', () => {
  test('a call ends at its deadline, also while it waits for a place', async () => {
    const { client } = await start(() => undefined, { maxInFlight: 1, timeoutMs: 100 });
    const since = performance.now();
    const results = await Promise.allSettled([client.call('listZones'), client.call('listZones')]);
    expect(performance.now() - since).toBeLessThan(1000);
    for (const result of results) expect(result).toMatchObject({ reason: { family: 'transport', kind: 'timeout' } });
  });

  test('a call may have a deadline of its own', async () => {
    const { client } = await start(() => undefined);
    await expect(client.call('listZones', {}, { timeoutMs: 50 })).rejects.toMatchObject({ kind: 'timeout' });
  });

  test("the caller's signal ends the call, and the connection with it", async () => {
    const controller = new AbortController();
    const { client } = await start(() => controller.abort());
    await expect(client.call('listZones', {}, { signal: controller.signal })).rejects.toMatchObject({
      family: 'transport',
      kind: 'aborted',
    });
    await expect(client.call('listZones', {}, { signal: AbortSignal.abort() })).rejects.toMatchObject({ kind: 'aborted' });
  });
});

describe('retries', () => {
  test('keep to the budget when everything fails', async () => {
    const { server: seen, client } = await start((_, response) => void response.writeHead(503).end(), {
      retry: { initialDelayMs: 1, maxDelayMs: 2, budgetRatio: 0.1, budgetBurst: 5 },
      breaker: { failures: 10_000 },
    });
    for (let i = 0; i < 100; i++) await client.call('listZones').catch(() => undefined);
    // 100 calls, 5 retries saved up and 10 earned.
    expect(seen.requests.length).toBeLessThanOrEqual(116);
    expect(seen.requests.length).toBeGreaterThan(105);
  });

  test('wait as long as the server asked, or give up at once where that is too long', async () => {
    const { server: seen, client } = await start((request, response) => {
      if (request.number > 1) return zones(request, response);
      response.setHeader('retry-after', '1');
      refuse(request, response, 429, 'slow down');
    });
    const since = performance.now();
    await client.call('listZones');
    expect(performance.now() - since).toBeGreaterThan(950);
    expect(seen.requests).toHaveLength(2);
  });

  test('are not made for refusals', async () => {
    const { server: seen, client } = await start((request, response) => refuse(request, response, 530, 'internal', 9999));
    await expect(client.call('listZones')).rejects.toMatchObject({ family: 'internal', errorCode: 530, csErrorCode: 9999 });
    expect(seen.requests).toHaveLength(1);
  });
});

describe('hooks', () => {
  test('tell every attempt', async () => {
    const reports: CallReport[] = [];
    const { client } = await start(
      (request, response) => (request.number === 1 ? void response.writeHead(502).end() : zones(request, response)),
      {
        hooks: { onCall: (report) => reports.push(report) },
      },
    );
    await client.call('listZones');
    expect(reports).toMatchObject([
      { command: 'listZones', commandClass: 'read', outcome: 'unavailable', status: 502, attempt: 1, bytes: 0 },
      { command: 'listZones', commandClass: 'read', outcome: 'ok', status: 200, attempt: 2, bytes: 54 },
    ]);
    expect(reports.every(({ durationMs, queuedMs }) => durationMs > 0 && queuedMs >= 0)).toBe(true);
  });
});

describe('what is no CloudStack', () => {
  test.each<[string, Handler, string]>([
    [
      'a page',
      (_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Welcome</html>'),
      'An HTML page came',
    ],
    ['not found', (_, response) => void response.writeHead(404).end('<html>Not found</html>'), '(HTTP status 404)'],
    ['a redirection', (_, response) => void response.writeHead(302, { location: '/login' }).end(), 'An empty body came'],
    ['other JSON', (_, response) => void response.writeHead(200).end('{"status":"ok","secret":"x"}'), 'Damaged or foreign JSON came'],
  ])('%s', async (_, handler, text) => {
    const { client } = await start(handler, { retry: { attempts: 1 } });
    await expect(client.call('listZones')).rejects.toMatchObject({ kind: 'invalid-response', errorText: expect.stringContaining(text) });
  });

  test('nobody there', async () => {
    transport = createTransport({ endpoint: 'http://127.0.0.1:1/client/api', retry: { attempts: 1 } });
    await expect(clientOf(transport).call('listZones')).rejects.toMatchObject({
      kind: 'connect',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  test('a URL that is none, or of another protocol', () => {
    expect(() => createTransport({ endpoint: 'cloud.example' })).toThrow(TypeError);
    expect(() => createTransport({ endpoint: 'ftp://cloud.example/client/api' })).toThrow(TypeError);
  });
});

test('no error tells a secret', async () => {
  const { client } = await start((request, response) => refuse(request, response, 401, 'unable to verify user credentials'));
  const error = await client
    .call('createUser', { account: 'a', email: 'e', firstname: 'f', lastname: 'l', password: 'pass-word', username: 'u' })
    .catch((thrown) => thrown);
  const { inspect } = await import('node:util');
  const shown = inspect([error, client, transport], { depth: 10, showHidden: false }) + JSON.stringify([error, client]);
  expect(shown).not.toMatch(/top-secret|pass-word/);
});
