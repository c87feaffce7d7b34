import { readdirSync, readFileSync } from 'node:fs';
import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { basic, type Harness, startHarness } from '../test/harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ environment: { PUBLIC_ORIGINS: 'https://portal.example.org' } });
});
afterAll(() => harness.close());
beforeEach(() => harness.simulator.calls.reset());

const times = (count: number, each: (n: number) => string) => Array.from({ length: count }, (_, n) => each(n)).join(' ');

async function send(init: RequestInit & { path?: string }) {
  const response = await harness.gateway.fetch(new Request(`http://gateway${init.path ?? '/graphql'}`, { method: 'POST', ...init }));
  return { status: response.status, text: await response.text() };
}
const json = (body: unknown, headers: Record<string, string> = {}) =>
  send({ body: JSON.stringify(body), headers: { 'content-type': 'application/json', host: 'gateway', ...headers } });

describe('a document is refused before anything is done', () => {
  it.each([
    ['101 aliases of __typename', `{ ${times(101, (n) => `a${n}: __typename`)} }`, /too many aliases: 101/],
    ['500 times the same field', `{ ${times(500, () => '__typename')} }`, /repetitions of one field: 500/],
    ['directives upon directives', `{ __typename ${times(50, () => '@skip(if: false)')} }`, /directives: 50/],
    ['unknown directives', '{ __typename @a @b @c }', /Unknown directive/],
    ['fragments in a circle', '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }', /Cannot spread fragment/],
    [
      'too many fields at its root',
      `{ ${times(41, (n) => (n < 40 ? `zones(first: 1) { totalCount }`.replace('zones', `z${n}: zones`) : 'viewer { id }'))} }`,
      /root|aliases/,
    ],
    ['many mutations at once', `mutation { ${times(21, (n) => `s${n}: signOut`)} }`, /root: 21/],
    ['too many tokens', `{ viewer { ${times(3100, () => 'id')} } }`, /tokens/],
    ['too many characters', `{ viewer { id } } # ${'x'.repeat(20_000)}`, /too long: 20/],
    [
      'lists within lists within lists',
      `{ virtualMachines(first: 500) { nodes { volumes(first: 500) { nodes { virtualMachine { volumes(first: 500) { nodes { id } } } } } } } }`,
      /too costly/,
    ],
    [
      'depth',
      `{ virtualMachines { nodes { ${'volumes { nodes { virtualMachine { '.repeat(6)} id ${'} } }'.repeat(6)} } } }`,
      /too deep|too costly/,
    ],
    [
      'circular introspection',
      '{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }',
      /introspection depth/i,
    ],
  ])('%s', async (_name, query, message) => {
    const { errors } = await harness.query(query, {}, { as: 'bob' });
    expect(errors?.map((error) => error.message).join('\n')).toMatch(message);
    expect(errors?.every((error) => error.extensions.code === 'INVALID_INPUT')).toBe(true);
    expect(harness.simulator.calls.total()).toBeLessThanOrEqual(1); // whose key pair it is
  });

  it('a batch of operations', async () => {
    expect((await json([{ query: '{ __typename }' }, { query: '{ __typename }' }])).status).toBe(400);
  });

  it('a body that is too long', async () => {
    const { status } = await json({ query: '{ __typename }', variables: { x: 'y'.repeat(600_000) } });
    expect(status).toBe(413);
  });
});

describe('what is meant to work, works', () => {
  const queries = new URL('../queries/', import.meta.url);
  it.each(readdirSync(queries))('%s', async (name) => {
    const document = readFileSync(new URL(name, queries), 'utf8');
    const list = document.includes('network(id:') ? 'networks' : 'virtualMachines';
    const { data } = await harness.query<Record<string, { nodes: { id: string }[] }>>(
      `{ ${list}(first: 1) { nodes { id } } }`,
      {},
      { as: 'bob' },
    );
    const { errors } = await harness.query(document, { id: data[list]?.nodes[0]?.id }, { as: 'bob' });
    expect(errors).toBeUndefined();
  });

  it('the introspection of GraphiQL and of code generators, signed in', async () => {
    const { errors, data } = await harness.query<{ __schema: { types: object[] } }>(
      getIntrospectionQuery({ inputValueDeprecation: true, specifiedByUrl: true }),
      {},
      { as: 'bob' },
    );
    expect(errors).toBeUndefined();
    expect(data.__schema.types.length).toBeGreaterThan(100);
  });
});

