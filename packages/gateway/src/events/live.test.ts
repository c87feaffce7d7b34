import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { virtualMachineEvents } from '../resources/virtual-machines/virtual-machine-events.ts';
import { StreamEnd } from './channel.ts';
import { cursorOf, parseCursor } from './event-cursor.ts';
import type { EventRow } from './event-row.ts';
import { Live } from './live.ts';
import type { LiveStream } from './live-stream.ts';
import { goingDown } from './stream-ends.ts';
import { FakeCloud, type FakeVm, fakeIdentity, fakeServices } from './test/fake-cloud.ts';

const timing = {
  clockAloneMs: 30,
  clockWithHintsMs: 10_000,
  hintSpacingMs: 10,
  reconcileMs: 200,
  unstableMs: 20,
  unstableMaxMs: 40,
  jobsMs: 20,
  serviceAccountMs: 15,
  failureMs: 10,
  failureMaxMs: 20,
};

const open: Live[] = [];

function start(options: { serviceAccount?: boolean; timing?: object } = {}) {
  const cloud = new FakeCloud();
  const live = new Live({
    resources: [virtualMachineEvents],
    timing: { ...timing, ...options.timing },
    serviceAccount: options.serviceAccount ? async () => fakeIdentity('admin', 'Admin') : undefined,
  });
  live.start(fakeServices(cloud, live));
  open.push(live);
  return { cloud, live };
}

afterEach(() => {
  for (const live of open.splice(0)) live.close(goingDown());
});

const all = () => true;
const shown = ({ owner, ...vm }: FakeVm) => ({ ...vm, account: owner });

async function take<T extends object>(stream: LiveStream<T | StreamEnd>, count: number): Promise<T[]> {
  const items: T[] = [];
  while (items.length < count) {
    const { done, value } = await stream.next();
    if (done) throw new Error('the stream ended');
    if (value instanceof StreamEnd) throw value.error;
    items.push(value);
  }
  return items;
}

const ids = (events: readonly EventRow[]) => events.map((event) => event.id);

