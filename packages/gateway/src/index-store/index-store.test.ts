import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../test/harness.ts';
import { compareValues } from './resource-index.ts';

const PAGE = `query($first: Int, $after: String, $filter: VirtualMachineFilter, $orderBy: [VirtualMachineOrder!]) {
  virtualMachines(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
    totalCount pageInfo { endCursor hasNextPage } indexing { done total } facets { field values { value label count } }
    nodes { id name state zone { name } ipAddress owner { account } serviceOffering { name } }
  }
}`;

interface Node {
  id: string;
  name: string;
  state: string;
  ipAddress: string | null;
  owner: { account: string };
}
interface Page {
  virtualMachines: {
    totalCount: number;
    pageInfo: { endCursor: string | null; hasNextPage: boolean };
    indexing: { done: number; total: number } | null;
    facets: { field: string; values: { value: string; label: string; count: number }[] }[] | null;
    nodes: Node[];
  };
}

let harness: Harness | undefined;
afterEach(async () => {
  await harness?.close();
  harness = undefined;
});

async function ask(
  at: Harness,
  variables: Record<string, unknown>,
  as: 'alice' | 'bob' | 'dana' | 'admin' = 'bob',
): Promise<Page['virtualMachines']> {
  const { data, errors } = await at.query<Page>(PAGE, variables, { as });
  expect(errors).toBeUndefined();
  return data.virtualMachines;
}

/** Asks until the index is complete. */
async function settled(at: Harness, variables: Record<string, unknown>, as: 'bob' | 'dana' = 'bob'): Promise<Page['virtualMachines']> {
  for (let tries = 0; tries < 100; tries++) {
    const page = await ask(at, variables, as);
    if (!page.indexing) return page;
    expect(page.facets).toBeNull();
    await sleep(100);
  }
  throw new Error('the index was never complete');
}

const byName = { field: 'NAME', direction: 'ASC' };
const facet = (page: Page['virtualMachines'], field: string) =>
  Object.fromEntries((page.facets ?? []).find((f) => f.field === field)?.values.map(({ value, count }) => [value, count]) ?? []);

