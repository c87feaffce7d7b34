import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PortalSession } from '../identity/session-store.ts';
import { REFERENCE, SharedCache } from '../shared-cache.ts';
import { RedisLink } from './redis-link.ts';
import { RedisSessionStore } from './redis-session-store.ts';
import { seal, sealedName, unseal } from './sealed.ts';
import { type Shared, shareThrough } from './shared.ts';
import { startTestRedis, type TestRedis } from './test-redis.ts';

let redis: TestRedis;
const closers: (() => void)[] = [];
beforeAll(async () => {
  redis = await startTestRedis();
});
afterAll(async () => {
  for (const close of closers) close();
  await redis.kill();
});

async function link(): Promise<RedisLink> {
  const made = new RedisLink({ url: redis.url, changed: () => undefined });
  closers.push(() => made.close());
  await until(() => made.up);
  return made;
}

async function shared(): Promise<Shared> {
  const made = shareThrough(redis.url);
  closers.push(() => void made.close());
  await until(() => made.relay.link.up);
  return made;
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 200) throw new Error('not in time');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const session = (name: string): PortalSession => ({
  cloudStack: { userId: name, sessionKey: 'secret' } as PortalSession['cloudStack'],
  endsAt: Date.now() + 60_000,
});

describe('what is sealed', () => {
  it('opens with its secret only, and not when it was changed', () => {
    const sealed = seal('id', 'text');
    expect(unseal('id', sealed)).toBe('text');
    expect(unseal('other', sealed)).toBeUndefined();
    expect(unseal('id', `${sealed.startsWith('A') ? 'B' : 'A'}${sealed.slice(1)}`)).toBeUndefined();
    expect(unseal('id', '')).toBeUndefined();
    expect(sealedName('id')).not.toContain('id');
  });
});

describe('sessions of replicas', { timeout: 30_000 }, () => {
  it('are known to all of them, and readable in Redis to nobody', async () => {
    const first = await link();
    const [here, there] = [new RedisSessionStore(first), new RedisSessionStore(await link())];
    await here.set('session-1', session('bob'));
    expect((await there.get('session-1'))?.cloudStack.userId).toBe('bob');
    expect(await there.get('session-1')).toBe(await there.get('session-1'));
    const [key = ''] = await first.commands.keys('*session*');
    expect(`${key} ${await first.commands.get(key)}`).not.toMatch(/session-1|bob|secret/);
    await there.delete('session-1');
    expect(await here.get('session-1')).toBeUndefined();
  });

  it('go on here while Redis is away; what was begun or ended meanwhile is made up for', async () => {
    const first = await link();
    const second = await link();
    const [here, there] = [new RedisSessionStore(first), new RedisSessionStore(second)];
    await here.set('kept', session('bob'));
    await here.set('ended', session('alice'));
    await redis.kill();
    await until(() => !first.up && !second.up);
    expect((await here.get('kept'))?.cloudStack.userId).toBe('bob');
    await here.delete('ended');
    await here.set('begun', session('dana'));
    expect(await here.get('ended')).toBeUndefined();
    await redis.start();
    await until(() => first.up && second.up);
    expect((await here.get('begun'))?.cloudStack.userId).toBe('dana');
    expect((await there.get('begun'))?.cloudStack.userId).toBe('dana');
    expect(await there.get('ended')).toBeUndefined();
  });
});

describe('limits and reference data of replicas', { timeout: 30_000 }, () => {
  it('are counted together', async () => {
    const [here, there] = [await shared(), await shared()];
    const limiters = [here.makeLimiter('test', 3, 60), there.makeLimiter('test', 3, 60)];
    for (let n = 0; n < 3; n++) await limiters[n % 2]?.consume('bob');
    await expect(limiters[1]?.consume('bob')).rejects.toMatchObject({ remainingPoints: 0 });
  });

  it('are fetched once for an identity, and never given to another', async () => {
    const [here, there] = await Promise.all([shared(), shared()]);
    const caches = [here, there].map(({ secondLevel }) => new SharedCache({ second: secondLevel }));
    let fetched = 0;
    const fetch = async () => ({ rows: [`zone ${++fetched}`] });
    expect(await caches[0]?.get('bob', 'listZones', REFERENCE, fetch, true)).toEqual({ rows: ['zone 1'] });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await caches[1]?.get('bob', 'listZones', REFERENCE, fetch, true)).toEqual({ rows: ['zone 1'] });
    expect(await caches[1]?.get('alice', 'listZones', REFERENCE, fetch, true)).toEqual({ rows: ['zone 2'] });
    expect(await caches[1]?.get('bob', 'secret', REFERENCE, fetch)).toEqual({ rows: ['zone 3'] });
    expect(await caches[0]?.get('bob', 'secret', REFERENCE, fetch)).toEqual({ rows: ['zone 4'] });
  });
});
