import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../test/harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());
beforeEach(() => harness.simulator.calls.reset());

interface Machine {
  id: string;
  uuid: string;
  name: string;
  state: string;
  zone: { id: string; name: string };
}
interface Page {
  virtualMachines: { totalCount: number; nodes: Machine[]; edges: { cursor: string; node: Machine }[]; pageInfo: Record<string, unknown> };
}

const asBob = { as: 'bob' } as const;
const list = async (args: string, fields = 'nodes { id name state }', ask: { as: 'bob' | 'alice' | 'dana' | 'admin' } = asBob) =>
  (await harness.query<Page>(`{ virtualMachines${args} { totalCount ${fields} } }`, {}, ask)).data.virtualMachines;
const listed = () => harness.simulator.calls.log.filter((call) => call.command === 'listVirtualMachines');

describe('virtualMachines', () => {
  it('gives a page with all that is told of a machine', async () => {
    const { data, errors } = await harness.query<Page>(
      `{ virtualMachines(first: 3) { totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor }
         nodes { id uuid name displayName state stateSince createdAt ipAddress cpuCount memoryMib tags { key value }
           owner { account domain domainPath project } zone { id name networkType } serviceOffering { id name cpuCount }
           nics { id isDefault ipAddress network { name kind } } actions { name disabledReason } } } }`,
      {},
      asBob,
    );
    expect(errors).toBeUndefined();
    expect(data.virtualMachines.totalCount).toBe(120);
    expect(data.virtualMachines.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    expect(data.virtualMachines.nodes).toHaveLength(3);
    expect(data.virtualMachines.nodes[0]).toMatchObject({
      id: expect.stringMatching(/^VirtualMachine:[0-9a-f-]{36}$/),
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      owner: { account: 'bob', domain: 'acme', domainPath: '/acme', project: null },
      zone: { networkType: 'Advanced' },
    });
  });

  it('asks CloudStack for the details that are selected, and no others', async () => {
    await list('(first: 2)', 'nodes { id name state zone { name } owner { account } }');
    await list(
      '(first: 2)',
      'edges { node { ...Parts } } } } fragment Parts on VirtualMachine { nics { id } ... on Resource { id } memoryMib template { id',
    );
    expect(listed().map((call) => call.params.details)).toEqual(['min', 'nics,servoff,tmpl']);
  });

  it('pages forward and backward over the same rows', async () => {
    const all = (await list('(first: 120)')).nodes.map((vm) => vm.id);
    const fields = 'edges { cursor node { id } } pageInfo { endCursor startCursor hasNextPage hasPreviousPage }';
    const seen: string[] = [];
    let after: unknown = null;
    for (let turn = 0; turn < 4; turn++) {
      const page = await list(`(first: 35, after: ${JSON.stringify(after)})`, fields);
      seen.push(...page.edges.map((edge) => edge.node.id));
      after = page.pageInfo.endCursor;
      expect(page.pageInfo.hasNextPage).toBe(turn < 3);
    }
    expect(seen).toEqual(all);
    const last = await list('(last: 20)', fields);
    expect(last.edges.map((edge) => edge.node.id)).toEqual(all.slice(100));
    const before = await list(`(last: 15, before: ${JSON.stringify(last.pageInfo.startCursor)})`, fields);
    expect(before.edges.map((edge) => edge.node.id)).toEqual(all.slice(85, 100));
    expect(before.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
  });

  it('refuses pages that are too long, negative or begin nowhere, before any call', async () => {
    for (const [args, message] of [
      ['(first: 100000)', /At most 500 at once; 100000 were asked for/],
      ['(first: -1)', /negative/],
      ['(after: "here")', /No cursor/],
    ] as const) {
      const { errors } = await harness.query(`{ virtualMachines${args} { totalCount } }`, {}, asBob);
      expect(errors?.[0]?.message).toMatch(message);
      expect(errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
    }
    expect(listed()).toHaveLength(0);
  });

  it('filters by state, several states, keyword, zone and tags', async () => {
    const running = await list('(first: 500, filter: { state: [RUNNING] })');
    const stopped = await list('(first: 500, filter: { state: [STOPPED] })');
    const both = await list('(first: 5, filter: { state: [RUNNING, STOPPED] })', 'nodes { state nics { ipAddress } }');
    expect(running.totalCount).toBeGreaterThan(50);
    expect(running.nodes.every((vm) => vm.state === 'RUNNING')).toBe(true);
    expect(both.totalCount).toBe(running.totalCount + stopped.totalCount);
    expect(both.nodes).toHaveLength(5);
    const name = running.nodes[7]?.name ?? '';
    expect((await list(`(filter: { keyword: "${name}" })`)).nodes.map((vm) => vm.name)).toContain(name);
    const { zone } = (await list('(first: 1)', 'nodes { zone { id } }')).nodes[0] ?? { zone: { id: '' } };
    expect((await list(`(first: 1, filter: { zoneId: "${zone.id}" })`)).totalCount).toBeGreaterThan(0);
    const { tags } = (await list('(first: 500)', 'nodes { tags { key value } }')).nodes.find(
      (vm) => (vm as never as { tags: object[] }).tags.length > 0,
    ) as never as {
      tags: { key: string; value: string }[];
    };
    const [tag] = tags;
    const pair = await list(`(first: 500, filter: { tags: [{ key: "${tag?.key}", value: "${tag?.value}" }] })`);
    const key = await list(`(first: 500, filter: { tags: [{ key: "${tag?.key}" }] })`);
    expect(pair.totalCount).toBeGreaterThan(0);
    expect(key.totalCount).toBeGreaterThanOrEqual(pair.totalCount);
  });

  it.each([
    ['all of several tags', '{ tags: [{ key: "env", value: "prod" }, { key: "role", value: "web" }] }', /web-prod/],
    ['a tag that is there and one that is nowhere', '{ tags: [{ key: "env", value: "prod" }, { key: "role", value: "none" }] }', undefined],
    ['a whole host name', '{ name: "WEB-prod-01" }', /^web-prod-01$/],
    ['a part of a host name', '{ name: "web-prod" }', undefined],
    ['a keyword that is a part of names', '{ keyword: "web-prod" }', /web-prod/],
    ['a keyword that is a part of an address', '{ keyword: "10.1.2.12" }', /./],
  ])('finds by %s, in the order of CloudStack and in one of the index', async (_what, filter, names) => {
    const direct = (await list(`(first: 200, filter: ${filter})`)).nodes.map((vm) => vm.name);
    if (names) expect(direct[0]).toMatch(names);
    else expect(direct).toEqual([]);
    expect(direct.every((name) => names?.test(name))).toBe(true);
    const indexed = (await list(`(first: 200, orderBy: [{ field: NAME }], filter: ${filter})`)).nodes.map((vm) => vm.name);
    expect(indexed.sort()).toEqual(direct.sort());
  });

  it('shows each caller what CloudStack shows', async () => {
    const counts = await Promise.all(
      (['alice', 'bob', 'dana', 'admin'] as const).map(async (as) => (await list('(first: 1)', '', { as })).totalCount),
    );
    const [alice = 0, bob = 0, dana = 0, admin = 0] = counts;
    expect(bob).toBe(120);
    expect(dana).toBeGreaterThanOrEqual(alice + bob);
    expect(admin).toBeGreaterThanOrEqual(dana);
    expect((await list('(filter: { scope: { account: "bob" } })', '', { as: 'dana' })).totalCount).toBe(120);
    const { errors } = await harness.query('{ virtualMachines(filter: { scope: { account: "alice" } }) { totalCount } }', {}, asBob);
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});

describe('virtualMachine and node', () => {
  it('take the typed id and the bare UUID, and batch what is asked for together', async () => {
    const [one, two] = (await list('(first: 2)', 'nodes { id uuid name }')).nodes;
    harness.simulator.calls.reset();
    const { data, errors } = await harness.query<Record<'a' | 'b' | 'c', { name: string }> & { nodes: unknown[] }>(
      `query ($one: ID!, $two: ID!, $bare: ID!) { a: virtualMachine(id: $one) { name } b: virtualMachine(id: $bare) { name }
         c: virtualMachine(id: $two) { name } }`,
      { one: one?.id, bare: one?.uuid, two: two?.id },
      asBob,
    );
    expect(errors).toBeUndefined();
    expect([data.a.name, data.b.name, data.c.name]).toEqual([one?.name, one?.name, two?.name]);
    expect(harness.simulator.calls.of('listVirtualMachines')).toBe(1);
  });

  it('give null for what does not exist and for what is not visible, alike', async () => {
    const foreign = (await list('(first: 1)', 'nodes { id }', { as: 'alice' })).nodes[0]?.id;
    const own = (await list('(first: 1)')).nodes[0]?.id;
    const nowhere = 'VirtualMachine:00000000-0000-4000-8000-000000000000';
    const { data, errors } = await harness.query(
      'query ($ids: [ID!]!, $foreign: ID!, $nowhere: ID!) { nodes(ids: $ids) { id } a: virtualMachine(id: $foreign) { id } b: node(id: $nowhere) { id } }',
      { ids: [foreign, own, nowhere], foreign, nowhere },
      asBob,
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({ nodes: [null, { id: own }, null], a: null, b: null });
  });

  it('refuse ids of another type and texts that are none, before any call', async () => {
    harness.simulator.calls.reset();
    for (const [query, message] of [
      ['{ virtualMachine(id: "Volume:00000000-0000-4000-8000-000000000000") { id } }', /the id of a Volume/],
      ['{ virtualMachine(id: "web-1") { id } }', /no id of a VirtualMachine/],
      ['{ node(id: "00000000-0000-4000-8000-000000000000") { id } }', /no typed id/],
    ] as const) {
      const { errors } = await harness.query(query, {}, asBob);
      expect(errors?.[0]?.message).toMatch(message);
      expect(errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
    }
    expect(listed()).toHaveLength(0);
  });
});
