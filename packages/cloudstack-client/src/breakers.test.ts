import { afterEach, expect, test } from 'vitest';
import type { BreakerOptions } from './breakers.ts';
import { CloudStackClient } from './client.ts';
import { answer, refuse, startTestServer, type TestServer } from './testing/test-server.ts';
import { createTransport, type Transport } from './transport.ts';

let server: TestServer | undefined;
let transport: Transport | undefined;
afterEach(async () => {
  await server?.close();
  await transport?.close();
});

/** A server that is ill while `ill` says so; healthy, it answers zones and jobs. */
async function start(ill: (command: string) => number | undefined, breaker: BreakerOptions = {}) {
  server = await startTestServer((request, response) => {
    const status = ill(request.command);
    if (status === undefined) answer(request, response, request.command === 'listZones' ? {} : { jobid: 'j' });
    else if (status < 511) response.writeHead(status).end();
    else refuse(request, response, status, 'refused');
  });
  transport = createTransport({
    endpoint: server.endpoint,
    retry: { attempts: 1 },
    breaker: { failures: 3, halfOpenAfterMs: 50, ...breaker },
  });
  const client = new CloudStackClient({ transport, credentials: { kind: 'keys', apiKey: 'a', secretKey: 's' } });
  return { requests: server.requests, client };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('opens after failures in a row, asks nothing meanwhile, and closes by one probe', async () => {
  let status: number | undefined = 500;
  const states: string[] = [];
  const { requests, client } = await start(() => status, {
    onStateChange: ({ commandClass, state }) => states.push(`${commandClass} ${state}`),
  });
  for (let i = 0; i < 3; i++) await expect(client.call('listZones')).rejects.toMatchObject({ family: 'internal' });
  await expect(client.call('listZones')).rejects.toMatchObject({ family: 'unavailable', breakerOpen: true });
  expect(requests).toHaveLength(3);
  status = undefined;
  await pause(60);
  expect(await client.call('listZones')).toEqual({ count: 0, rows: [] });
  expect(await client.call('listZones')).toEqual({ count: 0, rows: [] });
  expect(states).toEqual(['read open', 'read half-open', 'read closed']);
});

test('while one call probes, the others fail at once', async () => {
  let status: number | undefined = 503;
  const { requests, client } = await start(() => status);
  for (let i = 0; i < 3; i++) await client.call('listZones').catch(() => undefined);
  status = undefined;
  await pause(60);
  const results = await Promise.allSettled([client.call('listZones'), client.call('listZones'), client.call('listZones')]);
  expect(results.map((result) => result.status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected']);
  expect(requests).toHaveLength(4);
});

test('failing actions do not stop reads', async () => {
  const { client } = await start((command) => (command === 'listZones' ? undefined : 500));
  for (let i = 0; i < 3; i++) await client.call('startVirtualMachine', { id: 'v' }).catch(() => undefined);
  await expect(client.call('startVirtualMachine', { id: 'v' })).rejects.toMatchObject({ breakerOpen: true });
  expect(await client.call('listZones')).toEqual({ count: 0, rows: [] });
});

test.each([401, 431, 432, 511, 530, 531, 533, 534, 535, 537])('refusals never count: %i', async (status) => {
  const { requests, client } = await start(() => status);
  for (let i = 0; i < 8; i++) await client.call('listZones').catch(() => undefined);
  expect(requests).toHaveLength(8);
});

test('a refusal between failures is a sign of life', async () => {
  const script = [500, 500, 431, 500, 500, 431];
  let i = 0;
  const { requests, client } = await start(() => script[i++ % script.length]);
  for (let n = 0; n < 12; n++) await client.call('listZones').catch(() => undefined);
  expect(requests).toHaveLength(12);
});

test('a probe its caller gave up does not close the circuit', async () => {
  let hang = false;
  server = await startTestServer((_, response) => {
    if (!hang) response.writeHead(500).end();
  });
  transport = createTransport({ endpoint: server.endpoint, retry: { attempts: 1 }, breaker: { failures: 1, halfOpenAfterMs: 40 } });
  const client = new CloudStackClient({ transport, credentials: { kind: 'keys', apiKey: 'a', secretKey: 's' } });
  await client.call('listZones').catch(() => undefined);
  hang = true;
  await pause(50);
  await expect(client.call('listZones', {}, { signal: AbortSignal.timeout(20) })).rejects.toMatchObject({ kind: 'aborted' });
  await expect(client.call('listZones')).rejects.toMatchObject({ breakerOpen: true });
});
