import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Shared, shareThrough } from './replicas/shared.ts';
import { startTestRedis, type TestRedis } from './replicas/test-redis.ts';
import { basic, type Harness, startHarness } from './test/harness.ts';

let redis: TestRedis;
const replicas: { shared: Shared; harness: Harness }[] = [];

beforeAll(async () => {
  redis = await startTestRedis();
  for (let number = 0; number < 2; number++) {
    const shared = shareThrough(redis.url);
    for (let tries = 0; !shared.relay.link.up && tries < 200; tries++) await new Promise((resolve) => setTimeout(resolve, 20));
    replicas.push({ shared, harness: await startHarness({ deps: { shared } }) });
  }
});
afterAll(async () => {
  for (const { harness, shared } of replicas) {
    await harness.close();
    await shared.close();
  }
  await redis.kill();
});

const document = '{ viewer { username } zones { nodes { name } } }';
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const persisted = (sha256Hash: string, version = 1) => ({ persistedQuery: { version, sha256Hash } });

const harnessOf = (replica: number) => replicas[replica]?.harness as Harness;

interface Reply {
  status: number;
  data?: { viewer: { username: string } } | null;
  errors?: { message: string; extensions: { code: string } }[];
}

async function send(replica: number, body: object, authorization: string | undefined = basic('bob')): Promise<Reply> {
  const headers = { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) };
  const request = new Request('http://gateway/graphql', { method: 'POST', headers, body: JSON.stringify(body) });
  const response = await harnessOf(replica).gateway.fetch(request);
  return { status: response.status, ...((await response.json()) as object) };
}

describe('persisted documents', () => {
  it('are asked for, sent once, and known to every replica from then on', async () => {
    const hash = hashOf(document);
    const unknown = await send(0, { extensions: persisted(hash) });
    expect([unknown.status, unknown.errors]).toMatchObject([
      200,
      [{ message: 'PersistedQueryNotFound', extensions: { code: 'NOT_FOUND' } }],
    ]);
    expect((await send(0, { query: document, extensions: persisted(hash) })).data?.viewer.username).toBe('bob');
    expect((await send(0, { extensions: persisted(hash) })).data?.viewer.username).toBe('bob');
    await expect.poll(async () => (await send(1, { extensions: persisted(hash) }, basic('alice'))).data?.viewer.username).toBe('alice');
  });

  it('answer a GET by their hash', async () => {
    const query = new URLSearchParams({ extensions: JSON.stringify(persisted(hashOf(document))) });
    const request = new Request(`http://gateway/graphql?${query}`, {
      headers: { accept: 'application/json', authorization: basic('bob'), 'apollo-require-preflight': '1' },
    });
    const response = await harnessOf(0).gateway.fetch(request);
    expect(await response.json()).toMatchObject({ data: { viewer: { username: 'bob' } } });
  });

  it('are not kept for strangers', async () => {
    const other = '{ __typename }';
    await send(0, { query: other, extensions: persisted(hashOf(other)) }, '');
    expect((await send(0, { extensions: persisted(hashOf(other)) })).errors?.[0]?.message).toBe('PersistedQueryNotFound');
  });

  it.each<[string, object, RegExp]>([
    ['a hash of something else', { query: '{ __typename }', extensions: persisted(hashOf('{ a }')) }, /is not the SHA-256/],
    ['another version', { extensions: persisted(hashOf(document), 2) }, /version: 1/],
    ['a hash that is none', { extensions: persisted('../../etc') }, /64 hexadecimal/],
    ['nothing at all', {}, /Send a `query`/],
  ])('%s is refused with a word on it', async (_what, body, words) => {
    const { status, errors } = await send(0, body);
    expect(errors?.[0]).toMatchObject({ message: expect.stringMatching(words), extensions: { code: 'INVALID_INPUT' } });
    expect(status).toBeLessThan(500);
  });

  it('that somebody changed in Redis are not believed', async () => {
    const text = '{ viewer { id } }';
    await replicas[0]?.shared.relay.link.try((client) => client.set(`{cloudstack-graph}:document:${hashOf(text)}`, document));
    expect((await send(1, { extensions: persisted(hashOf(text)) })).errors?.[0]?.message).toBe('PersistedQueryNotFound');
  });
});