describe('strangers', () => {
  it('do not read the schema, nor guess it from suggestions', async () => {
    const schema = await harness.query('{ __schema { types { name } } }');
    expect(schema.errors).toMatchObject([{ message: 'Sign in to read the schema.', extensions: { code: 'UNAUTHENTICATED' } }]);
    const typo = '{ virtualMachine { id } zonez { id } }';
    const guess = await harness.query(typo);
    expect(guess.errors?.map((error) => error.message).join()).not.toMatch(/did you mean|zones/i);
    const known = await harness.query(typo, {}, { as: 'bob' });
    expect(known.errors?.map((error) => error.message).join()).toMatch(/Did you mean/);
  });
});

describe('pages of other origins', () => {
  const body = { query: '{ __typename }' };
  it('are refused, ours and programs are not', async () => {
    expect((await json(body, { origin: 'http://evil.example' })).status).toBe(403);
    expect((await json(body, { origin: 'null' })).status).toBe(403);
    expect((await json(body, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await json(body, { origin: 'http://gateway' })).status).toBe(200);
    expect((await json(body, { origin: 'https://portal.example.org' })).status).toBe(200);
    expect((await json(body)).status).toBe(200);
  });

  it('cannot send forms or plain text', async () => {
    for (const [type, text] of [
      ['text/plain', JSON.stringify(body)],
      ['application/x-www-form-urlencoded', `query=${encodeURIComponent(body.query)}`],
      ['application/graphql', body.query],
    ] as const) {
      const { status } = await send({ body: text, headers: { 'content-type': type } });
      expect([type, status]).toEqual([type, 415]);
    }
    const form = new FormData();
    form.set('operations', JSON.stringify(body));
    expect((await send({ body: form })).status).toBe(415);
  });

  it('cannot change anything by GET', async () => {
    const response = await harness.gateway.fetch(
      new Request(`http://gateway/graphql?query=${encodeURIComponent('mutation { signOut }')}`, {
        headers: { authorization: basic('bob') },
      }),
    );
    expect(response.status).toBe(405);
  });
});

describe('failures', () => {
  it('that are not meant for callers are masked, with the id of the request', async () => {
    const { cache } = harness.gateway.services;
    const get = cache.get;
    cache.get = () => {
      throw new TypeError('secret detail at /srv/gateway/file.ts');
    };
    try {
      const { errors, response } = await harness.query('{ zones { totalCount } }', {}, { as: 'bob' });
      expect(errors?.[0]?.message).toMatch(/^Something failed that should not have/);
      expect(errors?.[0]?.extensions).toEqual({ code: 'INTERNAL', requestId: response.headers.get('x-request-id') });
      expect(JSON.stringify(errors)).not.toContain('secret');
    } finally {
      cache.get = get;
    }
  });

  it('of CloudStack carry its command, status and numbers', async () => {
    harness.simulator.faults.add({ command: 'listVirtualMachines', kind: 'status', status: 530, times: 1 });
    const { errors } = await harness.query('{ virtualMachines { totalCount } }', {}, { as: 'bob' });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: expect.stringMatching(/^(INTERNAL|UPSTREAM_\w+)$/),
      cloudStack: { command: 'listVirtualMachines', status: 530 },
    });
  });

  it('of the way there say what is the matter, and pass', async () => {
    await harness.simulator.goAway();
    const away = await harness.query('{ virtualMachines { totalCount } }', {}, { as: 'bob' });
    expect(away.errors?.[0]).toMatchObject({
      message: expect.stringMatching(/cannot be reached|not available/),
      extensions: { code: 'UPSTREAM_UNAVAILABLE' },
    });
    const ready = await harness.gateway.fetch(new Request('http://gateway/readyz'));
    expect(ready.status).toBe(200);
    await harness.simulator.comeBack();
    await expect
      .poll(async () => (await harness.query('{ virtualMachines { totalCount } }', {}, { as: 'bob' })).errors, {
        timeout: 15_000,
        interval: 250,
      })
      .toBeUndefined();
  });
});

it('one identity is slowed down when it asks too often', async () => {
  const strict = await startHarness({ environment: { RATE_LIMIT_PER_MINUTE: '3' } });
  const answers = [];
  for (let n = 0; n < 4; n++) answers.push(await strict.query('{ viewer { id } }', {}, { as: 'bob' }));
  expect(answers.map(({ response }) => response.status)).toEqual([200, 200, 200, 429]);
  expect(answers[3]?.errors?.[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: expect.any(Number) });
  expect((await strict.query('{ viewer { id } }', {}, { as: 'alice' })).errors).toBeUndefined();
  await strict.close();
});
