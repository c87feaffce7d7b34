import { expect, test } from 'vitest';
import { InFlightGate } from './in-flight-gate.ts';

const never = new AbortController().signal;

test('no more than the limit are in at once, and each place is passed on', async () => {
  const gate = new InFlightGate(2);
  let inside = 0;
  let most = 0;
  const visit = async () => {
    const leave = await gate.enter({}, never);
    most = Math.max(most, ++inside);
    await new Promise((resolve) => setImmediate(resolve));
    inside--;
    leave();
  };
  await Promise.all(Array.from({ length: 20 }, visit));
  expect(most).toBe(2);
  expect(gate.inFlight).toBe(0);
});

test('lanes take turns, and inside a lane the first to come goes first', async () => {
  const gate = new InFlightGate(1);
  const order: string[] = [];
  const busy = { name: 'busy' };
  const other = { name: 'other' };
  const first = await gate.enter(busy, never);
  const visit = async (lane: object, name: string) => {
    const leave = await gate.enter(lane, never);
    order.push(name);
    leave();
  };
  const visits = [visit(busy, 'busy 1'), visit(busy, 'busy 2'), visit(busy, 'busy 3'), visit(other, 'other 1')];
  first();
  await Promise.all(visits);
  expect(order).toEqual(['busy 1', 'other 1', 'busy 2', 'busy 3']);
});

test('who gives up leaves the queue', async () => {
  const gate = new InFlightGate(1);
  const leave = await gate.enter({}, never);
  const controller = new AbortController();
  const waiting = gate.enter({}, controller.signal);
  controller.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  leave();
  expect(gate.inFlight).toBe(0);
  (await gate.enter({}, never))();
});

test('giving a place back twice frees it once', async () => {
  const gate = new InFlightGate(2);
  const leave = await gate.enter({}, never);
  await gate.enter({}, never);
  leave();
  leave();
  expect(gate.inFlight).toBe(1);
});

test('a limit of nothing is refused', () => expect(() => new InFlightGate(0)).toThrow(RangeError));
