/** The recorded cost, and two calls at a time. */
import { describe, expect, test } from 'vitest';
import { VirtualClock } from './clock.ts';
import { costOf, LatencyQueue } from './latency.ts';

const rows = (count: number) => ({ count, row: Array.from({ length: count }, () => ({})) });

describe('the cost of a call is near the recorded one', () => {
  test.each([
    ['listVirtualMachines', undefined, 120, 645],
    ['listVirtualMachines', 'min', 120, 208],
    ['listVirtualMachines', 'nics', 120, 300],
    ['listVirtualMachines', undefined, 20, 82],
    ['listVirtualMachines', 'min', 20, 53],
    ['listVolumes', undefined, 180, 247],
    ['listVolumes', undefined, 20, 33],
    ['listEvents', undefined, 500, 435],
    ['listEvents', undefined, 20, 20],
    ['listEvents', undefined, 0, 12],
    ['listAccounts', undefined, 1, 36],
    ['listApis', undefined, 369, 310],
    ['listZones', undefined, 1, 22],
  ] as const)('%s details=%s, %d rows: %d ms', (command, details, count, recorded) => {
    const cost = costOf(command, details, count === 0 ? {} : rows(count));
    expect(cost / recorded).toBeGreaterThan(0.5);
    expect(cost / recorded).toBeLessThan(1.6);
  });
});

test('a third call waits for the first two', async () => {
  const clock = new VirtualClock(0);
  const queue = new LatencyQueue(clock);
  const done: [string, number][] = [];
  const serve = (name: string, cost: number) =>
    queue
      .serve(
        () => name,
        () => cost,
      )
      .then((served) => done.push([served, clock.now()]));
  const all = [serve('a', 100), serve('b', 60), serve('c', 10), serve('d', 10)];
  for (let at = 0; at < 150; at += 10) {
    await new Promise(setImmediate);
    clock.advance(10);
  }
  await Promise.all(all);
  expect(done).toEqual([
    ['b', 60],
    ['c', 70],
    ['d', 80],
    ['a', 100],
  ]);
});
