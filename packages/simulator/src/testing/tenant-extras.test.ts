/** The small things of a tenant's life: groups, keys, user data, tags, schedules, notes. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Content, type Row, startTestCloud, type TestCaller, type TestCloud } from './test-cloud.ts';

let cloud: TestCloud;
let [alice, bob] = [] as unknown as [TestCaller, TestCaller];
let [running, stopped] = [] as unknown as [Row, Row];

const result = (job: Content, object: string): Row => (job.jobresult as Record<string, Row>)[object] as Row;

beforeAll(async () => {
  cloud = await startTestCloud();
  [alice, bob] = [cloud.as('alice'), cloud.as('bob')];
  running = (await alice.list('listVirtualMachines', { state: 'Running' }))[0] as Row;
  stopped = (await alice.list('listVirtualMachines', { state: 'Stopped' }))[0] as Row;
});

afterAll(() => cloud.close());

describe('security groups', () => {
  test('begin with the one called default, which stays', async () => {
    const [group] = await bob.list('listSecurityGroups');
    expect(group).toMatchObject({ name: 'default', account: 'bob', ingressrule: [], virtualmachinecount: 0 });
    expect((await bob.send('deleteSecurityGroup', { id: String(group?.id) })).status).toBe(431);
  });

  test('take rules from blocks and from other groups', async () => {
    const { securitygroup } = await bob.call('createSecurityGroup', { name: 'web', description: 'Web' });
    const id = (securitygroup as Row).id;
    expect((await bob.send('createSecurityGroup', { name: 'web' })).status).toBe(431);
    const open = { securitygroupid: id, protocol: 'TCP', startport: 80, endport: 81 };
    const allowed = result(
      await bob.job('authorizeSecurityGroupIngress', { ...open, cidrlist: '10.0.0.0/8,192.168.0.0/16' }),
      'securitygroup',
    );
    expect((allowed.ingressrule as Row[]).map(({ protocol, startport, endport, cidr }) => [protocol, startport, endport, cidr])).toEqual([
      ['tcp', 80, 81, '10.0.0.0/8'],
      ['tcp', 80, 81, '192.168.0.0/16'],
    ]);
    const group = { 'usersecuritygrouplist[0].account': 'alice', 'usersecuritygrouplist[0].group': 'default' };
    const out = result(await bob.job('authorizeSecurityGroupEgress', { securitygroupid: id, protocol: 'all', ...group }), 'securitygroup');
    expect(out.egressrule).toMatchObject([{ account: 'alice', securitygroupname: 'default' }]);
    await bob.job('revokeSecurityGroupIngress', { id: String((allowed.ingressrule as Row[])[0]?.ruleid) });
    expect((await bob.list('listSecurityGroups', { id }))[0]?.ingressrule).toHaveLength(1);
    expect((await alice.send('deleteSecurityGroup', { id })).status).toBe(531);
    await bob.call('deleteSecurityGroup', { id });
  });
});

describe('affinity groups', () => {
  test('are put on stopped machines only, all at once', async () => {
    const group = result(await alice.job('createAffinityGroup', { name: 'near', type: 'host affinity' }), 'affinitygroup');
    expect((await alice.list('listAffinityGroupTypes')).map(({ type }) => type)).toContain('host affinity');
    expect(await alice.job('updateVMAffinityGroup', { id: running.id, affinitygroupids: group.id })).toMatchObject({
      jobstatus: 2,
      jobresultcode: 431,
    });
    const vm = result(await alice.job('updateVMAffinityGroup', { id: stopped.id, affinitygroupids: group.id }), 'virtualmachine');
    expect(vm.affinitygroup).toMatchObject([{ id: group.id, name: 'near' }]);
    expect((await alice.list('listAffinityGroups', { id: group.id }))[0]).toMatchObject({ virtualmachineIds: [stopped.id] });
    await alice.job('deleteAffinityGroup', { name: 'near' });
    expect((await alice.list('listVirtualMachines', { id: stopped.id }))[0]?.affinitygroup).toEqual([]);
  });
});

describe('keys and user data', () => {
  test('a made key is private once, a registered one is known by its fingerprint', async () => {
    const { keypair } = await alice.call('createSSHKeyPair', { name: 'made' });
    expect((keypair as Row).privatekey).toMatch(/^-----BEGIN RSA PRIVATE KEY-----/);
    expect((await alice.list('listSSHKeyPairs', { name: 'made' }))[0]).not.toHaveProperty('privatekey');
    const publickey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB2XzAFnFcUcWpZUCAXyk3ncAyo7qyLtcKQ2Xy2XkQzT me@here';
    const registered = (await alice.call('registerSSHKeyPair', { name: 'mine', publickey })).keypair as Row;
    expect(registered.fingerprint).toMatch(/^([0-9a-f]{2}:){15}[0-9a-f]{2}$/);
    expect((await alice.send('registerSSHKeyPair', { name: 'again', publickey })).status).toBe(431);
    expect((await alice.send('registerSSHKeyPair', { name: 'bad', publickey: 'not a key' })).status).toBe(431);
    await alice.call('deleteSSHKeyPair', { name: 'mine' });
    expect((await alice.send('deleteSSHKeyPair', { name: 'mine' })).status).toBe(431);
  });

  test('user data has to be Base64, and has a name of its own', async () => {
    expect((await alice.send('registerUserData', { name: 'plain', userdata: '#cloud-config' })).status).toBe(431);
    const { userdata } = await alice.call('registerUserData', { name: 'cfg', userdata: 'I2Nsb3VkLWNvbmZpZwo=', params: 'a,b' });
    expect(userdata).toMatchObject({ name: 'cfg', userdata: 'I2Nsb3VkLWNvbmZpZwo=', params: 'a,b', account: 'alice' });
    expect((await alice.send('registerUserData', { name: 'cfg', userdata: 'I2Nsb3VkLWNvbmZpZwo=' })).status).toBe(431);
    await alice.call('deleteUserData', { id: (userdata as Row).id });
    expect(await alice.list('listUserData', { name: 'cfg' })).toEqual([]);
  });
});

describe('tags', () => {
  test('are put on anything that has an id, once a key', async () => {
    const [volume] = await alice.list('listVolumes', { type: 'DATADISK' });
    const [network] = await alice.list('listNetworks');
    for (const [resourcetype, id] of [
      ['Volume', volume?.id],
      ['Network', network?.id],
    ] as const) {
      const tag = { resourcetype, resourceids: String(id), 'tags[0].key': 'été', 'tags[0].value': "a b+c&d=*~'()!" };
      expect(await alice.job('createTags', tag)).toMatchObject({ jobstatus: 1 });
      expect(await alice.job('createTags', tag)).toMatchObject({ jobstatus: 2, jobresultcode: 530 });
      expect(await alice.list('listTags', { resourcetype, resourceid: String(id) })).toMatchObject([
        { key: 'été', value: "a b+c&d=*~'()!" },
      ]);
    }
    const wanted = { 'tags[0].key': 'none', 'tags[0].value': 'x', 'tags[1].key': 'ÉTÉ', 'tags[1].value': "A b+c&d=*~'()!" };
    expect(await alice.list('listVolumes', wanted)).toMatchObject([{ id: volume?.id }]);
    expect((await alice.send('listVolumes', { 'tags[0].key': 'été' })).text).toContain('No value is passed in for key été');
    expect(await bob.job('deleteTags', { resourcetype: 'Volume', resourceids: String(volume?.id) })).toMatchObject({
      jobstatus: 2,
      jobresultcode: 531,
    });
    expect(await alice.job('createTags', { resourcetype: 'Nothing', resourceids: 'x', 'tags[0].key': 'k' })).toMatchObject({
      jobstatus: 2,
      jobresultcode: 431,
    });
  });
});

describe('schedules and notes', () => {
  test('a schedule has to be one, in a zone that exists', async () => {
    const values = { virtualmachineid: running.id, action: 'stop', schedule: '0 22 * * 1-5', timezone: 'Europe/Paris' };
    const { vmschedule } = await alice.call('createVMSchedule', values);
    expect(vmschedule).toMatchObject({ action: 'STOP', enabled: true, description: 'STOP - 0 22 * * 1-5' });
    for (const wrong of [{ schedule: '61 * * * *' }, { schedule: 'daily' }, { timezone: 'Mars/Olympus' }, { action: 'explode' }]) {
      expect((await alice.send('createVMSchedule', { ...values, ...wrong })).status).toBe(431);
    }
    const { id } = vmschedule as Row;
    expect((await alice.call('updateVMSchedule', { id, enabled: false })).vmschedule).toMatchObject({ enabled: false });
    await alice.call('deleteVMSchedule', { virtualmachineid: running.id, id });
    expect(await alice.list('listVMSchedule', { virtualmachineid: running.id })).toEqual([]);
  });

  test('a note is its writer’s, and shows on the thing', async () => {
    const note = { entityid: running.id, entitytype: 'VM', annotation: 'Do not stop.' };
    const made = (await alice.call('addAnnotation', note)).annotation as Row;
    expect((await alice.list('listVirtualMachines', { id: running.id }))[0]).toMatchObject({ hasannotations: true });
    expect((await bob.send('addAnnotation', note)).status).toBe(531);
    expect(await bob.list('listAnnotations', { entityid: running.id, entitytype: 'VM' })).toEqual([]);
    expect((await alice.send('addAnnotation', { ...note, adminsonly: true })).status).toBe(531);
    await alice.call('removeAnnotation', { id: made.id });
    expect(await alice.list('listAnnotations', { entityid: running.id, entitytype: 'VM' })).toEqual([]);
  });
});
