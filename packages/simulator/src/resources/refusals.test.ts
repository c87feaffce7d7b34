/** What commands refuse, and in what numbers, where no recording shows it: by the server's source. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCaller, type TestCloud } from '../testing/test-cloud.ts';

let cloud: TestCloud;
let [alice, bob, dana] = [] as unknown as [TestCaller, TestCaller, TestCaller];
let vms: readonly Readonly<Record<string, unknown>>[];

beforeAll(async () => {
  cloud = await startTestCloud();
  [alice, bob, dana] = [cloud.as('alice'), cloud.as('bob'), cloud.as('dana')];
  vms = await alice.list('listVirtualMachines');
});
afterAll(() => cloud.close());

async function refusal(caller: TestCaller, command: string, params: Record<string, string> = {}): Promise<string> {
  const { status, body } = await caller.send(command, params);
  const content = Object.values(body as Record<string, Record<string, unknown>>)[0] ?? {};
  return `${status}/${content.cserrorcode} ${content.errortext}`;
}

test('of events all that are named, or none, are archived; dates may match nothing', async () => {
  const [own] = await alice.list('listEvents', { page: 1, pagesize: 1 });
  const [theirs] = await bob.list('listEvents', { page: 1, pagesize: 1 });
  expect(await refusal(alice, 'archiveEvents', { ids: `${own?.id},${theirs?.id}` })).toContain('530/9999');
  expect(await alice.call('deleteEvents', { type: 'VM.START', enddate: '2001-01-01' })).toEqual({ success: true });
  expect(await refusal(alice, 'archiveEvents', { type: 'VM.START', startdate: '2001-01-01' })).toContain('enddate must be specified');
  expect(await dana.call('archiveEvents', { ids: `${own?.id},${theirs?.id}` })).toEqual({ success: true });
});

describe('images', () => {
  test('of the wrong kind are known, and refused', async () => {
    const [template] = await alice.list('listTemplates', { templatefilter: 'executable' });
    const [iso] = await alice.list('listIsos', { isofilter: 'executable' });
    expect(await refusal(alice, 'listIsos', { id: template?.id ?? '' })).toBe('431/4350 Specified Template Id is not an ISO');
    expect(await refusal(alice, 'listTemplates', { id: iso?.id ?? '', templatefilter: 'all' })).toContain('431/4350 Incorrect format ISO');
  });

  test('end as their format does, and are in all zones for root admins only', async () => {
    const [os] = await alice.list('listOsTypes', { page: 1, pagesize: 1 });
    const iso = { name: 'x', displaytext: 'x', ostypeid: os?.id ?? '', zoneid: String(vms[0]?.zoneid) };
    expect(await refusal(alice, 'registerIso', { ...iso, url: 'http://files.example.net/x.img' })).toBe(
      '431/9999 Please specify a valid iso',
    );
    expect(await refusal(alice, 'registerIso', { ...iso, url: 'http://files.example.net/x.iso', zoneid: '-1' })).toContain('431/4350');
    const everywhere = await cloud.as('admin').list('registerIso', { ...iso, url: 'http://files.example.net/x.iso.gz', zoneid: '-1' });
    expect(everywhere).toMatchObject([{ crossZones: true }]);
  });
});

describe('snapshots', () => {
  test('have types, places and schedules', async () => {
    const volumeid = String((await alice.list('listVolumes'))[0]?.id);
    expect(await refusal(alice, 'listSnapshots', { snapshottype: 'bogus' })).toBe('431/4350 Unsupported snapshot type bogus');
    const every = await alice.list('listSnapshots');
    expect(await alice.list('listSnapshots', { intervaltype: 'bogus' })).toEqual(every);
    expect(await refusal(alice, 'createSnapshot', { volumeid, locationtype: 'moon' })).toContain('530/4250 Internal error');
    const policy = { volumeid, intervaltype: 'DAILY', timezone: 'UTC', maxsnaps: '2' };
    expect(await refusal(alice, 'createSnapshotPolicy', { ...policy, schedule: '30' })).toBe(
      '431/4350 Invalid schedule: 30 for interval type: DAILY',
    );
  });

  test('of machines are remembered', async () => {
    const virtualmachineid = String(vms.find(({ state }) => state === 'Running')?.id);
    const made = await alice.job('createVMSnapshot', { virtualmachineid, snapshotmemory: true });
    const vmsnapshotid = (made.jobresult as { vmsnapshot: { id: string } }).vmsnapshot.id;
    await alice.job('deleteVMSnapshot', { vmsnapshotid });
    expect(await alice.list('listVMSnapshot', { vmsnapshotid })).toEqual([]);
    expect(await refusal(alice, 'deleteVMSnapshot', { vmsnapshotid })).toContain('431/4350 Unable to find UUID');
  });
});

test('details are among those that there are, and owners are listed without their counters', async () => {
  for (const command of ['listAccounts', 'listProjects', 'listVirtualMachines'])
    expect(await refusal(alice, command, { details: 'bogus' })).toContain('431/4350 The details parameter contains a non permitted value');
  const [admin, min] = [cloud.as('admin'), { details: 'min', listall: true }];
  expect(await refusal(admin, 'listHosts', { details: 'bogus' })).toContain('[all, capacity, events, stats, min]');
  for (const command of ['listAccounts', 'listDomains', 'listProjects']) {
    expect((await admin.list(command, min))[0]).not.toHaveProperty('vmtotal');
    expect((await admin.list(command, { ...min, details: 'resource' }))[0]).toHaveProperty('vmtotal');
  }
});

test('a user takes no name of another one of the domain, and no domain a name that is none', async () => {
  const admin = cloud.as('admin');
  const [user] = await alice.list('listUsers');
  expect(await refusal(admin, 'updateUser', { id: user?.id ?? '', username: 'BOB' })).toContain('431/4350 Username [BOB]');
  expect(await admin.call('updateUser', { id: user?.id ?? '', username: 'alice' })).toMatchObject({ user: { username: 'alice' } });
  const name = { networkdomain: 'a b' };
  expect(await refusal(admin, 'updateDomain', { id: String(user?.domainid), ...name })).toContain('431/4350 Invalid network domain');
  expect(await refusal(admin, 'updateAccount', { id: String(user?.accountid), ...name })).toContain('431/4350 Invalid network domain');
});

test('a machine takes no name that another one of its network has', async () => {
  const [one, other] = vms;
  expect(await refusal(alice, 'updateVirtualMachine', { id: String(one?.id), name: String(other?.name) })).toContain(
    '431/4350 The vm with hostName',
  );
  expect(await alice.call('updateVirtualMachine', { id: String(one?.id), name: String(one?.name) })).toMatchObject({});
  const group = (await alice.call('createInstanceGroup', { name: 'short' })).instancegroup as { id: string };
  await alice.call('deleteInstanceGroup', { id: group.id });
  expect(await alice.list('listVirtualMachines', { groupid: group.id })).toEqual([]);
  expect(await refusal(alice, 'deleteInstanceGroup', { id: group.id })).toContain('431/4350');
});

test('offerings are the caller’s domain’s, and those a machine could be scaled to', async () => {
  expect(await refusal(alice, 'listServiceOfferings', { issystem: 'true' })).toContain('431/4350 Only ROOT admins');
  expect(await refusal(alice, 'listDiskOfferings', { isrecursive: 'true' })).toContain('431/4350 Only ROOT admins and Domain admins');
  const running = vms.find(({ state }) => state === 'Running');
  const larger = await alice.list('listServiceOfferings', { virtualmachineid: String(running?.id) });
  expect(larger.length).toBeGreaterThan(0);
  expect(larger.every(({ id, memory }) => id !== running?.serviceofferingid && Number(memory ?? 1e9) >= Number(running?.memory))).toBe(
    true,
  );
  const [theirs] = await bob.list('listVirtualMachines', { page: 1, pagesize: 1 });
  expect(await refusal(alice, 'listServiceOfferings', { virtualmachineid: theirs?.id ?? '' })).toContain('531/4365');
});

describe('creations', () => {
  test('for an account name its domain, and no project beside it', async () => {
    expect(await refusal(dana, 'createSSHKeyPair', { name: 'k', account: 'alice' })).toContain(
      '431/4350 Account must be specified with domainId',
    );
    const elsewhere = { name: 'k', account: 'nobody', domainid: String(vms[0]?.domainid) };
    expect(await refusal(dana, 'createSSHKeyPair', elsewhere)).toContain('431/4350 Unable to find account by name nobody');
  });

  test('of networks take addresses, and domains made of labels', async () => {
    const [known] = await alice.list('listNetworks');
    const network = { name: 'n', zoneid: String(known?.zoneid), networkofferingid: String(known?.networkofferingid) };
    expect(await refusal(alice, 'createNetwork', { ...network, gateway: 'abc', netmask: '255.255.255.0' })).toBe(
      '431/4350 Invalid gateway',
    );
    expect(await refusal(alice, 'createNetwork', { ...network, gateway: '10.1.1.1', netmask: '255.0.255.0' })).toBe(
      '431/4350 Invalid netmask',
    );
    expect(await refusal(alice, 'createNetwork', { ...network, networkdomain: 'a b' })).toContain('431/4350 Invalid network domain');
    expect(await alice.job('updateNetwork', { id: known?.id ?? '', networkdomain: '-a' })).toMatchObject({ jobresultcode: 431 });
  });

  test('of rules fit their protocols', async () => {
    const address = (await alice.list('listPublicIpAddresses')).find(({ issourcenat }) => issourcenat === false);
    const rule = { ipaddressid: String(address?.id), startport: '7000', endport: '7000' };
    expect(await refusal(alice, 'createFirewallRule', { ...rule, protocol: 'icmp' })).toContain("431/4350 Can't specify start/end port");
    expect(await refusal(alice, 'createFirewallRule', { ...rule, protocol: 'tcp', cidrlist: 'x' })).toContain('431/9999 Source cidrs');
    const forward = { ipaddressid: rule.ipaddressid, virtualmachineid: String(vms[0]?.id), publicport: '7100', privateport: '22' };
    expect(await refusal(alice, 'createPortForwardingRule', { ...forward, protocol: 'icmp' })).toContain('431/4350 Protocol icmp');
    expect(await refusal(alice, 'createPortForwardingRule', { ...forward, protocol: 'tcp', publicendport: '7105' })).toContain(
      'equal sizes',
    );
  });

  test('of machines find their affinity groups by name', async () => {
    const { zoneid, serviceofferingid, templateid } = vms[0] ?? {};
    const vm = { zoneid: String(zoneid), serviceofferingid: String(serviceofferingid), templateid: String(templateid) };
    expect(await refusal(alice, 'deployVirtualMachine', { ...vm, affinitygroupnames: 'none' })).toBe(
      '431/4350 Unable to find group by name none',
    );
  });

  test('beyond a limit say so, deployments in their own words', async () => {
    const { zoneid, domainid, serviceofferingid, templateid } = vms[0] ?? {};
    const limit = { account: 'alice', domainid: String(domainid), max: 0 };
    await cloud.as('admin').call('updateResourceLimit', { ...limit, resourcetype: 2 });
    const [disk] = await alice.list('listDiskOfferings');
    const volume = { name: 'v', zoneid: String(zoneid), diskofferingid: disk?.id ?? '' };
    expect(await refusal(alice, 'createVolume', volume)).toContain("535/4370 Maximum amount of resources of Type = 'volume'");
    const vm = { zoneid: String(zoneid), serviceofferingid: String(serviceofferingid), templateid: String(templateid) };
    expect(await refusal(alice, 'deployVirtualMachine', vm)).toContain("535/9999 Maximum amount of resources of Type = 'volume'");
  });

  test('of webhooks call each address once, and of tags have values', async () => {
    const hook = { name: 'w', payloadurl: 'http://hooks.example.net/once' };
    await alice.call('createWebhook', hook);
    expect(await refusal(alice, 'createWebhook', hook)).toContain('431/4350 Payload URL:');
    expect(await refusal(alice, 'listWebhooks', { state: 'bogus' })).toBe('431/4350 Invalid state specified');
    const tag = { resourcetype: 'UserVm', resourceids: String(vms[0]?.id), 'tags[0].key': 'empty', 'tags[0].value': '' };
    expect(await alice.job('createTags', tag)).toMatchObject({ jobresultcode: 431 });
  });
});
