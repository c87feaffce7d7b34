/** Events of projects, commands that write none, what an event names, and the slip of `startid`. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Row, startTestCloud, type TestCaller, type TestCloud } from '../../testing/test-cloud.ts';

let cloud: TestCloud;
let [admin, alice, bob, dana] = [] as unknown as [TestCaller, TestCaller, TestCaller, TestCaller];
let project: Row;
let ids: { zone: string; disk: string; os: string; network: string };

beforeAll(async () => {
  cloud = await startTestCloud();
  [admin, alice, bob, dana] = [cloud.as('admin'), cloud.as('alice'), cloud.as('bob'), cloud.as('dana')];
  project = (await alice.list('listProjects'))[0] as Row;
  const first = async (command: string, params = {}): Promise<string> => String((await alice.list(command, params))[0]?.id);
  ids = {
    zone: await first('listZones'),
    disk: await first('listDiskOfferings'),
    os: await first('listOsTypes', { page: 1, pagesize: 1 }),
    network: await first('listNetworks'),
  };
});

afterAll(() => cloud.close());

async function written(viewer: TestCaller, during: () => Promise<unknown>, params: Record<string, string> = {}): Promise<Row[]> {
  const before = new Set((await viewer.list('listEvents', params)).map(({ id }) => id));
  await during();
  return (await viewer.list('listEvents', params)).filter(({ id }) => !before.has(id));
}

const types = (events: Row[]): string[] => events.map(({ type, state }) => `${type} ${state}`);

describe('projects', () => {
  const volume = (name: string) => ({ name, zoneid: ids.zone, diskofferingid: ids.disk, projectid: project.id });

  test('a call that names the project writes events of the project, which members see with its id only', async () => {
    const own = await written(bob, async () => {
      const ofProject = await written(alice, () => bob.job('createVolume', volume('shared')), { projectid: project.id });
      expect(types(ofProject)).toEqual(['Created', 'Scheduled', 'Started', 'Completed'].map((state) => `VOLUME.CREATE ${state}`));
      expect(ofProject.every((event) => event.projectid === project.id && event.username === 'bob' && !('account' in event))).toBe(true);
    });
    expect(own).toEqual([]);
  });

  test('a call without the project’s id is the caller’s own', async () => {
    const [shared] = await bob.list('listVolumes', { projectid: project.id, name: 'shared' });
    const ofProject = await written(
      alice,
      async () =>
        expect(types(await written(bob, () => bob.call('deleteVolume', { id: String(shared?.id) })))).toEqual(['VOLUME.DESTROY Completed']),
      { projectid: project.id },
    );
    expect(ofProject).toEqual([]);
  });

  test('projectid=-1 with listall gives a member the own and all projects’ in one call, a domain admin not the domain', async () => {
    const both = await bob.list('listVirtualMachines', { listall: true, projectid: '-1' });
    expect(both.some((vm) => vm.projectid === project.id)).toBe(true);
    expect(both.some((vm) => vm.account === 'bob')).toBe(true);
    const domain = await dana.list('listVirtualMachines', { listall: true });
    expect(new Set(domain.map(({ account }) => account))).toEqual(new Set(['alice', 'bob', 'dana']));
    const slipped = await dana.list('listVirtualMachines', { listall: true, projectid: '-1' });
    expect(new Set(slipped.map(({ account }) => account))).toEqual(new Set(['dana']));
    const everything = await admin.list('listVirtualMachines', { listall: true, projectid: '-1' });
    expect(everything.length).toBe(domain.length + 1);
  });

  test('who is no member is told that there is no such command; the admin of the domain looks into its projects', async () => {
    const [other] = (await admin.job('createProject', { name: 'foreign', displaytext: 'Foreign' })) && (await admin.list('listProjects'));
    const answer = await alice.send('listVirtualMachines', { projectid: String(other?.id) });
    expect([answer.status, Object.keys(answer.body as object)]).toEqual([432, ['errorresponse']]);
    expect((await dana.send('listVirtualMachines', { projectid: project.id })).status).toBe(200);
    expect((await dana.send('listVirtualMachines', { projectid: String(other?.id) })).status).toBe(531);
  });
});

describe('commands that write no event', () => {
  test('keys, groups, user data deleted, permissions of images', async () => {
    const iso = { name: 'quiet', displaytext: 'Quiet', url: 'http://files.example.net/quiet.iso', zoneid: ids.zone, ostypeid: ids.os };
    const [made] = await alice.list('registerIso', iso);
    const { userdata } = await alice.call('registerUserData', { name: 'quiet', userdata: 'I2Nsb3VkLWNvbmZpZwo=' });
    const events = await written(alice, async () => {
      await alice.call('createSSHKeyPair', { name: 'quiet' });
      await alice.call('deleteSSHKeyPair', { name: 'quiet' });
      await alice.call('deleteUserData', { id: String((userdata as Row).id) });
      const { instancegroup } = await alice.call('createInstanceGroup', { name: 'quiet' });
      await alice.call('updateInstanceGroup', { id: String((instancegroup as Row).id), name: 'quieter' });
      await alice.call('deleteInstanceGroup', { id: String((instancegroup as Row).id) });
      await alice.call('updateIsoPermissions', { id: String(made?.id), ispublic: false });
    });
    expect(events).toEqual([]);
  });
});

describe('what an event names', () => {
  test('a rule while it is there, nothing once it is deleted; a network and an address for ever', async () => {
    const address = await alice.job('associateIpAddress', { networkid: ids.network });
    const { ipaddress } = address.jobresult as { ipaddress: Row };
    const rule = { ipaddressid: ipaddress.id, protocol: 'tcp', startport: 8080, cidrlist: '0.0.0.0/0' };
    const opened = await written(alice, () => alice.job('createFirewallRule', rule), { type: 'FIREWALL.OPEN' });
    const [made] = await alice.list('listFirewallRules', { ipaddressid: ipaddress.id });
    expect(opened.map(({ resourceid }) => resourceid)).toEqual(Array(4).fill(made?.id));
    await alice.job('deleteFirewallRule', { id: String(made?.id) });
    for (const { id } of opened) expect((await alice.list('listEvents', { id }))[0]).not.toHaveProperty('resourceid');
    const released = await written(alice, () => alice.job('disassociateIpAddress', { id: ipaddress.id }), { type: 'NET.IPRELEASE' });
    expect(released.map(({ resourceid }) => resourceid)).toEqual(Array(3).fill(ipaddress.id));
  });

  test('an affinity group is never completed', async () => {
    const group = { name: 'apart', type: 'host anti-affinity' };
    expect(types(await written(alice, () => alice.job('createAffinityGroup', group)))).toEqual([
      'AG.CREATE Created',
      'AG.CREATE Scheduled',
    ]);
  });

  test('a network in use is not deleted, and still says so', async () => {
    const events = await written(alice, async () => {
      const job = await alice.job('deleteNetwork', { id: ids.network });
      expect([job.jobstatus, job.jobresultcode]).toEqual([2, 530]);
    });
    expect(events.at(-1)).toMatchObject({ type: 'NETWORK.DELETE', state: 'Completed', level: 'INFO' });
  });
});

describe('reading the log', () => {
  test('startid gives the children of an event to anybody who knows its id', async () => {
    const [scheduled] = await written(bob, async () => {
      const [vm] = await bob.list('listVirtualMachines', { state: 'Running' });
      await admin.job('rebootVirtualMachine', { id: String(vm?.id) });
    });
    const mine = await bob.list('listEvents', { startid: String(scheduled?.id) });
    expect(mine.map(({ state, account }) => `${state} ${account}`)).toEqual(['Scheduled bob', 'Started admin', 'Completed admin']);
    const others = await alice.list('listEvents', { startid: String(scheduled?.id) });
    expect(others.map(({ state }) => state)).toEqual(expect.arrayContaining(['Started', 'Completed']));
  });

  test('a job of an admin on somebody’s machine is not the owner’s to ask for', async () => {
    const [vm] = await bob.list('listVirtualMachines', { state: 'Running' });
    const { jobid } = await admin.call('rebootVirtualMachine', { id: String(vm?.id) });
    expect(await bob.list('listAsyncJobs')).toEqual([]);
    expect((await bob.send('queryAsyncJobResult', { jobid: String(jobid) })).status).toBe(531);
    expect(await admin.list('listAsyncJobs', { listall: true })).toMatchObject([{ cmd: expect.stringContaining('RebootVMCmdByAdmin') }]);
    cloud.clock.advance(60_000);
  });
});