describe('the live index', { timeout: 60_000 }, () => {
  it('answers a short list at the first ask, and from then on without asking CloudStack', async () => {
    harness = await startHarness();
    const first = await ask(harness, { first: 50, orderBy: [byName] });
    expect(first.indexing).toBeNull();
    expect(first.totalCount).toBe(120);
    expect(harness.simulator.calls.of('listVirtualMachines')).toBe(1);
    const { data } = await harness.query<Page>('{ virtualMachines(first: 200) { nodes { name } } }', {}, { as: 'bob' });
    const expected = data.virtualMachines.nodes.map(({ name }) => name).sort(compareValues);
    expect(first.nodes.map(({ name }) => name)).toEqual(expected.slice(0, 50));
    harness.simulator.calls.reset();
    const second = await ask(harness, { first: 50, after: first.pageInfo.endCursor, orderBy: [byName] });
    expect(second.nodes.map(({ name }) => name)).toEqual(expected.slice(50, 100));
    const descending = await ask(harness, { first: 3, orderBy: [{ field: 'NAME', direction: 'DESC' }] });
    expect(descending.nodes.map(({ name }) => name)).toEqual([...expected].reverse().slice(0, 3));
    expect(harness.simulator.calls.of('listVirtualMachines')).toBe(0);
  });

  it('filters, searches and counts over the whole list', async () => {
    harness = await startHarness();
    const all = await ask(harness, { first: 200 });
    const running = all.nodes.filter(({ state }) => state === 'RUNNING');
    const page = await ask(harness, { first: 500, filter: { state: ['RUNNING'] }, orderBy: [byName] });
    expect(page.totalCount).toBe(running.length);
    expect(facet(page, 'state')).toEqual(
      Object.fromEntries([...Map.groupBy(all.nodes, ({ state }) => state)].map(([state, nodes]) => [state, nodes.length])),
    );
    const zones = Object.values(facet(page, 'zone')).reduce((sum, n) => sum + n, 0);
    expect(zones).toBe(running.length);
    const one = all.nodes.find(({ ipAddress }) => ipAddress !== null) as Node;
    const found = await ask(harness, { filter: { search: `${one.ipAddress} ${one.name.toUpperCase()}` } });
    expect(found.nodes.map(({ id }) => id)).toContain(one.id);
    expect((await ask(harness, { filter: { search: 'no such words' } })).totalCount).toBe(0);
  });

  it('is kept true by events, also of what is new, renamed or gone', async () => {
    harness = await startHarness({
      environment: { CLOUDSTACK_API_KEY: 'demo-api-key-admin', CLOUDSTACK_SECRET_KEY: 'demo-secret-key-admin' },
      deps: { timing: { clockUnwatchedMs: 200 } },
    });
    const before = await ask(harness, { first: 500, orderBy: [byName] });
    const [first] = before.nodes;
    await harness.query(
      'mutation($input: UpdateVirtualMachineInput!) { updateVirtualMachine(input: $input) { __typename } }',
      { input: { id: first?.id, name: 'zzz-last' } },
      { as: 'bob' },
    );
    const gone = before.nodes.at(5);
    await harness.query(
      'mutation($input: DestroyVirtualMachineInput!) { destroyVirtualMachine(input: $input) { __typename } }',
      { input: { id: gone?.id, expunge: true } },
      { as: 'bob' },
    );
    let after = before;
    for (let tries = 0; tries < 60 && (after.nodes.at(-1)?.name !== 'zzz-last' || after.totalCount !== 119); tries++) {
      await sleep(100);
      after = await ask(harness, { first: 500, orderBy: [byName] });
    }
    expect(after.nodes.at(-1)?.name).toBe('zzz-last');
    expect(after.nodes.map(({ id }) => id)).not.toContain(gone?.id);
    expect(after.totalCount).toBe(119);
  });

  it('says how far it is while a long list is read, and never shows a part as the whole', async () => {
    harness = await startHarness({ simulator: { vms: 2600, volumes: 10, latency: 'measured' } });
    const early = await ask(harness, { first: 20, orderBy: [byName] });
    expect(early.totalCount).toBe(2600);
    // with those of bob's projects
    expect(early.indexing?.total).toBeGreaterThanOrEqual(2600);
    expect(early.indexing?.done).toBeLessThan(2600);
    const page = await settled(harness, { first: 20, orderBy: [byName] });
    expect(page.totalCount).toBe(2600);
    const names = page.nodes.map(({ name }) => name);
    expect(names).toEqual([...names].sort(compareValues));
  });

  it('misses none although rows are deleted while it is read, over all the lists that an identity needs', async () => {
    harness = await startHarness({ simulator: { vms: 2600, volumes: 10, latency: 'measured' } });
    const at = harness;
    const early = await ask(at, { first: 20, orderBy: [byName] }, 'dana');
    expect(early.indexing).not.toBeNull();
    // rows of pages that come later move up into pages that were read
    const table = at.simulator.store.named('VirtualMachine');
    const rows = [...(table?.all() ?? [])];
    for (const row of [...rows.slice(0, 6), ...rows.slice(-6)]) table?.remove(row);
    const found = new Set<string>();
    for (let after: string | null = null, more = true; more; ) {
      const page = await settled(at, { first: 500, after, orderBy: [byName] }, 'dana');
      for (const { id } of page.nodes) found.add(id);
      after = page.pageInfo.endCursor;
      more = page.pageInfo.hasNextPage;
    }
    const there = rows.slice(6, -6).filter(({ accountId }) => accountId === rows[1300]?.accountId);
    expect(there.length).toBeGreaterThan(2500);
    expect(there.filter(({ uuid }) => !found.has(`VirtualMachine:${uuid}`))).toEqual([]);
  });

  it('is of one user alone', async () => {
    harness = await startHarness();
    const bobs = await ask(harness, { first: 500, orderBy: [byName] }, 'bob');
    const alices = await ask(harness, { first: 500, orderBy: [byName] }, 'alice');
    expect(new Set(bobs.nodes.map(({ owner }) => owner.account))).toEqual(new Set(['bob']));
    expect(new Set(alices.nodes.map(({ owner }) => owner.account))).toEqual(new Set(['alice']));
    expect(Object.keys(facet(alices, 'owner'))).toHaveLength(1);
    const danas = await ask(harness, { first: 500, orderBy: [byName] }, 'dana');
    const listed = await ask(harness, { first: 500 }, 'dana');
    expect(danas.totalCount).toBe(listed.totalCount);
  });
});
