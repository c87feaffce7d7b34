// A list says the same whether CloudStack gives it or, once it is ordered, the index does.
import { setTimeout as sleep } from 'node:timers/promises';
import { createTransport } from '@cloudstack-graph/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { peopleOf } from '../limits/test-people.ts';
import { type Ask, type Harness, startHarness } from '../test/harness.ts';
import { mutate } from '../test/mutate.ts';

type Person = NonNullable<Ask['as']>;
interface List {
  totalCount: number;
  indexing: object | null;
  nodes: { id: string }[];
}

let harness: Harness;
const domains = new Map<string, string>();

beforeAll(async () => {
  harness = await startHarness({ simulator: { vms: 6, volumes: 8 } });
  const { data } = await harness.query<{ domains: { nodes: { id: string; name: string }[] } }>(
    '{ domains { nodes { id name } } }',
    {},
    { as: 'admin' },
  );
  for (const { id, name } of data.domains.nodes) domains.set(name, id);
});
afterAll(() => harness.close());

async function read(as: Person, list: string, filter: string, order: string) {
  for (;;) {
    const { data, errors } = await harness.query<{ list: List } | null>(
      `{ list: ${list}(first: 200, filter: ${filter}${order}) { totalCount indexing { done } nodes { id } } }`,
      {},
      { as },
    );
    if (errors) return errors[0]?.extensions.code;
    if (data?.list.indexing) await sleep(50);
    else return { count: data?.list.totalCount, ids: data?.list.nodes.map(({ id }) => id).sort() };
  }
}

/** What a volume is made of. */
async function disk() {
  const { data } = await harness.query<{ diskOfferings: { nodes: { id: string }[] }; zones: { nodes: { id: string }[] } }>(
    '{ diskOfferings(first: 1) { nodes { id } } zones { nodes { id } } }',
    {},
    { as: 'alice' },
  );
  return { name: 'in-project', zoneId: data.zones.nodes[0]?.id, diskOfferingId: data.diskOfferings.nodes[0]?.id };
}

/** The list, the same both ways. */
async function bothWays(as: Person, list: string, filter: string) {
  const direct = await read(as, list, filter, '');
  expect(await read(as, list, filter, ', orderBy: [{ field: NAME }]')).toEqual(direct);
  return direct;
}

