// Replicas that are killed, Redis and CloudStack that go away, connections that are cut: nothing is lost. The long run is
// `npm run bench -- chaos`.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chaos } from './chaos/chaos.ts';

test('no subscriber loses an event, gets another tenant’s, or gets them in another order, whatever fails', {
  timeout: 180_000,
}, async () => {
  const report = await chaos({ seconds: 15, subscribers: 30, replicas: 2, outage: 4 });
  assert.deepEqual({ lost: report.lost, foreign: report.foreign, outOfOrder: report.outOfOrder }, { lost: 0, foreign: 0, outOfOrder: 0 });
  assert.ok(report.events > 20, `only ${report.events} events happened`);
  assert.ok(report.killed > 0);
});
