import { beforeEach, describe, expect, it } from 'vitest';
import { EVERYONE, SharedCache } from './shared-cache.ts';

let now = 0;
let fetched = 0;
let cache: SharedCache;
const freshness = { freshMs: 100, staleMs: 1000 };
const fetch = async () => ++fetched;
const get = (identity = 'alice') => cache.get(identity, 'zones', freshness, fetch);
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

beforeEach(() => {
  now = 1;
  fetched = 0;
  cache = new SharedCache({ now: () => now });
});

describe('SharedCache', () => {
  it('fetches once while fresh, and once for all who ask at the same moment', async () => {
    expect(await Promise.all([get(), get(), get()])).toEqual([1, 1, 1]);
    now += 99;
    expect(await get()).toBe(1);
  });

  it('serves the old value while it fetches a new one', async () => {
    await get();
    now += 150;
    expect(await Promise.all([get(), get()])).toEqual([1, 1]);
    await settle();
    expect(fetched).toBe(2);
    expect(await get()).toBe(2);
  });

  it('forgets what is too old', async () => {
    await get();
    now += 1200;
    expect(await get()).toBe(2);
  });

  it('keeps the old value when the new one cannot be fetched', async () => {
    await get();
    now += 150;
    const failing = () => cache.get('alice', 'zones', freshness, () => Promise.reject(new Error('away')));
    expect(await failing()).toBe(1);
    await settle();
    expect(await failing()).toBe(1);
  });

  it('keeps no failure', async () => {
    await expect(cache.get('alice', 'zones', freshness, () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await get()).toBe(1);
  });

  it('keeps nothing that was on its way when it was forgotten, and lets nobody later join it', async () => {
    let arrive: (value: number) => void = () => undefined;
    const slow = cache.get('alice', 'zones', freshness, () => new Promise<number>((resolve) => (arrive = resolve)));
    cache.forget('alice', 'zo');
    const later = get();
    arrive(99);
    expect([await slow, await later, await get()]).toEqual([99, 1, 1]);
  });

  it('crosses no users, but shares what belongs to everyone', async () => {
    expect(await get('alice')).toBe(1);
    expect(await get('bob')).toBe(2);
    expect([await get(EVERYONE), await get(EVERYONE)]).toEqual([3, 3]);
    cache.forget('alice', 'zo');
    expect([await get('alice'), await get('bob')]).toEqual([4, 2]);
  });
});
