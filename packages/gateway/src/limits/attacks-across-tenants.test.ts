// Two people asking the same at the same time must never meet in a cache, in a call in flight, or in a stream.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basic, type Harness, startHarness } from '../test/harness.ts';

type Name = 'alice' | 'bob' | 'dana';
const names = ['alice', 'bob', 'dana'] as const;

let harness: Harness;
beforeAll(async () => {
  // Slow answers keep many calls in flight together, so that what could be joined wrongly would be.
  harness = await startHarness({ environment: { CLOUDSTACK_MAX_IN_FLIGHT: '32' } });
  harness.simulator.faults.add({ command: /^list/, kind: 'delay', ms: 15 });
});
afterAll(() => harness.close());

/** Every account that occurs in an answer. */
function accountsIn(value: unknown): Set<string> {
  const found = new Set<string>();
  const look = (inner: unknown): void => {
    if (typeof inner !== 'object' || inner === null) return;
    for (const [key, each] of Object.entries(inner)) {
      if (key === 'account' && typeof each === 'string') found.add(each);
      else look(each);
    }
  };
  look(value);
  return found;
}

const QUERIES = [
  '{ virtualMachines(first: 20) { nodes { owner { account } volumes(first: 5) { nodes { owner { account } } } } } }',
  '{ volumes(first: 20) { nodes { owner { account } snapshots(first: 5) { nodes { owner { account } } } virtualMachine { owner { account } } } } }',
  '{ snapshots(first: 20) { nodes { owner { account } volume { owner { account } } } } }',
  '{ events(first: 20) { nodes { account } } }',
  '{ isos(filter: { visibility: OWN }) { nodes { owner { account } } } }',
  '{ viewer { account counts { virtualMachines } } virtualMachines(first: 1) { totalCount nodes { owner { account } } } }',
  '{ networks { nodes { id name } } viewer { account } }',
] as const;

const ask = (as: Name, query: string) => harness.query(query, {}, { as });

describe('the same question at the same time', () => {
  it('answers each with their own, in whatever mix', async () => {
    // What each sees when alone is the truth to hold the mixed answers against.
    const truth = new Map<string, unknown>();
    for (const as of ['alice', 'bob'] as const) for (const query of QUERIES) truth.set(`${as} ${query}`, (await ask(as, query)).data);
    for (const [key, data] of truth) expect([...accountsIn(data)].filter((account) => !key.startsWith(account))).toEqual([]);
    const asked = fc.record({ as: fc.constantFrom('alice' as const, 'bob' as const), query: fc.constantFrom(...QUERIES) });
    await fc.assert(
      fc.asyncProperty(fc.array(asked, { minLength: 6, maxLength: 16 }), async (mix) => {
        const answers = await Promise.all(mix.map(({ as, query }) => ask(as, query)));
        for (const [index, { data, errors }] of answers.entries()) {
          const { as = '', query = '' } = mix[index] ?? {};
          expect(errors).toBeUndefined();
          expect(data).toEqual(truth.get(`${as} ${query}`));
        }
      }),
      { numRuns: 12, seed: 20261122 },
    );
  }, 60_000);

  it('answers REST callers with their own, too', async () => {
    const get = async (name: Name) => {
      const response = await harness.gateway.fetch(
        new Request('http://gateway/api/global/cloudstack/virtual-machines?pageSize=10', { headers: { authorization: basic(name) } }),
      );
      return accountsIn(await response.json());
    };
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => get(n % 2 ? 'alice' : 'bob')));
    for (const [n, accounts] of answers.entries()) expect([...accounts]).toEqual([n % 2 ? 'alice' : 'bob']);
  });

  it('shows a domain admin the domain, and that to nobody else', async () => {
    const answers = await Promise.all(names.map((as) => ask(as, QUERIES[0])));
    const seen = answers.map(({ data }) => accountsIn(data));
    expect(seen[2]?.size).toBeGreaterThan(1);
    expect([[...(seen[0] ?? [])], [...(seen[1] ?? [])]]).toEqual([['alice'], ['bob']]);
  });
});