describe('events of a cohort', () => {
  it('come to every subscriber of the user from one poller, and to nobody else', async () => {
    const { cloud, live } = start();
    const bob = fakeIdentity('bob');
    const alice = fakeIdentity('alice');
    const streams = await Promise.all(Array.from({ length: 20 }, () => live.cohort(bob).events(bob, all)));
    const hers = await live.cohort(alice).events(alice, all);
    const written = [
      cloud.addEvent('bob', 'VM.STOP', 'Scheduled'),
      cloud.addEvent('alice', 'VM.START', 'Scheduled'),
      cloud.addEvent('bob', 'VM.STOP', 'Started'),
    ];
    for (const stream of streams) expect(ids(await take(stream, 2))).toEqual([written[0]?.id, written[2]?.id]);
    expect(ids(await take(hers, 1))).toEqual([written[1]?.id]);
    expect(live.cohorts.size).toBe(2);
    for (const stream of [...streams, hers]) await stream.return();
    expect(live.cohorts.size).toBe(0);
  });

  it('cost as many calls for one subscriber as for a hundred', async () => {
    const callsWith = async (subscribers: number) => {
      const { cloud, live } = start({ timing: { clockAloneMs: 20 } });
      const bob = fakeIdentity('bob');
      for (let i = 0; i < subscribers; i++) await live.cohort(bob).events(bob, all);
      cloud.calls.length = 0;
      await sleep(300);
      live.close(goingDown());
      return cloud.count('listEvents');
    };
    const one = await callsWith(1);
    const hundred = await callsWith(100);
    expect(one).toBeGreaterThan(5);
    expect(hundred).toBeLessThanOrEqual(16);
  });

  it('resume after a cursor: out of memory, or out of the log, also when its event was archived', async () => {
    const { cloud, live } = start();
    const bob = fakeIdentity('bob');
    const written = Array.from({ length: 30 }, (_, i) => {
      if (i % 3 === 0) cloud.now += 1000;
      return cloud.addEvent('bob', 'VM.STOP', 'Scheduled');
    });
    const from = written[19] as EventRow;
    const archived = cloud.events[19];
    if (archived) archived.archived = true;
    const after = parseCursor(cursorOf(from));
    const fresh = await live.cohort(bob).events(bob, all, after);
    // two seconds after the start of the log begins the overlap: 27 events, one archived
    const replayed = ids(await take(fresh, 26));
    expect(replayed.slice(-10)).toEqual(ids(written.slice(20)));
    const next = [cloud.addEvent('bob', 'VM.START', 'Scheduled'), cloud.addEvent('bob', 'VM.START', 'Started')];
    expect(ids(await take(fresh, 2))).toEqual(ids(next));
    const again = await live.cohort(bob).events(bob, all, parseCursor(cursorOf(next[0] as EventRow)));
    expect(ids(await take(again, 1))).toEqual([next[1]?.id]);
  });

  it('go on where they were when CloudStack was away', async () => {
    const { cloud, live } = start();
    const bob = fakeIdentity('bob');
    const stream = await live.cohort(bob).events(bob, all);
    cloud.away = true;
    const written = [cloud.addEvent('bob', 'VM.STOP', 'Scheduled')];
    await sleep(100);
    expect(live.cohorts.get(bob.key)?.failures).toBeGreaterThan(0);
    cloud.now += 10_000;
    written.push(cloud.addEvent('bob', 'VM.STOP', 'Completed'));
    cloud.away = false;
    expect(ids(await take(stream, 2))).toEqual(ids(written));
  });

  it('go on with another credential when one ends, and end with the last', async () => {
    const { cloud, live } = start();
    const first = fakeIdentity('bob', 'User', 1);
    const second = fakeIdentity('bob', 'User', 2);
    const ends = await live.cohort(first).events(first, all);
    const stays = await live.cohort(second).events(second, all);
    cloud.revoked.add('key-bob-1');
    await expect(take(ends, 1)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    const event = cloud.addEvent('bob', 'VM.STOP', 'Scheduled');
    expect(ids(await take(stays, 1))).toEqual([event.id]);
    cloud.revoked.add('key-bob-2');
    await expect(take(stays, 1)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(live.cohorts.size).toBe(0);
  });

  it('end with an invitation to resume when the process goes down', async () => {
    const { live } = start();
    const bob = fakeIdentity('bob');
    const stream = await live.cohort(bob).events(bob, all);
    const waiting = take(stream, 1);
    live.close(goingDown());
    await expect(waiting).rejects.toMatchObject({ extensions: { resume: true } });
    expect(() => live.cohort(bob)).toThrow('goes down');
  });
});

describe('what is on a screen', () => {
  const vmKinds = new Set(['VirtualMachine']);

  it("follows an admin's action of which the owner reads one event only", async () => {
    const { cloud, live } = start();
    const bob = fakeIdentity('bob');
    const vm = { id: 'vm-1', name: 'web', state: 'Running', owner: 'bob' };
    cloud.vms.push(vm);
    const stream = await live.cohort(bob).changes(bob, vmKinds, undefined);
    vm.state = 'Stopping';
    cloud.addEvent('bob', 'VM.STOP', 'Scheduled', vm.id);
    const [first] = await take(stream, 1);
    expect(first).toMatchObject({ kind: 'CHANGED', id: vm.id, row: { state: 'Stopping' } });
    vm.state = 'Stopped';
    cloud.addEvent('admin', 'VM.STOP', 'Completed', vm.id);
    const [second] = await take(stream, 1);
    expect(second).toMatchObject({ kind: 'CHANGED', id: vm.id, row: { state: 'Stopped' } });
  });

  it('is listed anew by the clock, when there was no event at all', async () => {
    const { cloud, live } = start();
    const bob = fakeIdentity('bob');
    const vms = ['vm-1', 'vm-2', 'vm-3'].map((id) => ({ id, name: id, state: 'Running', owner: 'bob' }));
    cloud.vms.push(...vms);
    live.saw(bob.key, 'listVirtualMachines', vms.map(shown));
    const stream = await live.cohort(bob).changes(bob, vmKinds, undefined);
    await sleep(50);
    cloud.calls.length = 0;
    (vms[0] as { name: string }).name = 'renamed';
    cloud.vms.splice(1, 1);
    const changes = await take(stream, 2);
    expect(changes.map(({ kind, id }) => `${kind} ${id}`).sort()).toEqual(['CHANGED vm-1', 'REMOVED vm-2']);
    expect(cloud.count('listVirtualMachines')).toBeLessThanOrEqual(3);
  });

  it("follows another account's action by the service account's hint", async () => {
    const { cloud, live } = start({ serviceAccount: true, timing: { reconcileMs: 60_000 } });
    const bob = fakeIdentity('bob');
    const vm = { id: 'vm-1', name: 'web', state: 'Running', owner: 'bob' };
    cloud.vms.push(vm);
    live.saw(bob.key, 'listVirtualMachines', [shown(vm)]);
    const stream = await live.cohort(bob).changes(bob, vmKinds, undefined);
    await sleep(50);
    vm.name = 'renamed by an admin';
    cloud.addEvent('admin', 'VM.UPDATE', 'Completed', vm.id);
    const [change] = await take(stream, 1);
    expect(change).toMatchObject({ kind: 'CHANGED', row: { name: 'renamed by an admin' } });
    const before = cloud.calls.filter(({ command, user }) => command === 'listEvents' && user === 'bob').length;
    await sleep(100);
    const after = cloud.calls.filter(({ command, user }) => command === 'listEvents' && user === 'bob').length;
    expect(after).toBe(before);
  });

  it('looks at what somebody else began until it has ended, though only the beginning can be read', async () => {
    const { cloud, live } = start({ timing: { reconcileMs: 60_000 } });
    const bob = fakeIdentity('bob');
    const vm = { id: 'vm-1', name: 'web', state: 'Stopped', owner: 'bob' };
    cloud.vms.push(vm);
    live.saw(bob.key, 'listVirtualMachines', [shown(vm)]);
    const stream = await live.cohort(bob).changes(bob, vmKinds, undefined);
    cloud.addEvent('bob', 'VM.EXPUNGE', 'Scheduled', vm.id);
    await vi.waitUntil(() => cloud.count('listVirtualMachines') > 0);
    await sleep(30);
    cloud.vms.splice(0);
    expect((await take(stream, 2)).map(({ kind }) => kind)).toEqual(['CHANGED', 'REMOVED']);
  });

  it("says nothing of another tenant's machine to whoever follows its id", async () => {
    const { cloud, live } = start({ serviceAccount: true });
    const alice = fakeIdentity('alice');
    cloud.vms.push(
      { id: 'vm-1', name: 'web', state: 'Running', owner: 'bob' },
      { id: 'vm-2', name: 'hers', state: 'Running', owner: 'alice' },
    );
    const ids = ['vm-1', 'vm-2'].map((id) => ({ typename: 'VirtualMachine', id }));
    const stream = await live.cohort(alice).changes(alice, undefined, ids);
    await sleep(30);
    cloud.addEvent('bob', 'VM.STOP', 'Started', 'vm-1');
    await vi.waitUntil(() => cloud.calls.some(({ command, user }) => command === 'listVirtualMachines' && user === 'alice'));
    await sleep(30);
    cloud.addEvent('alice', 'VM.STOP', 'Started', 'vm-2');
    const [change] = await take(stream, 1);
    expect(change).toMatchObject({ id: 'vm-2' });
  });

  it('announces what one tab has made to the others, once, though its answer was seen first', async () => {
    const { cloud, live } = start();
    const bob = fakeIdentity('bob');
    const stream = await live.cohort(bob).changes(bob, vmKinds, undefined);
    const vm = { id: 'vm-8', name: 'new', state: 'Starting', owner: 'bob' };
    cloud.vms.push(vm);
    live.saw(bob.key, 'listVirtualMachines', [shown(vm)]);
    cloud.addEvent('bob', 'VM.CREATE', 'Scheduled', vm.id);
    expect((await take(stream, 1))[0]).toMatchObject({ kind: 'ADDED', id: 'vm-8' });
    vm.state = 'Running';
    cloud.addEvent('bob', 'VM.CREATE', 'Completed', vm.id);
    expect((await take(stream, 1))[0]).toMatchObject({ kind: 'CHANGED', row: { state: 'Running' } });
  });

  it('hears of what is new, and of what its page missed before it listened', async () => {
    const { cloud, live } = start();
    const bob = fakeIdentity('bob');
    const first = await live.cohort(bob).changes(bob, vmKinds, undefined);
    cloud.vms.push({ id: 'vm-9', name: 'new', state: 'Running', owner: 'bob' });
    cloud.addEvent('bob', 'VM.CREATE', 'Completed', 'vm-9');
    expect((await take(first, 1))[0]).toMatchObject({ kind: 'ADDED', id: 'vm-9' });
    const second = await live.cohort(bob).changes(bob, undefined, [{ typename: 'VirtualMachine', id: 'vm-9' }]);
    expect((await take(second, 1))[0]).toMatchObject({ id: 'vm-9' });
  });
});

describe('jobs of a cohort', () => {
  it('are told without asking for each, also those begun elsewhere', async () => {
    const { cloud, live } = start();
    const bob = fakeIdentity('bob');
    cloud.jobs.push({ id: 'job-1', owner: 'bob', status: 0, vm: 'vm-1' }, { id: 'job-2', owner: 'bob', status: 0 });
    const stream = await live.cohort(bob).jobChanges(bob, all);
    expect((await take(stream, 2)).map((job) => job.id)).toEqual(['job-1', 'job-2']);
    for (const job of cloud.jobs) job.status = 1;
    expect((await take(stream, 2)).map((job) => job.status)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
    expect(cloud.count('queryAsyncJobResult')).toBe(2);
    const looks = cloud.count('listAsyncJobs');
    await sleep(100);
    expect(cloud.count('listAsyncJobs')).toBe(looks);
  });

  it('can be waited for, without any subscription', async () => {
    const { cloud, live } = start();
    const bob = fakeIdentity('bob');
    cloud.jobs.push({ id: 'job-1', owner: 'bob', status: 0 });
    const pending = { id: 'job-1', command: 'stopVirtualMachine', status: 'PENDING' as const };
    expect(await live.waitForJob(bob, pending, 50)).toBeUndefined();
    const waiting = live.waitForJob(bob, pending, 2000);
    for (const job of cloud.jobs) job.status = 2;
    expect(await waiting).toMatchObject({ status: 'FAILED' });
    expect(live.cohorts.size).toBe(0);
    expect(cloud.count('listEvents')).toBe(0);
  });
});
