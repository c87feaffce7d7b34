/** ISOs and templates: fetched, shared, put into drives, deleted. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCaller, type TestCloud } from '../../testing/test-cloud.ts';

let cloud: TestCloud;
let alice: TestCaller;
let common: Record<string, string>;

beforeEach(async () => {
  cloud = await startTestCloud();
  alice = cloud.as('alice');
  common = {
    displaytext: 'An image',
    zoneid: (await alice.list('listZones'))[0]?.id ?? '',
    ostypeid: (await alice.list('listOsTypes', { page: 1, pagesize: 1 }))[0]?.id ?? '',
  };
});
afterEach(() => cloud.close());

const register = async (name: string, url: string): Promise<string> =>
  (await alice.list('registerIso', { ...common, name, url }))[0]?.id ?? '';
const isoOf = async (id: string) => (await alice.list('listIsos', { id, isofilter: 'self' }))[0];

describe('an ISO', () => {
  test('is downloaded bit by bit in about five seconds, without an event at the end', async () => {
    const id = await register('mine', 'https://downloads.example.com/mine.iso');
    expect(await isoOf(id)).toMatchObject({ isready: false, status: 'Download not started' });
    const events = (await alice.list('listEvents')).length;
    cloud.clock.advance(2500);
    expect((await isoOf(id))?.status).toMatch(/^\d+% Downloaded$/);
    cloud.clock.advance(3000);
    expect(await isoOf(id)).toMatchObject({ isready: true, status: 'Successfully Installed', size: expect.any(Number) });
    expect(await alice.list('listEvents')).toHaveLength(events);
  });

  test.each([
    ['http://127.0.0.1:8899/a.iso', 'Illegal host specified in URL.'],
    ['http://localhost/a.iso', 'Illegal host specified in URL.'],
    ['http://[::1]/a.iso', 'Illegal host specified in URL.'],
    ['http://nosuchhost.invalid/a.iso', 'Unable to resolve nosuchhost.invalid.'],
    ['ftp//bad', 'Unsupported scheme for url: ftp//bad'],
    ['file:///etc/passwd', 'Unsupported scheme for url: file:///etc/passwd'],
  ])('is not fetched from %s', async (url, text) => {
    const answer = await alice.send('registerIso', { ...common, name: 'x', url });
    expect([answer.status, answer.body]).toEqual([
      431,
      { registerisoresponse: { uuidList: [], errorcode: 431, cserrorcode: 9999, errortext: text } },
    ]);
    expect((await alice.list('listEvents', { type: 'ISO.CREATE', level: 'ERROR' })).length).toBe(1);
  });

  test('is attached, keeps from being deleted while it is, and then goes', async () => {
    const id = await register('mine', 'https://downloads.example.com/mine.iso');
    const [vm] = await alice.list('listVirtualMachines');
    const virtualmachineid = String(vm?.id);
    expect(await alice.job('attachIso', { id, virtualmachineid })).toMatchObject({ jobstatus: 2 });
    cloud.clock.advance(6000);
    expect(await alice.job('attachIso', { id, virtualmachineid })).toMatchObject({
      jobresult: { virtualmachine: { isoid: id, isoname: 'mine' } },
    });
    expect(await alice.list('listVirtualMachines', { id: virtualmachineid, details: 'iso' })).toMatchObject([{ isoid: id }]);
    expect(await alice.job('deleteIso', { id })).toMatchObject({
      jobstatus: 2,
      jobresult: { errortext: "Unable to delete iso, as it's used by other vms" },
    });
    await alice.job('detachIso', { virtualmachineid });
    expect(await alice.job('detachIso', { virtualmachineid })).toMatchObject({ jobstatus: 2 });
    expect(await alice.job('deleteIso', { id })).toMatchObject({ jobresult: { success: true } });
    expect(await alice.list('listIsos', { isofilter: 'self', id })).toEqual([]);
  });

  test('is seen by others once it is shared or public', async () => {
    const bob = cloud.as('bob');
    const [iso] = await alice.list('listIsos', { isofilter: 'self' });
    const id = String(iso?.id);
    const seen = async (isofilter: string) => (await bob.list('listIsos', { isofilter })).some((row) => row.id === id);
    expect([await seen('executable'), await seen('shared')]).toEqual([false, false]);
    await alice.call('updateIsoPermissions', { id, op: 'add', accounts: 'bob' });
    expect([await seen('executable'), await seen('sharedexecutable'), await seen('community')]).toEqual([true, true, false]);
    expect((await bob.send('updateIso', { id, displaytext: 'x' })).status).toBe(531);
    await alice.call('updateIsoPermissions', { id, op: 'reset' });
    expect(await seen('shared')).toBe(false);
    await alice.call('updateIsoPermissions', { id, ispublic: true });
    expect(await seen('community')).toBe(true);
    expect((await bob.list('listIsos', { isofilter: 'community' }))[0]?.url).toBeUndefined();
  });
});

test('a template in use is not deleted unless forced; one that does not fit the hypervisor is not taken', async () => {
  const admin = cloud.as('admin');
  const [template] = await alice.list('listTemplates', { templatefilter: 'featured' });
  const id = String(template?.id);
  expect((await alice.send('deleteTemplate', { id })).status).toBe(531);
  expect(await admin.job('deleteTemplate', { id })).toMatchObject({ jobstatus: 2 });
  expect(await admin.job('deleteTemplate', { id, forced: true })).toMatchObject({ jobstatus: 1 });
  const params = { ...common, name: 't', url: 'https://downloads.example.com/t.vhd', hypervisor: 'XenServer', format: 'VHD' };
  expect((await alice.send('registerTemplate', params)).status).toBe(431);
});

test('a switch lets tests fetch from the own machine', async () => {
  const open = await startTestCloud({ allowLoopbackUrls: true });
  const answer = await open.as('bob').send('registerIso', {
    ...common,
    ostypeid: (await open.as('bob').list('listOsTypes'))[0]?.id ?? '',
    zoneid: (await open.as('bob').list('listZones'))[0]?.id ?? '',
    name: 'x',
    url: 'http://127.0.0.1:1/x.iso',
  });
  await open.close();
  expect(answer.status).toBe(200);
});
