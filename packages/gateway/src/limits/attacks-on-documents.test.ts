// Documents that are made to cost much, to guess, or to look where one may not. What limits.test.ts says of the limits
// themselves is not repeated here: these try to get around them.
import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Ask, type Harness, startHarness } from '../test/harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
  await harness.query('{ viewer { id } }', {}, { as: 'bob' }); // whose pair it is, once
});
afterAll(() => harness.close());
beforeEach(() => harness.simulator.calls.reset());

const times = (count: number, each: (n: number) => string) => Array.from({ length: count }, (_, n) => each(n)).join(' ');
const ask = (query: string, variables: Record<string, unknown> = {}, options: Ask = { as: 'bob' }) =>
  harness.query(query, variables, options);

/** Refused with this code and these words, and CloudStack has heard nothing of it. */
async function refused(query: string, words: RegExp, variables: Record<string, unknown> = {}, code = 'INVALID_INPUT') {
  const began = performance.now();
  const { errors, data } = await ask(query, variables);
  expect(errors?.map(({ message }) => message).join('\n')).toMatch(words);
  expect(errors?.every(({ extensions }) => extensions.code === code)).toBe(true);
  expect(data ?? null).toBeNull();
  expect(harness.simulator.calls.total()).toBe(0);
  // Minutes, where something grows without bound.
  expect(performance.now() - began).toBeLessThan(10_000);
}

