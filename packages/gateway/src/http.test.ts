import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basic, type Harness, startHarness } from './test/harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const post = (query: string, headers: Record<string, string> = {}) =>
  harness.gateway.fetch(
    new Request('http://gateway/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: basic('bob'), ...headers },
      body: JSON.stringify({ query }),
    }),
  );

describe('@defer', () => {
  it('gives the machines before their volumes', async () => {
    harness.simulator.faults.add({ command: 'listVolumes', kind: 'delay', ms: 300 });
    const response = await post(
      '{ virtualMachines(first: 2) { nodes { name ... @defer(label: "disks") { volumes { nodes { name } } } } } }',
      { accept: 'multipart/mixed' },
    );
    harness.simulator.faults.clear();
    expect(response.headers.get('content-type')).toMatch(/^multipart\/mixed/);
    const parts = (await response.text())
      .split(/\r?\n---?-?\r?\n?/)
      .flatMap((part) => /\{.*\}/s.exec(part) ?? [])
      .map(
        (text) =>
          JSON.parse(text) as {
            data?: { virtualMachines: { nodes: object[] } };
            incremental?: { data: { volumes: object } }[];
            hasNext: boolean;
          },
      );
    const [first] = parts;
    expect(first).toMatchObject({
      data: { virtualMachines: { nodes: [{ name: expect.any(String) }, { name: expect.any(String) }] } },
      hasNext: true,
    });
    expect(first?.data?.virtualMachines.nodes[0]).not.toHaveProperty('volumes');
    const later = parts.slice(1).flatMap((part) => part.incremental ?? []);
    expect(later).toHaveLength(2);
    expect(later[0]?.data).toMatchObject({ volumes: { nodes: expect.arrayContaining([{ name: expect.any(String) }]) } });
    expect(parts.at(-1)?.hasNext).toBe(false);
  });
});

describe('answers over HTTP', () => {
  it('speak application/graphql-response+json where it is asked for, with its statuses', async () => {
    const asked = { accept: 'application/graphql-response+json' };
    const good = await post('{ __typename }', asked);
    expect([good.status, good.headers.get('content-type')]).toEqual([200, 'application/graphql-response+json; charset=utf-8']);
    expect((await post('{ nonsense }', asked)).status).toBe(400);
    expect((await post('{', asked)).status).toBe(400);
    expect((await post('{ nonsense }', { accept: 'application/json' })).status).toBe(200);
  });

  it('carry the id of the request, and are kept by no cache', async () => {
    const response = await post('{ __typename }', { 'x-request-id': 'from-a-proxy-1' });
    expect(response.headers.get('x-request-id')).toBe('from-a-proxy-1');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    const harmful = await post('{ __typename }', { 'x-request-id': 'a b' });
    expect(harmful.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('say in words what they cannot do', async () => {
    const kinds: [string, Record<string, string>][] = [
      ['subscription { events { id } }', { accept: 'application/json' }],
      ['{ zones { nodes { id ... @defer { name } } } }', { accept: 'application/json' }],
      ['{ __typename }', { accept: 'application/xml' }],
    ];
    for (const [query, headers] of kinds) {
      const response = await post(query, headers);
      expect(response.status).toBe(406);
      expect(await response.json()).toMatchObject({
        errors: [{ message: expect.stringContaining('text/event-stream'), extensions: { code: 'INVALID_INPUT' } }],
      });
    }
    const nowhere = await harness.gateway.fetch(new Request('http://gateway/graphql/nowhere'));
    expect([nowhere.status, await nowhere.json()]).toMatchObject([404, { errors: [{ extensions: { code: 'NOT_FOUND' } }] }]);
  });

  it('to browsers that open the graph are GraphiQL, from our own origin alone', async () => {
    const response = await harness.gateway.fetch(new Request('http://gateway/graphql', { headers: { accept: 'text/html' } }));
    const page = await response.text();
    expect(page).toContain('CloudStack Graph');
    // what is set in its editor of headers goes with subscriptions, too
    expect(page).toContain('"subscriptionsProtocol":"SSE"');
    expect(page.match(/(?:src|href)="https?:\/\/[^"]+/g) ?? []).toEqual([]);
    expect(response.headers.get('x-frame-options')).toBe('DENY');
  });

  it('tell of life, readiness and figures', async () => {
    const get = async (path: string) => harness.gateway.fetch(new Request(`http://gateway${path}`));
    expect(await (await get('/livez')).text()).toBe('alive\n');
    expect(await (await get('/readyz')).json()).toEqual({ ready: true, cloudStack: 'up' });
    await post('{ virtualMachines { totalCount } }');
    const figures = await (await get('/metrics')).text();
    expect(figures).toMatch(/cloudstack_graph_upstream_calls_total\{command="listVirtualMachines",outcome="ok"\} \d/);
    expect(figures).toMatch(/cloudstack_graph_operation_seconds_count\{kind="query",outcome="ok"\} \d/);
    expect((await get('/nothing')).status).toBe(404);
  });
});
