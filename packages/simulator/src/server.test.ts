/** Faults to order, the counters, and steering from outside. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from './testing/test-cloud.ts';

let cloud: TestCloud;
let origin: string;

beforeEach(async () => {
  cloud = await startTestCloud();
  await cloud.simulator.close();
  origin = (await cloud.simulator.listen()).endpoint.replace('/client/api', '');
});
afterEach(() => cloud.close());

/** The test cloud's callers speak to its first port; these speak to ours. */
const call = async (params: Record<string, string>): Promise<Response> =>
  fetch(`${origin}/client/api`, { method: 'POST', body: new URLSearchParams({ response: 'json', ...params }) });
const ping = () => call({ command: 'listOauthProvider' });

describe('faults', () => {
  test('a status, for one command and a number of times', async () => {
    cloud.simulator.faults.add({ kind: 'status', status: 503, command: 'listOauthProvider', times: 2 });
    expect([(await ping()).status, (await call({ command: 'listZones' })).status, (await ping()).status, (await ping()).status]).toEqual([
      503, 401, 503, 200,
    ]);
  });

  test('429 as CloudStack words it', async () => {
    cloud.simulator.faults.add({ kind: 'status', status: 429, times: 1 });
    const answer = await ping();
    expect([answer.status, await answer.text()]).toEqual([429, expect.stringContaining('"errorcode":429')]);
  });

  test('a reset drops the connection', async () => {
    cloud.simulator.faults.add({ kind: 'reset', times: 1 });
    await expect(ping()).rejects.toThrow();
    expect((await ping()).status).toBe(200);
  });

  test('truncated and invalid JSON', async () => {
    cloud.simulator.faults.add({ kind: 'truncate', times: 1 });
    expect(await (await ping()).text()).toBe('{"listoauthprovi');
    cloud.simulator.faults.add({ kind: 'invalid-json', times: 1 });
    await expect((await ping()).json()).rejects.toThrow(SyntaxError);
  });

  test('a delay lasts as long as asked, a hang until the caller gives up', async () => {
    const waiting = cloud.clock.pending;
    cloud.simulator.faults.add({ kind: 'delay', ms: 400, times: 1 });
    const delayed = ping();
    await expect.poll(() => cloud.clock.pending).toBeGreaterThan(waiting);
    cloud.clock.advance(400);
    expect((await delayed).status).toBe(200);
    cloud.simulator.faults.add({ kind: 'hang', times: 1 });
    await expect(fetch(`${origin}/client/api?command=listOauthProvider`, { signal: AbortSignal.timeout(100) })).rejects.toThrow();
  });

  test('a share of the calls', async () => {
    cloud.simulator.faults.add({ kind: 'status', share: 0.5 });
    const statuses = await Promise.all(Array.from({ length: 60 }, async () => (await ping()).status));
    const failed = statuses.filter((status) => status === 503).length;
    expect(failed).toBeGreaterThan(10);
    expect(failed).toBeLessThan(50);
  });

  test('an unknown kind is refused', () => {
    expect(() => cloud.simulator.faults.add({ kind: 'earthquake' as 'hang' })).toThrow(/unknown fault/);
  });
});

test('calls are counted by command, secrets are not logged', async () => {
  await call({ command: 'login', username: 'alice', password: 'alice', domain: '/acme' });
  await ping();
  await ping();
  const { calls } = cloud.simulator;
  expect([calls.total(), calls.of('listOauthProvider'), calls.of('listZones')]).toEqual([3, 2, 0]);
  expect(calls.byCommand()).toEqual({ login: 1, listOauthProvider: 2 });
  expect(calls.log[0]).toMatchObject({ command: 'login', status: 200, params: { username: 'alice', domain: '/acme' } });
  calls.reset();
  expect([calls.total(), calls.log.length]).toEqual([0, 0]);
});

test('another process steers over HTTP', async () => {
  const json = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${origin}/simulator/${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  expect(await json('POST', 'faults', { kind: 'status', status: 500, command: '/^listO/' })).toEqual({ status: 201, body: { faults: 1 } });
  expect((await ping()).status).toBe(500);
  expect((await json('POST', 'faults', { kind: 'nonsense' })).status).toBe(400);
  expect(await json('DELETE', 'faults')).toEqual({ status: 200, body: { faults: 0 } });
  expect((await json('GET', 'calls')).body).toMatchObject({ total: 1, byCommand: { listOauthProvider: 1 } });
  expect((await json('DELETE', 'calls')).body).toEqual({ total: 0 });
  expect((await json('PUT', 'calls')).status).toBe(404);
});

test('of a parameter that comes twice the last one of the query counts, and what the query has the form cannot change', async () => {
  const twice = `${origin}/client/api?command=listZones&response=json&command=listOauthProvider`;
  expect(await (await fetch(twice)).json()).toEqual({ listoauthproviderresponse: {} });
  const posted = await fetch(twice, { method: 'POST', body: new URLSearchParams({ command: 'listZones' }) });
  expect(await posted.json()).toEqual({ listoauthproviderresponse: {} });
});

test('the servlet reads its own parameters as they are spelled, but any JSON', async () => {
  expect((await fetch(`${origin}/client/api?COMMAND=listOauthProvider&response=json`)).status).toBe(401);
  const answer = await fetch(`${origin}/client/api?command=listOauthProvider&response=JSON`);
  expect(await answer.json()).toEqual({ listoauthproviderresponse: {} });
});

test('other methods are refused', async () => {
  const answer = await fetch(`${origin}/client/api?command=listOauthProvider`, { method: 'PUT' });
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
});

test('elsewhere there is nothing', async () => expect((await fetch(`${origin}/somewhere`)).status).toBe(404));
