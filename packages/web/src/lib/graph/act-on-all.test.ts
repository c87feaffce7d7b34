import { expect, it } from 'vitest';
import { actOnAll } from './act-on-all.ts';
import { makeProblem } from './problems.ts';

it('works through all rows, four at a time, and collects what was refused', async () => {
  let now = 0;
  let most = 0;
  const rows = Array.from({ length: 20 }, (_, index) => index);
  const refused = await actOnAll(rows, async (row) => {
    most = Math.max(most, ++now);
    await new Promise((resolve) => setTimeout(resolve, 1));
    now--;
    return row % 10 === 0 ? { ok: false, problem: makeProblem('INVALID_STATE') } : { ok: true, value: {} as never };
  });
  expect(most).toBe(4);
  expect(refused.map(({ row }) => row).sort((a, b) => a - b)).toEqual([0, 10]);
});
