/** A VM from its deployment to its end. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Row, startTestCloud, type TestCaller, type TestCloud } from '../../testing/test-cloud.ts';

let cloud: TestCloud;
let alice: TestCaller;
let deployment: Record<string, string>;

beforeEach(async () => {
  cloud = await startTestCloud();
  alice = cloud.as('alice');
  const first = async (command: string, params = {}): Promise<string> => (await alice.list(command, params))[0]?.id ?? '';
  deployment = {
    zoneid: await first('listZones'),
    templateid: await first('listTemplates', { templatefilter: 'featured' }),
    serviceofferingid: await first('listServiceOfferings'),
    networkids: await first('listNetworks'),
  };
});
afterEach(() => cloud.close());

const vmOf = async (id: string, params = {}): Promise<Row | undefined> => (await alice.list('listVirtualMachines', { id, ...params }))[0];
const stateOf = async (id: string) => (await vmOf(id))?.state;

async function deploy(params: Record<string, string> = {}): Promise<string> {
  const job = await alice.job('deployVirtualMachine', { ...deployment, ...params });
  expect(job).toMatchObject({ jobstatus: 1, jobinstancetype: 'VirtualMachine' });
  return String(job.jobinstanceid);
}

describe('a deployment', () => {
  test('goes by Starting to Running within two to four seconds, with address, root disk and four events', async () => {
    const before = cloud.clock.now();
    const { id, jobid } = await alice.call('deployVirtualMachine', { ...deployment, name: 'fresh-1' });
    expect(await stateOf(String(id))).toBe('Starting');
    expect(await alice.list('listAsyncJobs')).toMatchObject([{ jobid, jobinstanceid: id, jobstatus: 0 }]);
    while ((await stateOf(String(id))) === 'Starting') cloud.clock.advance(100);
    expect(cloud.clock.now() - before).toBeGreaterThanOrEqual(2000);
    expect(cloud.clock.now() - before).toBeLessThanOrEqual(4000);
    expect(await alice.list('listAsyncJobs')).toEqual([]);
    const vm = await vmOf(String(id));
    expect(vm).toMatchObject({ state: 'Running', name: 'fresh-1', ipaddress: expect.stringMatching(/^10\./), rootdevicetype: 'ROOT' });
    expect(await alice.list('listVolumes', { virtualmachineid: String(id) })).toMatchObject([
      { type: 'ROOT', state: 'Ready', vmname: 'fresh-1' },
    ]);
    const events = await alice.list('listEvents', { page: 1, pagesize: 4 });
    expect(events.map((event) => `${event.type} ${event.state}`)).toEqual([
      'VOLUME.CREATE Created',
      'VM.CREATE Scheduled',
      'VM.CREATE Started',
      'VM.CREATE Completed',
    ]);
    expect(events.slice(2).map((event) => event.parentid)).toEqual([events[1]?.id, events[1]?.id]);
  });

  test('is refused for a bad name, a name in use, and a customised offering without its size', async () => {
    const refused = async (params: Record<string, string>) =>
      (await alice.send('deployVirtualMachine', { ...deployment, ...params })).status;
    expect(await refused({ name: 'bad_name!' })).toBe(431);
    expect(await refused({ name: 'web-1' })).toBe(431);
    const custom = (await alice.list('listServiceOfferings')).find((offering) => offering.iscustomized === true);
    expect(await refused({ serviceofferingid: String(custom?.id) })).toBe(431);
    expect(await refused({ serviceofferingid: String(custom?.id), 'details[0].cpuNumber': '99', 'details[0].memory': '1024' })).toBe(431);
    const id = await deploy({ serviceofferingid: String(custom?.id), 'details[0].cpuNumber': '2', 'details[0].memory': '1024' });
    expect(await vmOf(id)).toMatchObject({ cpunumber: 2, memory: 1024, details: { cpuNumber: '2', memory: '1024' } });
  });

  test('takes an address of its network that is free, and user data in Base64 only; what it refuses leaves nothing', async () => {
    const before = await alice.list('listVirtualMachines');
    const taken = String(before.find(({ ipaddress }) => ipaddress !== undefined)?.ipaddress);
    const refused = async (params: Record<string, string>) =>
      (await alice.send('deployVirtualMachine', { ...deployment, ...params })).status;
    expect([await refused({ ipaddress: '10.9.9.9' }), await refused({ ipaddress: taken }), await refused({ ipaddress: 'x' })]).toEqual([
      533, 533, 431,
    ]);
    expect(await refused({ userdata: 'not base64!' })).toBe(431);
    expect(await alice.list('listVirtualMachines')).toHaveLength(before.length);
    const wished = taken.replace(/\d+$/, '251');
    const id = await deploy({ ipaddress: wished, userdata: 'I2Nsb3VkLWNvbmZpZwo=' });
    expect(await vmOf(id)).toMatchObject({ ipaddress: wished });
  });

  test('tells the password once, where the template takes one', async () => {
    const images = await alice.list('listTemplates', { templatefilter: 'executable' });
    for (const { id: templateid, passwordenabled } of images) {
      const job = await alice.job('deployVirtualMachine', { ...deployment, templateid });
      const { virtualmachine } = job.jobresult as { virtualmachine: Row };
      expect(typeof virtualmachine.password).toBe(passwordenabled === true ? 'string' : 'undefined');
      expect(await vmOf(virtualmachine.id)).not.toHaveProperty('password');
    }
  });

  test('may leave the VM stopped', async () => {
    const id = await deploy({ startvm: 'false' });
    const vm = await vmOf(id);
    expect([vm?.state, vm?.lastupdated]).toEqual(['Stopped', undefined]);
  });

  test('may take an ISO instead of a template, with a disk offering for the root disk', async () => {
    const [iso] = await alice.list('listIsos', { isofilter: 'featured' });
    const params = { templateid: String(iso?.id), hypervisor: 'KVM' };
    expect((await alice.send('deployVirtualMachine', { ...deployment, ...params })).status).toBe(431);
    const disk = (await alice.list('listDiskOfferings')).find((offering) => offering.disksize === 20);
    const id = await deploy({ ...params, diskofferingid: String(disk?.id) });
    expect(await vmOf(id)).toMatchObject({ templateid: iso?.id, isoid: iso?.id });
    expect(await alice.list('listVolumes', { virtualmachineid: id })).toMatchObject([{ type: 'ROOT', size: 20 * 1024 ** 3 }]);
  });

  test('beyond the account’s limit is 535; beyond every host’s room the job fails with 533', async () => {
    const [account] = await alice.list('listAccounts');
    const [admin] = [cloud.as('admin')];
    await admin.call('updateResourceLimit', {
      account: 'alice',
      domainid: String(account?.domainid),
      resourcetype: 0,
      max: Number(account?.vmtotal),
    });
    const answer = await alice.send('deployVirtualMachine', deployment);
    expect([answer.status, answer.text]).toEqual([535, expect.stringContaining("Maximum amount of resources of Type = 'user_vm'")]);
    for (const type of [0, 8, 9])
      await admin.call('updateResourceLimit', { account: 'alice', domainid: String(account?.domainid), resourcetype: type, max: -1 });
    const huge = await admin.call('createServiceOffering', {
      name: 'giant',
      displaytext: 'giant',
      cpunumber: 512,
      cpuspeed: 4000,
      memory: 4_194_304,
    });
    const job = await alice.job('deployVirtualMachine', { ...deployment, serviceofferingid: String((huge.serviceoffering as Row).id) });
    expect(job).toMatchObject({ jobstatus: 2, jobresultcode: 533 });
    expect(await stateOf(String(job.jobinstanceid))).toBe('Error');
  });
});

describe('a running VM', () => {
  test('stops, starts, reboots; what does not fit its state fails in the job', async () => {
    const id = await deploy();
    expect(await alice.job('startVirtualMachine', { id })).toMatchObject({
      jobstatus: 2,
      jobresult: { errorcode: 431, errortext: expect.stringContaining('is already running') },
    });
    expect(await alice.job('rebootVirtualMachine', { id })).toMatchObject({ jobstatus: 1 });
    expect(await alice.job('stopVirtualMachine', { id })).toMatchObject({
      jobstatus: 1,
      jobresult: { virtualmachine: { state: 'Stopped' } },
    });
    expect(await alice.job('rebootVirtualMachine', { id })).toMatchObject({ jobstatus: 2, jobresultcode: 431 });
    expect(await alice.job('stopVirtualMachine', { id })).toMatchObject({ jobstatus: 1 });
    expect(await alice.job('startVirtualMachine', { id })).toMatchObject({
      jobstatus: 1,
      jobresult: { virtualmachine: { state: 'Running' } },
    });
  });

  test('does one thing after the other', async () => {
    const id = await deploy();
    const stop = await alice.call('stopVirtualMachine', { id });
    const start = await alice.call('startVirtualMachine', { id });
    expect(await alice.list('listAsyncJobs')).toHaveLength(2);
    expect(await stateOf(id)).toBe('Stopping');
    cloud.clock.advance(10_000);
    for (const { jobid } of [stop, start])
      expect(await alice.call('queryAsyncJobResult', { jobid: String(jobid) })).toMatchObject({ jobstatus: 1 });
    expect(await stateOf(id)).toBe('Running');
  });

  test('has statistics after a minute, and they move', async () => {
    const id = await deploy();
    expect((await vmOf(id, { details: 'stats' }))?.cpuused).toBeUndefined();
    cloud.clock.advance(61_000);
    const first = (await vmOf(id, { details: 'stats' }))?.cpuused;
    cloud.clock.advance(3_600_000);
    const later = (await vmOf(id, { details: 'stats' }))?.cpuused;
    expect(first).toMatch(/^\d+\.\d\d%$/);
    expect(later).not.toBe(first);
  });
});

describe('the end', () => {
  test('a destroyed VM can be recovered until it is expunged, and then is unknown', async () => {
    const id = await deploy();
    expect(await alice.job('destroyVirtualMachine', { id })).toMatchObject({ jobresult: { virtualmachine: { state: 'Destroyed' } } });
    expect(await alice.job('startVirtualMachine', { id })).toMatchObject({ jobstatus: 2, jobresultcode: 530 });
    expect(await alice.call('recoverVirtualMachine', { id })).toMatchObject({ virtualmachine: { state: 'Stopped' } });
    await alice.job('destroyVirtualMachine', { id });
    cloud.clock.advance(25 * 3_600_000);
    expect(await alice.list('listVirtualMachines', { id })).toEqual([]);
    const answer = await alice.send('startVirtualMachine', { id });
    expect([answer.status, answer.text]).toEqual([431, expect.stringContaining('of type [VirtualMachine]')]);
  });

  test('expunging at once answers a row without an id, and frees the data disks', async () => {
    const [database] = await alice.list('listVirtualMachines', { name: 'db-1' });
    const id = String(database?.id);
    expect(await alice.job('destroyVirtualMachine', { id })).toMatchObject({ jobstatus: 2, jobresultcode: 431 });
    await alice.call('updateVirtualMachine', { id, deleteprotection: false });
    const job = await alice.job('destroyVirtualMachine', { id, expunge: true });
    expect(job.jobresult).toEqual({ virtualmachine: { securitygroup: [], nic: [], affinitygroup: [], deleteprotection: false, tags: [] } });
    const [data] = await alice.list('listVolumes', { name: 'shop-data' });
    expect([data?.state, data?.virtualmachineid]).toEqual(['Ready', undefined]);
  });
});

test('others’ VMs: nothing in lists, 531 on actions; the domain admin may, with listall', async () => {
  const [vm] = await alice.list('listVirtualMachines');
  const id = String(vm?.id);
  const [bob, dana] = [cloud.as('bob'), cloud.as('dana')];
  expect(await bob.list('listVirtualMachines', { id })).toEqual([]);
  expect((await bob.send('stopVirtualMachine', { id })).status).toBe(531);
  expect(await dana.list('listVirtualMachines', { ids: id })).toEqual([]);
  expect(await dana.list('listVirtualMachines', { ids: id, listall: true })).toHaveLength(1);
  expect(await dana.list('listVirtualMachines', { id })).toHaveLength(1);
  expect(await dana.job('stopVirtualMachine', { id })).toMatchObject({ jobstatus: 1 });
});
