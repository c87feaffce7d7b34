import { describe, expect, it } from 'vitest';
import { eachBounded } from './bounded.ts';

describe('eachBounded', () => {
  it('keeps the order of the items, whichever ends first', async () => {
    const waits = [3, 1, 2];
    const outcomes = await eachBounded(waits, 3, async (turns) => {
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      return turns;
    });
    expect(outcomes).toEqual(waits.map((value) => ({ ok: true, value })));
  });

  it('has never more in flight than allowed', async () => {
    let now = 0;
    let most = 0;
    await eachBounded(Array.from({ length: 20 }), 4, async () => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setImmediate(resolve));
      now--;
    });
    expect(most).toBe(4);
  });

  it('tells a failure apart and goes on', async () => {
    const refusal = new Error('no');
    const outcomes = await eachBounded(['a', 'b', 'c'], 1, async (item) => {
      if (item === 'b') throw refusal;
      return item;
    });
    expect(outcomes).toEqual([
      { ok: true, value: 'a' },
      { ok: false, error: refusal },
      { ok: true, value: 'c' },
    ]);
  });

  it('answers an empty list with one', async () => expect(await eachBounded([], 4, async () => 1)).toEqual([]));
});
