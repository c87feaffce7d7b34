import { describe, expect, it, vi } from 'vitest';
import { SubscriberQueue } from './subscriber-queue.ts';

async function drain<T>(queue: SubscriberQueue<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of queue) all.push(item);
  return all;
}

describe('SubscriberQueue', () => {
  it('gives what waits, in order, then what comes', async () => {
    const queue = new SubscriberQueue<number>({ limit: 10, overflow: () => -1 });
    queue.push(1);
    queue.push(2);
    const all = drain(queue);
    queue.push(3);
    queue.end();
    expect(await all).toEqual([1, 2, 3]);
  });

  it('lets a consumer go that is too slow, and says so instead of leaving something out', async () => {
    const closed = vi.fn();
    const queue = new SubscriberQueue<number>({ limit: 3, overflow: () => -1, closed });
    for (let i = 1; i <= 5; i++) queue.push(i);
    expect(queue.size).toBe(1);
    expect(await drain(queue)).toEqual([-1]);
    expect(closed).toHaveBeenCalledOnce();
  });

  it('keeps one of each key', async () => {
    const queue = new SubscriberQueue<{ id: string; n: number }>({
      limit: 2,
      keyOf: (item) => item.id,
      merge: (earlier, later) => ({ id: later.id, n: earlier.n + later.n }),
      overflow: () => ({ id: '', n: -1 }),
    });
    for (let n = 1; n <= 4; n++) for (const id of ['a', 'b']) queue.push({ id, n });
    queue.end();
    expect(await drain(queue)).toEqual([
      { id: 'a', n: 10 },
      { id: 'b', n: 10 },
    ]);
  });

  it('wakes a waiting consumer with the last word, once', async () => {
    const queue = new SubscriberQueue<string>({ limit: 3, overflow: () => 'slow' });
    const all = drain(queue);
    await Promise.resolve();
    queue.end('going down');
    queue.push('late');
    expect(await all).toEqual(['going down']);
  });

  it('closes when the consumer leaves', async () => {
    const closed = vi.fn();
    const queue = new SubscriberQueue<number>({ limit: 3, overflow: () => -1, closed });
    queue.push(1);
    const waiting = queue.next().then(() => queue.next());
    await Promise.resolve();
    await queue.return();
    expect((await waiting).done).toBe(true);
    expect(closed).toHaveBeenCalledOnce();
  });
});
