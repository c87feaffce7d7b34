/** Volumes, their snapshots and templates of them. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Row, startTestCloud, type TestCaller, type TestCloud } from '../../testing/test-cloud.ts';

const GIB = 1024 ** 3;
let cloud: TestCloud;
let alice: TestCaller;
let zoneid: string;
let disks: Row[];
let vms: Row[];

beforeEach(async () => {
  cloud = await startTestCloud();
  alice = cloud.as('alice');
  zoneid = (await alice.list('listZones'))[0]?.id ?? '';
  disks = await alice.list('listDiskOfferings');
  vms = await alice.list('listVirtualMachines');
});
afterEach(() => cloud.close());

const offering = (size: number): string => disks.find((disk) => disk.disksize === size)?.id ?? '';
const vm = (name: string): string => vms.find((row) => row.name === name)?.id ?? '';
const volumeOf = async (id: string) => (await alice.list('listVolumes', { id }))[0];
const failed = (text: string, code = 431) => ({ jobstatus: 2, jobresult: { errorcode: code, errortext: expect.stringContaining(text) } });

async function create(params: Record<string, string> = { diskofferingid: offering(5), zoneid }): Promise<string> {
  const job = await alice.job('createVolume', { name: 'data', ...params });
  expect(job.jobstatus).toBe(1);
  return String(job.jobinstanceid);
}

describe('a volume', () => {
  test('is allocated, becomes ready when attached, and is free again afterwards', async () => {
    const id = await create();
    expect(await volumeOf(id)).toMatchObject({ state: 'Allocated', size: 5 * GIB, isextractable: true });
    expect(await alice.job('attachVolume', { id, virtualmachineid: vm('web-2') })).toMatchObject({
      jobresult: { volume: { state: 'Ready', deviceid: 1, vmname: 'web-2' } },
    });
    expect(await alice.job('attachVolume', { id, virtualmachineid: vm('web-1') })).toMatchObject(failed('not attached to any VM'));
    expect((await alice.send('deleteVolume', { id })).status).toBe(431);
    expect(await alice.job('detachVolume', { id })).toMatchObject({ jobstatus: 1 });
    expect(await alice.job('detachVolume', { id })).toMatchObject(failed('not attached to a VM'));
    expect(await alice.call('deleteVolume', { id })).toEqual({ success: true });
    expect(await alice.list('listVolumes', { id })).toEqual([]);
  });

  test('of a custom offering needs a size, which the offering of a fixed one gives', async () => {
    const custom = disks.find((disk) => disk.iscustomized === true)?.id ?? '';
    expect((await alice.send('createVolume', { name: 'x', diskofferingid: custom, zoneid })).status).toBe(431);
    expect((await alice.send('createVolume', { name: 'x', diskofferingid: custom, zoneid, size: 5000 })).status).toBe(431);
    expect((await alice.send('createVolume', { name: 'x', zoneid })).status).toBe(431);
    expect(await volumeOf(await create({ diskofferingid: custom, zoneid, size: '7' }))).toMatchObject({ size: 7 * GIB });
  });

  test('grows, and shrinks only with consent: that job fails with a 432 that is no missing permission', async () => {
    const id = await create({ diskofferingid: disks.find((disk) => disk.iscustomized === true)?.id ?? '', zoneid, size: '9' });
    expect(await alice.job('resizeVolume', { id, size: 12 })).toMatchObject({ jobresult: { volume: { size: 12 * GIB } } });
    expect(await alice.job('resizeVolume', { id, size: 2 })).toMatchObject(failed('shrinkok', 432));
    expect(await alice.job('resizeVolume', { id, size: 2, shrinkok: true })).toMatchObject({ jobstatus: 1 });
  });

  test('that was destroyed can be recovered for a day', async () => {
    const id = await create();
    await alice.job('attachVolume', { id, virtualmachineid: vm('web-2') });
    await alice.job('detachVolume', { id });
    await alice.job('destroyVolume', { id });
    expect(await volumeOf(id)).toMatchObject({ state: 'Destroy', destroyed: true });
    expect(await alice.call('recoverVolume', { id })).toMatchObject({ volume: { state: 'Ready', destroyed: false } });
    await alice.job('destroyVolume', { id });
    cloud.clock.advance(25 * 3_600_000);
    expect(await alice.list('listVolumes', { id })).toEqual([]);
  });

  test('cannot be attached to a VM with VM snapshots', async () => {
    expect(await alice.job('attachVolume', { id: await create(), virtualmachineid: vm('staging-1') })).toMatchObject(
      failed('VM snapshots'),
    );
  });
});

describe('a snapshot', () => {
  const data = async (): Promise<string> => (await alice.list('listVolumes', { name: 'shop-data' }))[0]?.id ?? '';

  test('is taken in about three seconds, becomes a volume and a template, and is deleted', async () => {
    const before = cloud.clock.now();
    const job = await alice.job('createSnapshot', { volumeid: await data(), name: 'now' });
    expect(cloud.clock.now() - before).toBeGreaterThanOrEqual(2500);
    expect(job).toMatchObject({ jobresult: { snapshot: { state: 'BackedUp', revertable: true, virtualsize: 100 * GIB } } });
    const id = String(job.jobinstanceid);
    expect(await volumeOf(await create({ snapshotid: id }))).toMatchObject({
      state: 'Ready',
      size: 100 * GIB,
    });
    const ostypeid = (await alice.list('listOsTypes', { page: 1, pagesize: 1 }))[0]?.id ?? '';
    expect(await alice.job('createTemplate', { name: 'made', snapshotid: id, ostypeid })).toMatchObject({
      jobresult: { template: { isready: true, format: 'QCOW2' } },
    });
    expect(await alice.job('deleteSnapshot', { id })).toMatchObject({ jobresult: { success: true } });
    expect(await alice.list('listSnapshots', { id })).toEqual([]);
  });

  test('can be reverted to while the VM is stopped, on KVM', async () => {
    const id = (await alice.list('listSnapshots', { volumeid: await data(), name: 'before-migration' }))[0]?.id ?? '';
    await alice.job('startVirtualMachine', { id: vm('db-1') });
    expect(await alice.job('revertSnapshot', { id })).toMatchObject(failed('not in the shutdown state'));
    await alice.job('stopVirtualMachine', { id: vm('db-1') });
    expect(await alice.job('revertSnapshot', { id })).toMatchObject({ jobstatus: 1 });
  });

  test('cannot be taken of a volume that is only allocated', async () => {
    expect((await alice.send('createSnapshot', { volumeid: await create() })).status).toBe(431);
  });

  test('comes by itself when a policy says so, and the oldest goes', async () => {
    const volumeid = await data();
    await alice.call('createSnapshotPolicy', { volumeid, intervaltype: 'HOURLY', schedule: '15', timezone: 'Europe/Paris', maxsnaps: 2 });
    const hourly = async () =>
      (await alice.list('listSnapshots', { volumeid, snapshottype: 'HOURLY' })).map((row) => String(row.created).slice(11, 16));
    for (let hour = 0; hour < 3; hour += 1) cloud.clock.advance(3_600_000);
    expect(await hourly()).toEqual(['09:15', '10:15']);
    const [event] = await alice.list('listEvents', { type: 'SNAPSHOT.CREATE', state: 'Scheduled', page: 1, pagesize: 1 });
    expect(event).toMatchObject({ username: 'system', account: 'alice', resourcetype: 'Volume', resourceid: volumeid });
  });
});