describe('a scope', () => {
  it('of everything holds the domain and its projects for an admin of the domain', async () => {
    const made = await mutate(harness, 'createProject', { name: 'dana-makes', waitSeconds: 30 }, 'project { id }', { as: 'dana' });
    const projectId = (made.project as { id: string }).id;
    expect(await mutate(harness, 'createVolume', { ...(await disk()), projectId, waitSeconds: 30 }, '', { as: 'dana' })).toMatchObject({
      __typename: 'CreateVolumeSuccess',
    });
    const inDomain = await bothWays('dana', 'volumes', '{}');
    const all = await bothWays('dana', 'volumes', '{ scope: { everyone: true } }');
    expect(all).toMatchObject({ count: (inDomain as { count: number }).count + 1 });
    const paged = [];
    for (let at = -1; paged.length < 40; at += 5) {
      const { data } = await harness.query<{ volumes: List }>(
        'query($after: String) { volumes(first: 5, after: $after, filter: { scope: { everyone: true } }) { totalCount indexing { done } nodes { id } } }',
        { after: at < 0 ? null : `row:${at}` },
        { as: 'dana' },
      );
      if (data.volumes.nodes.length === 0) break;
      paged.push(...data.volumes.nodes.map(({ id }) => id));
    }
    expect(paged.sort()).toEqual((all as { ids: string[] }).ids);
  });

  it('of everything leaves out what lies in projects of a colleague', async () => {
    const transport = createTransport({ endpoint: harness.endpoint });
    const people = peopleOf(harness, transport);
    const admin = people.person('admin', 'demo-api-key-admin', 'demo-secret-key-admin');
    const bob2 = await people.hire(admin, 'bob2', (domains.get('acme') ?? '').replace('Domain:', ''), 'bob');
    const made = await mutate(harness, 'createProject', { name: 'with-bob2', waitSeconds: 30 }, 'project { id }');
    const projectId = (made.project as { id: string }).id;
    expect(await mutate(harness, 'addUserToProject', { projectId, username: 'bob2', waitSeconds: 30 })).toMatchObject({
      __typename: 'AddUserToProjectSuccess',
    });
    const { volume } = await mutate(harness, 'createVolume', { ...(await disk()), projectId, waitSeconds: 30 }, 'volume { id }');
    const { id } = volume as { id: string };
    const everything = '{ volumes(first: 100, filter: { scope: { everyone: true } }) { totalCount nodes { id } } }';
    const { volumes: theirs } = await bob2.query<{ volumes: List }>(everything);
    expect(theirs.nodes).toContainEqual({ id });
    const all = (await bothWays('bob', 'volumes', '{ scope: { everyone: true } }')) as { count: number; ids: string[] };
    expect(all.ids).not.toContain(id);
    expect(all.count).toBe(all.ids.length);
    const { isos } = await bob2.query<{ isos: List }>(everything.replace('volumes', 'isos'));
    expect(new Set(isos.nodes.map((iso) => iso.id)).size).toBe(isos.totalCount);
    await transport.close();
  });

  it('of a project that one is no member of is refused as such', async () => {
    const made = await mutate(harness, 'createProject', { name: 'private', waitSeconds: 30 }, 'project { id }');
    const { errors } = await harness.query(
      'query($id: ID) { volumes(filter: { scope: { project: $id } }) { totalCount } }',
      { id: (made.project as { id: string }).id },
      { as: 'bob' },
    );
    expect(errors?.[0]).toMatchObject({ message: expect.stringContaining('no member'), extensions: { code: 'FORBIDDEN' } });
  });

  it('of a domain in which nothing lies holds what lies below it', async () => {
    const root = await bothWays('admin', 'virtualMachines', `{ scope: { domain: "${domains.get('ROOT')}" } }`);
    expect(root).toEqual(await bothWays('admin', 'virtualMachines', `{ scope: { domain: "${domains.get('acme')}" } }`));
    expect(root).not.toMatchObject({ count: 0 });
  });

  it.each<[Person, string]>([
    ['bob', '{ scope: { account: "alice" } }'],
    ['bob', '{ scope: { account: "nobody" } }'],
    ['dana', '{ scope: { domain: "ROOT" } }'],
  ])('that %s may not look into is refused: %s', async (as, filter) => {
    const named = filter.replace('"ROOT"', JSON.stringify(domains.get('ROOT')));
    expect(await bothWays(as, 'virtualMachines', named)).toBe('FORBIDDEN');
  });

  it.each(['isos', 'templates'])('of an account holds only its own %s, not all that it can use', async (list) => {
    expect(await bothWays('bob', list, '{ scope: { account: "bob" } }')).toMatchObject({ count: 0 });
    expect(await bothWays('bob', list, '{ scope: { everyone: false } }')).toMatchObject({ count: 0 });
    expect(await bothWays('bob', list, '{ scope: {} }')).not.toMatchObject({ count: 0 });
    await bothWays('admin', list, `{ scope: { domain: "${domains.get('acme')}" } }`);
  });
});

it('takes the states of volumes in any case', async () => {
  const ready = await bothWays('bob', 'volumes', '{ state: ["Ready"] }');
  expect(ready).not.toMatchObject({ count: 0 });
  expect(await bothWays('bob', 'volumes', '{ state: ["ready"] }')).toEqual(ready);
  expect(await bothWays('bob', 'volumes', '{ state: ["READY", "nothing"] }')).toEqual(ready);
});

it('lists destroyed machines only when they are asked for', async () => {
  const machines = await read('bob', 'virtualMachines', '{ state: [STOPPED, RUNNING] }', '');
  const [id] = (machines as { ids: string[] }).ids;
  await mutate(harness, 'destroyVirtualMachine', { id, waitSeconds: 30 }, '', { as: 'bob' });
  expect(await bothWays('bob', 'virtualMachines', '{ state: [DESTROYED] }')).toEqual({ count: 1, ids: [id] });
  expect(await bothWays('bob', 'virtualMachines', '{}')).toMatchObject({ count: 5 });
  expect(await read('bob', 'virtualMachines', '{ tags: [] }', '')).toMatchObject({ count: 5 });
});