describe('cost', () => {
  const deep = (list: string) =>
    `virtualMachines(first: ${list}) { nodes { volumes(first: ${list}) { nodes { snapshots(first: ${list}) { nodes { id } } } } } }`;

  it.each([
    ['written out', `{ ${deep('500')} }`, {}],
    ['by variables', `query ($n: Int) { ${deep('$n')} }`, { n: 500 }],
    ["by a variable's default", `query ($n: Int = 500) { ${deep('$n')} }`, {}],
    ['by fragments', `{ ...A } fragment A on Query { ...B } fragment B on Query { ${deep('500')} }`, {}],
    ['by inline fragments', `{ ... { ... on Query { ... { ${deep('500')} } } } }`, {}],
    ['behind directives', `query ($no: Boolean = true) { ... @include(if: $no) { ${deep('500')} } }`, {}],
    ['under aliases', `{ ${times(8, (n) => `a${n}: ${deep('60')}`)} }`, {}],
    [
      'by `last`',
      `{ virtualMachines(last: 500) { nodes { volumes(first: 500) { nodes { snapshots(first: 500) { nodes { id } } } } } } }`,
      {},
    ],
    [
      'by many ids',
      `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on VirtualMachine { volumes(first: 500) { nodes { id } } } } }`,
      {
        ids: Array.from({ length: 5000 }, (_, n) => `VirtualMachine:00000000-0000-4000-8000-${String(n).padStart(12, '0')}`),
      },
    ],
  ])('is counted %s', (_how, query, variables) => refused(query, /too costly|too many|At most/i, variables));

  it('does not grow with fragments that double themselves', () => {
    const doubling = times(
      24,
      (n) => `fragment F${n} on Query { a${n}: __typename ${n < 23 ? `...F${n + 1} b: __typename ...F${n + 1}` : ''} }`,
    );
    return refused(`{ ...F0 } ${doubling}`, /too|conflict/i);
  });

  it('does not grow with fragments that validation compares each with each', () => {
    const many = times(240, (n) => `fragment F${n} on Viewer { id ...F${(n + 1) % 240} }`);
    return refused(`{ viewer { ${times(240, (n) => `...F${n}`)} } } ${many}`, /too many fragments/);
  });

  it('does not grow with operations that are not run', async () => {
    const many = times(200, (n) => `query Q${n} { viewer { id } }`);
    const { errors } = await ask(many);
    expect(errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
  });

  it.each([
    ['first: 100000', /At most 500/, '{ virtualMachines(first: 100000) { totalCount } }'],
    ['last: 100000', /At most 500|too costly/, '{ volumes(last: 100000) { totalCount } }'],
    ['first: -1', /negative/, '{ snapshots(first: -1) { totalCount } }'],
    ['a page of events', /At most 500/, '{ events(first: 501) { totalCount } }'],
    ['a cursor of nowhere', /No cursor/, '{ virtualMachines(after: "row:99999999999999999999") { totalCount } }'],
    ['a cursor with more in it', /No cursor/, '{ isos(after: "row:1&listall=true") { totalCount } }'],
  ])('%s', (_what, words, query) => refused(query, words));
});

describe('ids', () => {
  it.each([
    ['of another type', '{ virtualMachine(id: "Volume:029d3e74-1111-4222-8333-444455556666") { id } }', /a VirtualMachine is wanted/],
    ['that are none', '{ volume(id: "1 or 1=1") { id } }', /no id of a Volume/],
    ['with a parameter in them', '{ volume(id: "029d3e74-1111-4222-8333-444455556666&listall=true") { id } }', /no id of a Volume/],
    ['without a type, for node', '{ node(id: "029d3e74-1111-4222-8333-444455556666") { id } }', /no typed id/],
    [
      'in a filter',
      '{ volumes(filter: { virtualMachineId: "Volume:029d3e74-1111-4222-8333-444455556666" }) { totalCount } }',
      /a VirtualMachine is wanted/,
    ],
    [
      'in a list',
      'mutation { destroyVirtualMachine(input: { id: "029d3e74-1111-4222-8333-444455556666", volumeIds: ["*"] }) { ... on Error { message } } }',
      /no id/,
    ],
  ])('%s are refused before any call', async (_what, query, words) => {
    const { errors, data } = await ask(query);
    expect(JSON.stringify([errors, data])).toMatch(words);
    expect(harness.simulator.calls.total()).toBe(0);
  });

  it('of a type that the graph does not have are nothing', async () => {
    const { data, errors } = await ask('{ node(id: "Secret:029d3e74-1111-4222-8333-444455556666") { id } }');
    expect(errors?.[0]?.extensions.code ?? data?.node ?? null).toBeOneOf([null, 'INVALID_INPUT']);
    expect(harness.simulator.calls.total()).toBe(0);
  });
});

describe('the schema', () => {
  it('is not told to strangers because somebody signed in has asked the same document before', async () => {
    const document = `${getIntrospectionQuery()} # ${Math.random()}`;
    expect((await ask(document)).errors).toBeUndefined();
    expect((await ask(document, {}, {})).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  it('is told to those signed in though a stranger has asked the same document before', async () => {
    const document = `{ __schema { queryType { name } } } # ${Math.random()}`;
    expect((await ask(document, {}, {})).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect((await ask(document)).errors).toBeUndefined();
  });

  it.each([
    ['fields', '{ virtualMachinez { totalCount } }', {}],
    ['arguments', '{ zones(frist: 1) { totalCount } }', {}],
    ['values', '{ events(filter: { level: WARM }) { totalCount } }', {}],
    ['types', '{ node(id: "x") { ... on VirtualMachin { id } } }', {}],
    ['input fields', 'mutation { signIn(input: { usernam: "a", password: "b" }) { __typename } }', {}],
    [
      'input fields in variables',
      'mutation ($i: SignInInput!) { signIn(input: $i) { __typename } }',
      { i: { usernam: 'a', username: 'a', password: 'b' } },
    ],
    ['values in variables', 'query ($f: EventFilter) { events(filter: $f) { totalCount } }', { f: { level: 'WARM' } }],
  ])('does not help strangers to guess %s', async (_what, query, variables) => {
    const { errors } = await ask(query, variables, {});
    expect(errors?.length).toBeGreaterThan(0);
    expect(JSON.stringify(errors)).not.toMatch(/did you mean|perhaps|suggest/i);
  });
});

describe('signing in by force', () => {
  const attempt = (n: number) => `signIn(input: { username: "alice", password: "guess${n}", domain: "/acme" }) { __typename }`;

  it.each([
    ['aliases', `mutation { ${times(30, (n) => `a${n}: ${attempt(n)}`)} }`],
    ['fragments', `mutation { ...A ...B } fragment A on Mutation { a: ${attempt(1)} } fragment B on Mutation { b: ${attempt(2)} }`],
    ['inline fragments', `mutation { ... { a: ${attempt(1)} } ... on Mutation { b: ${attempt(2)} } }`],
    ['a fragment that is spread twice', `mutation { ...A ... { ...A } b: ${attempt(2)} } fragment A on Mutation { a: ${attempt(1)} }`],
    [
      'codes of the second factor',
      'mutation { a: verifySecondFactor(input: { code: "1" }) { __typename } b: verifySecondFactor(input: { code: "2" }) { __typename } }',
    ],
  ])('by %s is refused whole', async (_how, query) => {
    const { errors } = await ask(query, {}, {});
    expect(errors?.map(({ message }) => message).join()).toMatch(/only once|too many/);
    expect(harness.simulator.calls.of('login')).toBe(0);
  });

  it('by operations one after the other is slowed down, in whatever spelling of name and domain', async () => {
    const slow = await startHarness({ environment: { SIGN_IN_ATTEMPTS_PER_MINUTE: '4' } });
    try {
      const spellings = ['/acme', 'acme', '/acme/', '//acme', '/acme', 'acme/', '/acme', '/acme'];
      for (const [n, domain] of spellings.entries()) {
        await slow.query('mutation ($i: SignInInput!) { signIn(input: $i) { __typename } }', {
          i: { username: n % 2 ? 'Alice' : 'alice', password: `guess${n}`, domain },
        });
      }
      expect(slow.simulator.calls.of('login')).toBeLessThanOrEqual(4);
    } finally {
      await slow.close();
    }
  });
});
