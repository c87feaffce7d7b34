/** How values are read by the types of their parameters, and who is found by them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from './testing/test-cloud.ts';

let cloud: TestCloud;
let vms: readonly { readonly id: string; readonly domainid?: unknown }[];
beforeAll(async () => {
  cloud = await startTestCloud();
  vms = await cloud.as('alice').list('listVirtualMachines');
});
afterAll(() => cloud.close());

async function answerTo(user: string, command: string, params: Record<string, string> = {}): Promise<unknown[]> {
  const { status, body } = await cloud.as(user).send(command, params);
  const content = Object.values(body as Record<string, Record<string, unknown>>)[0] ?? {};
  return status === 200 ? [status, content.count] : [status, content.cserrorcode, content.errortext];
}
const alice = (command: string, params: Record<string, string> = {}) => answerTo('alice', command, params);

describe('an id', () => {
  test('may be in upper case, or the internal one where the parameter is old', async () => {
    const id = vms[0]?.id ?? '';
    expect(await alice('listVirtualMachines', { id: id.toUpperCase() })).toEqual([200, 1]);
    const internal = (await cloud.as('admin').list('listVirtualMachines', { id }))[0]?.instancename;
    const number = String(internal).split('-')[2] ?? '';
    expect(await alice('listVirtualMachines', { id: number })).toEqual([200, 1]);
    expect(await alice('listVirtualMachines', { id: '999999' })).toEqual([200, undefined]);
    expect(await alice('listVirtualMachines', { id: '-1' })).toEqual([200, undefined]);
    expect(await alice('stopVirtualMachine', { id: '999999' })).toEqual([
      431,
      4350,
      'Unable to find UUID for id [999999] of type [VirtualMachine]',
    ]);
    expect(await alice('listVirtualMachines', { id: '0' })).toMatchObject([431, 9999, expect.stringContaining('API arg: id')]);
  });

  test('of a later parameter says nothing when it is no UUID', async () => {
    expect(await alice('listVirtualMachines', { userdataid: 'abc' })).toEqual([200, vms.length]);
    expect(await alice('listVirtualMachines', { ids: `abc,${vms[0]?.id}` })).toEqual([200, 1]);
    expect(await alice('listVirtualMachines', { ids: 'abc' })).toEqual([200, undefined]);
  });

  test('is malformed when it is empty; an empty list of ids is none', async () => {
    expect(await alice('listVirtualMachines', { id: '' })).toMatchObject([431, 9999, expect.stringContaining('parameter id value= due')]);
    expect(await alice('listVirtualMachines', { ids: '' })).toEqual([200, vms.length]);
  });

  test('does not go with ids', async () =>
    expect(await alice('listVirtualMachines', { id: vms[0]?.id ?? '', ids: vms[1]?.id ?? '' })).toEqual([
      431,
      4350,
      'Specify either id or ids but not both parameters',
    ]));
});

test.each(['tags[0]', 'tags[a].key', 'tags[0][1].key', 'tags.key[0]', 'tags[0.key'])('430 for a map parameter like %s', async (name) =>
  expect(await alice('listVirtualMachines', { [name]: 'x' })).toMatchObject([430, 9999, expect.stringContaining(`parameter ${name};`)]),
);

test('an empty switch is off, an empty number is none', async () => {
  expect(await alice('listNetworks', { forvpc: '' })).toEqual(await alice('listNetworks', { forvpc: 'false' }));
  expect(await alice('listNetworks', { issystem: 'yes' })).toEqual(await alice('listNetworks', { issystem: '' }));
  expect(await alice('listAccounts', { accounttype: '' })).toEqual([200, 1]);
  expect(await alice('createVolume', { size: '' })).toMatchObject([431, 9999, expect.stringContaining('value  for parameter size')]);
  expect(await alice('listVirtualMachines', { page: ' ', pagesize: '2' })).toEqual([200, vms.length]);
});

test('a map parameter is no text', async () =>
  expect(await alice('listVirtualMachines', { tags: 'env' })).toMatchObject([
    431,
    9999,
    expect.stringContaining('value env for parameter tags'),
  ]));

test('pages may be empty, or without an end', async () => {
  expect(await alice('listVirtualMachines', { page: '1', pagesize: '0' })).toEqual([200, vms.length]);
  expect(await cloud.as('alice').list('listVirtualMachines', { page: 1, pagesize: 0 })).toEqual([]);
  expect(await cloud.as('alice').list('listVirtualMachines', { pagesize: -1 })).toHaveLength(vms.length);
  expect(await alice('listVirtualMachines', { page: '1', pagesize: '-1' })).toContain(4350);
  expect(await alice('listVirtualMachines', { page: '1', pagesize: '-2' })).toMatchObject([
    530,
    4250,
    expect.stringContaining('Internal error'),
  ]);
  expect(await alice('listVirtualMachines', { page: '1', pagesize: '' })).toEqual([431, 9999, 'For input string: ""']);
});

describe('whose rows', () => {
  test('an account and a project exclude each other, and an account nobody knows is refused', async () => {
    expect(await alice('listVolumes', { account: 'alice', projectid: '-1' })).toEqual([
      431,
      4350,
      "Account and projectId can't be specified together",
    ]);
    expect(await alice('listVolumes', { account: 'nobody' })).toMatchObject([
      431,
      4350,
      expect.stringContaining('could not find account nobody'),
    ]);
  });

  test('a domain is looked into only so deep as isrecursive says', async () => {
    const admin = cloud.as('admin');
    const root = String((await admin.list('listDomains', { level: 0 }))[0]?.id);
    expect(await answerTo('admin', 'listVirtualMachines', { domainid: root, listall: 'true' })).toEqual([200, undefined]);
    const [, all] = await answerTo('admin', 'listVirtualMachines', { listall: 'true' });
    expect(await answerTo('admin', 'listVirtualMachines', { domainid: root, isrecursive: 'true' })).toEqual([200, all]);
    expect(await alice('listAccounts', { domainid: root })).toContain(4365);
    expect(await answerTo('dana', 'listAccounts', { isrecursive: 'true' })).toEqual([200, 1]);
    expect(await answerTo('admin', 'listDomains', { id: root })).toEqual([200, 1]);
  });

  test('who is in no project gets the own with projectid=-1', async () => {
    const [, own] = await answerTo('dana', 'listVolumes');
    expect(await answerTo('dana', 'listVolumes', { projectid: '-1' })).toEqual([200, own]);
  });

  test('projects of an account are an admin’s to list, with the domain', async () => {
    expect(await alice('listProjects', { account: 'bob' })).toContain(4365);
    expect(await answerTo('dana', 'listProjects', { account: 'alice' })).toContain(4350);
    expect(await answerTo('dana', 'listProjects', { account: 'alice', domainid: String(vms[0]?.domainid) })).toEqual([200, 1]);
  });
});

describe('filters', () => {
  test('of machines: the name is exact, the keyword looks at addresses too, a hypervisor has to exist', async () => {
    expect(await alice('listVirtualMachines', { name: 'WEB-1' })).toEqual([200, 1]);
    expect(await alice('listVirtualMachines', { name: 'web' })).toEqual([200, undefined]);
    const [row] = await cloud.as('alice').list('listVirtualMachines', { keyword: 'eb-1' });
    expect(await cloud.as('alice').list('listVirtualMachines', { keyword: String(row?.ipaddress) })).toMatchObject([{ id: row?.id }]);
    expect(await alice('listVirtualMachines', { hypervisor: 'bogus' })).toEqual([431, 4350, 'Invalid HypervisorType bogus']);
  });

  test('of root admins are unknown to others', async () => {
    expect(await alice('listVirtualMachines', { hostid: 'abc', storageid: 'abc' })).toEqual([200, vms.length]);
    expect(await answerTo('admin', 'listVirtualMachines', { hostid: 'abc' })).toContain(9999);
  });

  test('of events: the type of the thing is one of the server’s, and the thing the caller’s', async () => {
    const [theirs] = await cloud.as('bob').list('listVirtualMachines', { page: 1, pagesize: 1 });
    expect(await alice('listEvents', { resourcetype: 'Bogus' })).toEqual([431, 4350, 'Invalid resourcetype']);
    expect(await alice('listEvents', { resourcetype: 'VirtualMachine', resourceid: 'x' })).toEqual([431, 4350, 'Invalid resourceid']);
    expect(await alice('listEvents', { resourcetype: 'VirtualMachine', resourceid: theirs?.id ?? '' })).toContain(4365);
    expect(await alice('listEvents', { entrytime: '10', duration: '5' })).toContain(9999);
  });

  test('of volumes: pages begin with the newest, in the order of the ids', async () => {
    const all = await cloud.as('bob').list('listVolumes');
    const page = (number: number) => cloud.as('bob').list('listVolumes', { page: number, pagesize: 4 });
    expect(await page(1)).toEqual(all.slice(-4));
    expect([...(await page(3)), ...(await page(2)), ...(await page(1))]).toEqual(all.slice(-12));
    expect(await alice('listVolumes', { type: 'oo' })).toEqual([200, vms.length]);
  });

  test('of jobs: when they began, and their class', async () => {
    const stopped = await cloud.as('alice').call('stopVirtualMachine', { id: vms[0]?.id ?? '' });
    expect(await alice('listAsyncJobs', { keyword: 'stopvm' })).toEqual([200, 1]);
    expect(await alice('listAsyncJobs', { keyword: 'startvm' })).toEqual([200, undefined]);
    expect(await alice('listAsyncJobs', { startdate: '2099-01-01' })).toEqual([200, undefined]);
    expect(await alice('queryAsyncJobResult', { jobid: String(stopped.jobid) })).toEqual([200, undefined]);
  });

  test('of templates: filters are spelled as the server spells them, and one that is private is refused', async () => {
    expect(await alice('listTemplates', { templatefilter: 'Featured' })).toMatchObject([
      431,
      9999,
      expect.stringContaining('TemplateFilter.Featured'),
    ]);
    expect(await alice('listTemplates', { templatefilter: 'all' })).toEqual([431, 4350, 'Filter all can be specified by admin only']);
  });
});
