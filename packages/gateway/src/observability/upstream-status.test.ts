import { expect, test } from 'vitest';
import { UpstreamStatus } from './upstream-status.ts';

const answered = { outcome: 'ok', status: 200, durationMs: 12 } as const;
const refused = { outcome: 'transport', status: undefined, durationMs: 1 } as const;
const late = { outcome: 'transport', status: undefined, durationMs: 30_000 } as const;
const denied = { outcome: 'permission', status: 531, durationMs: 12 } as const;

test('a closed port is an outage at the second call, a late answer at the third', () => {
  const status = new UpstreamStatus();
  status.learn(refused);
  expect(status.current.reachable).toBe(true);
  status.learn(refused);
  expect(status.current.reachable).toBe(false);
  status.learn(denied);
  expect(status.current.reachable).toBe(true);
  for (const expected of [true, true, false]) {
    status.learn(late);
    expect(status.current.reachable).toBe(expected);
  }
});

test('an answer between two silences starts the count anew', () => {
  const status = new UpstreamStatus();
  for (const report of [late, late, answered, late, late]) status.learn(report);
  expect(status.current.reachable).toBe(true);
});

test('a listener hears how it stands, then each change', async () => {
  const status = new UpstreamStatus();
  const heard = status.changes();
  expect((await heard.next()).value?.reachable).toBe(true);
  status.learn(refused);
  status.learn(refused);
  expect((await heard.next()).value?.reachable).toBe(false);
  await heard.return?.();
});
