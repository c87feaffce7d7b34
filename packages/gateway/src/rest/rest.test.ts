import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { basic, type Harness, startHarness } from '../test/harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

type Json = Record<string, unknown>;
const BASE = '/api/global/cloudstack';

/** Asks as a caller of the first portal would. */
async function ask<T = Json>(
  path: string,
  {
    as = 'alice',
    method = 'GET',
    body,
    headers = {},
  }: { as?: string | null; method?: string; body?: unknown; headers?: Record<string, string> } = {},
) {
  const response = await harness.gateway.fetch(
    new Request(`http://gateway${path}`, {
      method,
      headers: {
        ...(as === null ? {} : { authorization: basic(as) }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    }),
  );
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: (text === '' ? undefined : JSON.parse(text)) as T };
}

const linksOf = (headers: Headers) =>
  Object.fromEntries(
    [...(headers.get('link') ?? '').matchAll(/<([^>]+)>; rel="(\w+)"/g)].map(([, target = '', rel = '']) => [rel, target]),
  );

/** The ids of what a machine that is there already was made of. */
async function likeAnother(): Promise<(reference: string) => string> {
  const [like = {}] = (await ask<Record<string, { id: string }>[]>(`${BASE}/virtual-machines?pageSize=1`)).body;
  const [nic] = (like.nics ?? []) as unknown as { network: { id: string } }[];
  return (reference) => (reference === 'network' ? nic?.network.id : like[reference]?.id) ?? '';
}

describe('lists', () => {
  test('virtual machines are flat objects: ids bare, references by id and name, one call', async () => {
    harness.simulator.calls.reset();
    const { status, headers, body } = await ask<Json[]>(`${BASE}/virtual-machines?pageSize=3`, { as: 'bob' });
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^application\/json/);
    expect(headers.get('x-total-count')).toBe('120');
    expect(body).toHaveLength(3);
    const [vm = {}] = body;
    expect(vm.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(vm).toMatchObject({ account: 'bob', domainPath: '/acme', state: expect.stringMatching(/^[A-Z]+$/) });
    for (const name of ['zone', 'template', 'serviceOffering'])
      expect(vm[name]).toEqual({ id: expect.stringMatching(/^[0-9a-f-]{36}$/), name: expect.any(String) });
    expect(vm).not.toHaveProperty('owner');
    expect((vm.nics as Json[])[0]?.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(harness.simulator.calls.byCommand()).toMatchObject({ listVirtualMachines: 1 });
    expect(harness.simulator.calls.total()).toBeLessThanOrEqual(2);
  });

  test('Link leads through all pages, each thing once', async () => {
    const ids: unknown[] = [];
    let next: string | undefined = `${BASE}/virtual-machines?pageSize=50`;
    let links: Record<string, string> = {};
    while (next) {
      const { headers, body } = await ask<Json[]>(next, { as: 'bob' });
      ids.push(...body.map((vm) => vm.id));
      links = linksOf(headers);
      next = links.next;
    }
    expect(new Set(ids).size).toBe(120);
    expect(links).toEqual({
      first: `${BASE}/virtual-machines?pageSize=50&page=1`,
      prev: `${BASE}/virtual-machines?pageSize=50&page=2`,
      last: `${BASE}/virtual-machines?pageSize=50&page=3`,
    });
    expect((await ask<Json[]>(`${BASE}/virtual-machines?page=9&pageSize=50`, { as: 'bob' })).body).toEqual([]);
  });

  test('filters, in any case of their names', async () => {
    const running = await ask<Json[]>(`${BASE}/virtual-machines?state=running`);
    expect(new Set(running.body.map((vm) => vm.state))).toEqual(new Set(['RUNNING']));
    const zone = (await likeAnother())('zone');
    expect((await ask<Json[]>(`${BASE}/virtual-machines?zoneid=${zone}&state=RUNNING`)).body).toEqual(running.body);
    const both = await ask<Json[]>(`${BASE}/virtual-machines?state=RUNNING&state=STOPPED`);
    expect(both.body.length).toBeGreaterThan(running.body.length);
  });

  test.each(['volumes', 'snapshots', 'isos'])('%s', async (noun) => {
    const { status, headers, body } = await ask<Json[]>(`${BASE}/${noun}?pageSize=5`, { as: 'bob' });
    expect(status).toBe(200);
    expect(body.length).toBeGreaterThan(0);
    expect(Number(headers.get('x-total-count'))).toBeGreaterThanOrEqual(body.length);
    for (const row of body) expect(row.id).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('events: by page and by cursor the same, newest first', async () => {
    const all = (await ask<Json[]>(`${BASE}/events?pageSize=30`, { as: 'bob' })).body;
    const third = await ask<Json[]>(`${BASE}/events?page=3&pageSize=10`, { as: 'bob' });
    expect(third.body).toEqual(all.slice(20, 30));
    const { headers } = await ask<Json[]>(`${BASE}/events?pageSize=10`, { as: 'bob' });
    const next = linksOf(headers).next ?? '';
    expect(next).toContain('after=');
    expect((await ask<Json[]>(next, { as: 'bob' })).body).toEqual(all.slice(10, 20));
    const past = await ask<Json[]>(`${BASE}/events?page=20&pageSize=500`, { as: 'bob' });
    expect(past.body).toEqual([]);
    expect(past.headers.get('x-total-count')).toBe(headers.get('x-total-count'));
  });

  test('what belongs to others is not there', async () => {
    const [foreign] = (await ask<Json[]>(`${BASE}/virtual-machines?pageSize=1`, { as: 'bob' })).body;
    const { status, body } = await ask(`${BASE}/virtual-machines/${foreign?.id}`);
    expect(status).toBe(404);
    expect(body).toMatchObject({ code: 'NOT_FOUND', status: 404 });
  });
});

describe('a machine from beginning to end', () => {
  test("under the first portal's names", async () => {
    const idOf = await likeAnother();
    const made = await ask(`${BASE}/virtual-machines`, {
      method: 'POST',
      body: {
        zoneid: idOf('zone'),
        serviceofferingid: idOf('serviceOffering'),
        templateid: idOf('template'),
        networkids: idOf('network'),
        name: 'first-portal-1',
        displayname: 'Premier portail',
      },
    });
    expect(made.status, JSON.stringify(made.body)).toBe(202);
    expect(made.body).toMatchObject({ name: 'first-portal-1', displayName: 'Premier portail', warnings: [] });
    expect(made.body.job).toMatchObject({ command: 'deployVirtualMachine', id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    const location = made.headers.get('location') ?? '';
    expect(location).toBe(`${BASE}/virtual-machines/${made.body.id}`);

    const changed = await ask(location, { method: 'PATCH', body: { displayname: 'Renamed' } });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ id: made.body.id, displayName: 'Renamed' });

    await expect.poll(async () => (await ask(location)).body.state, { timeout: 10_000 }).toBe('RUNNING');
    const gone = await ask(`${location}?waitSeconds=20`, { method: 'DELETE' });
    expect(gone.status).toBe(202);
    expect(gone.body).toMatchObject({ id: made.body.id, job: { status: 'SUCCEEDED' } });
    expect((await ask(location)).body.state).toBe('DESTROYED');
  });

  test("under the graph's names, waited for: 201", async () => {
    const idOf = await likeAnother();
    const { status, body } = await ask(`${BASE}/virtual-machines`, {
      method: 'POST',
      body: {
        zoneId: `Zone:${idOf('zone')}`,
        serviceOfferingId: idOf('serviceOffering'),
        templateId: idOf('template'),
        networkIds: [idOf('network')],
        name: 'first-portal-2',
        waitSeconds: 20,
      },
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({ state: 'RUNNING', job: { status: 'SUCCEEDED' } });
  });
});

describe('refusals are problem details', () => {
  test.each([
    ['nobody', '/virtual-machines', { as: null }, 401, 'UNAUTHENTICATED'],
    ['a wrong pair', '/virtual-machines', { as: 'nobody' }, 401, 'UNAUTHENTICATED'],
    ['an oversized page', '/volumes?pageSize=100000', {}, 400, 'INVALID_INPUT'],
    ['page 0', '/volumes?page=0', {}, 400, 'INVALID_INPUT'],
    ['an unknown parameter', '/volumes?listall=true', {}, 400, 'INVALID_INPUT'],
    ['a parameter twice', '/volumes?page=1&page=2', {}, 400, 'INVALID_INPUT'],
    ['a malformed id', '/virtual-machines/17', {}, 400, 'INVALID_INPUT'],
    ['an id that exists nowhere', '/virtual-machines/00000000-0000-4000-8000-000000000000', {}, 404, 'NOT_FOUND'],
    ['no JSON', '/virtual-machines', { method: 'POST', body: '{' }, 400, 'INVALID_INPUT'],
    ['an array', '/virtual-machines', { method: 'POST', body: [] }, 400, 'INVALID_INPUT'],
    ['an unknown path', '/hosts', {}, 404, undefined],
    ['a wrong method', '/volumes', { method: 'POST', body: {} }, 405, undefined],
    ['XML wanted', '/volumes', { headers: { accept: 'application/xml' } }, 406, undefined],
    [
      'a form',
      '/virtual-machines',
      { method: 'POST', body: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      undefined,
    ],
    ['a huge body', '/virtual-machines', { method: 'POST', body: `{"name":"${'x'.repeat(200_000)}"}` }, 413, undefined],
    [
      'a page of another origin',
      '/virtual-machines',
      { method: 'POST', body: {}, headers: { origin: 'https://evil.example', host: 'gateway' } },
      403,
      'FORBIDDEN',
    ],
  ] as const)('%s', async (_what, path, options, status, code) => {
    const answer = await ask(`${BASE}${path}`, options);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.body).toMatchObject({
      status,
      title: expect.any(String),
      detail: expect.any(String),
      instance: `${BASE}${path}`.split('?')[0],
    });
    expect(answer.body.code).toBe(code);
    if (status === 401) expect(answer.headers.get('www-authenticate')).toMatch(/^Basic realm=/);
    if (status === 405) expect(answer.headers.get('allow')).toBe('GET, HEAD');
    if (code) expect((await ask(answer.body.type as string, { as: null })).body).toMatchObject({ title: answer.body.title });
  });

  test('the fields of a body, under the names that they came by, all at once', async () => {
    const { status, body } = await ask(`${BASE}/virtual-machines`, {
      method: 'POST',
      body: { serviceofferingid: 5, templateid: 'x', name: '-bad-', color: 'red', tags: [{ key: 1, value: 'v' }] },
    });
    expect(status).toBe(400);
    const places = (body.errors as Json[]).map((error) => error.pointer);
    expect(places).toEqual(expect.arrayContaining(['#/color', '#/zoneid', '#/tags/0/key']));

    const rules = await ask(`${BASE}/virtual-machines`, {
      method: 'POST',
      body: { zoneid: '00000000-0000-4000-8000-000000000000', serviceofferingid: '00000000-0000-4000-8000-000000000000', name: '-bad-' },
    });
    expect(rules.status).toBe(422);
    expect((rules.body.errors as Json[]).map((error) => error.pointer)).toEqual(expect.arrayContaining(['#/name']));

    const unknown = await ask(`${BASE}/virtual-machines`, {
      method: 'POST',
      body: {
        zoneid: '00000000-0000-4000-8000-000000000000',
        serviceofferingid: '00000000-0000-4000-8000-000000000001',
        templateid: '00000000-0000-4000-8000-000000000002',
      },
    });
    expect(unknown.status).toBe(422);
    expect(unknown.body).toMatchObject({
      code: 'NOT_FOUND',
      errors: [{ pointer: expect.stringMatching(/^#\/(zoneid|serviceofferingid|templateid)$/) }],
    });
  });

  test('a rate limit says when to come back', async () => {
    const limited = await startHarness({ environment: { RATE_LIMIT_PER_MINUTE: '2' } });
    try {
      const get = () =>
        limited.gateway.fetch(new Request(`http://gateway${BASE}/volumes?pageSize=1`, { headers: { authorization: basic('alice') } }));
      expect((await get()).status).toBe(200);
      expect((await get()).status).toBe(200);
      const refused = await get();
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    } finally {
      await limited.close();
    }
  });

  test('a CloudStack that is away: 503, and no word of where it is', async () => {
    const alone = await startHarness();
    try {
      await alone.gateway.fetch(new Request(`http://gateway${BASE}/volumes`, { headers: { authorization: basic('alice') } }));
      await alone.simulator.goAway();
      const response = await alone.gateway.fetch(
        new Request(`http://gateway${BASE}/volumes`, { headers: { authorization: basic('alice') } }),
      );
      expect(response.status).toBe(503);
      expect(await response.text()).not.toMatch(/127\.0\.0\.1|ECONN/);
    } finally {
      await alone.close();
    }
  });

  test('HEAD is GET without a body', async () => {
    const { status, headers, body } = await ask(`${BASE}/volumes`, { method: 'HEAD' });
    expect([status, body]).toEqual([200, undefined]);
    expect(Number(headers.get('x-total-count'))).toBeGreaterThan(0);
  });
});
