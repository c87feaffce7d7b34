// What CloudStack is asked in a minute does not grow with those who watch. The clock is virtual: a minute takes a moment.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { VirtualClock } from '@cloudstack-graph/simulator';
import { describe, expect, it } from 'vitest';
import { virtualMachineEvents } from '../resources/virtual-machines/virtual-machine-events.ts';
import { Live } from './live.ts';
import { goingDown } from './stream-ends.ts';
import { FakeCloud, type FakeVm, fakeIdentity, fakeServices } from './test/fake-cloud.ts';

const all = () => true;
const stepMs = 250;
const lists = ['listEvents', 'listVirtualMachines', 'listAsyncJobs'] as const;

interface Crowd {
  readonly identities: number;
  /** Of each identity: a third each listens to events, to changes and to jobs. */
  readonly subscribers: number;
  readonly serviceAccount?: boolean;
}

/** The calls of the second minute in which such a crowd looks on, with the timing of the product. */
async function callsOf({ identities, subscribers, serviceAccount = false }: Crowd): Promise<Record<string, number>> {
  const clock = new VirtualClock();
  const cloud = new FakeCloud();
  cloud.now = clock.now();
  const live = new Live({
    resources: [virtualMachineEvents],
    clock,
    serviceAccount: serviceAccount ? async () => fakeIdentity('admin', 'Admin') : undefined,
  });
  live.start(fakeServices(cloud, live));
  const minute = async () => {
    for (let passed = 0; passed < 60_000; passed += stepMs) {
      clock.advance(stepMs);
      cloud.now = clock.now();
      // what was begun in this step ends in it, too
      for (let turn = 0; turn < 3; turn++) await nextTurn();
    }
  };
  for (let n = 0; n < identities; n++) {
    const identity = fakeIdentity(`user${n}`);
    const { owner, ...vm }: FakeVm = { id: `vm-${n}`, name: 'web', state: 'Running', owner: identity.username };
    cloud.vms.push({ owner, ...vm });
    live.saw(identity.key, 'listVirtualMachines', [vm]);
    for (let subscriber = 0; subscriber < subscribers; subscriber++) {
      const cohort = live.cohort(identity);
      if (subscriber % 3 === 0) await cohort.events(identity, all);
      else if (subscriber % 3 === 1) await cohort.changes(identity, new Set(['VirtualMachine']), undefined);
      else await cohort.jobChanges(identity, all);
    }
  }
  expect(live.watchers).toBe(identities * subscribers);
  await minute();
  cloud.calls.length = 0;
  await minute();
  await live.close(goingDown());
  const counts = Object.fromEntries(lists.map((command) => [command, cloud.count(command)]));
  expect(cloud.calls).toHaveLength(Object.values(counts).reduce((sum, count) => sum + count, 0));
  return counts;
}

describe('calls in a minute', { timeout: 60_000 }, () => {
  it('are the same for 3, 100 and 1,000 subscribers of one identity: at most one in two seconds', async () => {
    const few = await callsOf({ identities: 1, subscribers: 3 });
    expect(few.listEvents).toBeGreaterThanOrEqual(20);
    expect(Object.values(few).reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(30);
    expect(await callsOf({ identities: 1, subscribers: 100 })).toEqual(few);
    expect(await callsOf({ identities: 1, subscribers: 1000 })).toEqual(few);
  });

  it('grow with identities, five times as slowly when a service account gives hints', async () => {
    const alone = await callsOf({ identities: 100, subscribers: 3 });
    const hinted = await callsOf({ identities: 100, subscribers: 3, serviceAccount: true });
    expect(alone.listEvents).toBeLessThanOrEqual(3000);
    // its own poll each second, and the slow clock of each
    expect(hinted.listEvents).toBeLessThanOrEqual(60 + 100 * 6 + 1);
    expect(hinted.listEvents).toBeGreaterThan(500);
  });
});