describe('what belongs to somebody else', () => {
  interface Ids {
    [field: string]: { nodes: { id: string }[] };
  }
  it.each([
    ['virtualMachines', 'VirtualMachine'],
    ['volumes', 'Volume'],
    ['snapshots', 'Snapshot'],
  ])('%s: not there by id, as a node, or in a batch, even right after its owner looked', async (field, typename) => {
    const { data } = await harness.query<Ids>(`{ ${field}(first: 3) { nodes { id } } }`, {}, { as: 'bob' });
    const ids = data[field]?.nodes.map(({ id }) => id) ?? [];
    expect(ids.length).toBeGreaterThan(0);
    const document = `query ($id: ID!, $ids: [ID!]!) { node(id: $id) { id ... on ${typename} { name } } nodes(ids: $ids) { id } }`;
    const [own, foreign] = await Promise.all([
      harness.query<{ node: { id: string } | null; nodes: unknown[] }>(document, { id: ids[0], ids }, { as: 'bob' }),
      harness.query<{ node: { id: string } | null; nodes: unknown[] }>(document, { id: ids[0], ids }, { as: 'alice' }),
    ]);
    expect(own.data.node?.id).toBe(ids[0]);
    expect(foreign.data).toEqual({ node: null, nodes: ids.map(() => null) });
  });

  it('cannot be changed, and is told as missing or forbidden, never by its name', async () => {
    const { data } = await harness.query<{ virtualMachines: { nodes: { id: string; name: string }[] } }>(
      '{ virtualMachines(first: 1) { nodes { id name } } }',
      {},
      { as: 'bob' },
    );
    const [machine] = data.virtualMachines.nodes;
    for (const [name, input] of [
      ['stopVirtualMachine', { id: machine?.id }],
      ['destroyVirtualMachine', { id: machine?.id, expunge: true }],
      ['updateVirtualMachine', { id: machine?.id, displayName: 'mine' }],
    ] as const) {
      const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
      const answer = await harness.query<{ result: { code: string; message: string } }>(
        `mutation ($input: ${type}!) { result: ${name}(input: $input) { ... on Error { code message } } }`,
        { input },
        { as: 'alice' },
      );
      const { code, message } = answer.data?.result ?? { code: answer.errors?.[0]?.extensions.code, message: answer.errors?.[0]?.message };
      expect(code).toBeOneOf(['NOT_FOUND', 'FORBIDDEN']);
      expect(message).not.toContain(machine?.name);
    }
    const after = await harness.query<{ virtualMachine: { state: string; displayName: string } }>(
      'query ($id: ID!) { virtualMachine(id: $id) { state displayName } }',
      { id: machine?.id },
      { as: 'bob' },
    );
    expect(after.data.virtualMachine.displayName).not.toBe('mine');
  });

  it('is not reached by a scope that is not one’s own', async () => {
    const { data } = await harness.query<{ viewer: { domain: string } }>('{ viewer { domain } }', {}, { as: 'bob' });
    expect(data.viewer.domain).toBe('acme');
    const other = await harness.query('{ virtualMachines(filter: { scope: { account: "bob" } }) { totalCount } }', {}, { as: 'alice' });
    expect(other.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const all = await harness.query<{ virtualMachines: { nodes: object[] } }>(
      '{ virtualMachines(first: 100, filter: { scope: { everyone: true } }) { nodes { owner { account project } } } }',
      {},
      { as: 'alice' },
    );
    expect([...accountsIn(all.data)].filter((account) => account !== 'alice' && account !== '')).toEqual([]);
  });
});

describe('a credential', () => {
  it('does not open what another half of it has opened: every mix of two pairs is refused', async () => {
    const pairs = fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names));
    await fc.assert(
      fc.asyncProperty(fc.array(pairs, { minLength: 4, maxLength: 8 }), async (mix) => {
        await Promise.all(
          mix.map(async ([key, secret]) => {
            const authorization = `Basic ${Buffer.from(`demo-api-key-${key}:demo-secret-key-${secret}`).toString('base64')}`;
            const { data, response } = await harness.query<{ viewer: { username: string } | null }>(
              '{ viewer { username } }',
              {},
              { headers: { authorization } },
            );
            if (key === secret) expect(data.viewer?.username).toBe(key);
            else expect(response.status).toBe(401);
          }),
        );
      }),
      { numRuns: 10, seed: 20261122 },
    );
  }, 30_000);

  it('of a session is not that of a pair sent along with it: the pair decides, and a wrong one is refused', async () => {
    const signIn = await harness.query(
      'mutation { signIn(input: { username: "alice", password: "alice", domain: "/acme" }) { __typename } }',
    );
    const cookie = signIn.response.headers.getSetCookie()[0]?.split(';')[0];
    const both = await harness.query('{ viewer { username } }', {}, { cookie, as: 'bob' });
    expect(both.data).toEqual({ viewer: { username: 'bob' } });
    const wrong = await harness.query('{ viewer { username } }', {}, { cookie, headers: { authorization: 'Basic bm86Ym9keQ==' } });
    expect(wrong.response.status).toBe(401);
  });
});
