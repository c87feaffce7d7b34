import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Content, type Row, startTestCloud, type TestCaller, type TestCloud } from '../../testing/test-cloud.ts';

let cloud: TestCloud;
let [admin, alice, bob, dana] = [] as unknown as [TestCaller, TestCaller, TestCaller, TestCaller];

const result = (job: Content, object: string): Row => (job.jobresult as Record<string, Row>)[object] as Row;

beforeAll(async () => {
  cloud = await startTestCloud();
  [admin, alice, bob, dana] = [cloud.as('admin'), cloud.as('alice'), cloud.as('bob'), cloud.as('dana')];
});

afterAll(() => cloud.close());

const names = async (caller: TestCaller, params = {}): Promise<unknown[]> =>
  (await caller.list('listProjects', params)).map(({ name }) => name);

describe('projects', () => {
  test('are seen by members, and by admins of the domain who ask', async () => {
    expect(await names(alice)).toEqual(['apollo']);
    expect(await names(bob)).toEqual(['apollo']);
    expect(await names(dana)).toEqual([]);
    expect(await names(dana, { listall: true })).toEqual(['apollo']);
    expect(await names(admin, { listall: true })).toEqual(['apollo']);
  });

  test('are created, renamed, suspended, activated and deleted by their admin alone', async () => {
    const project = result(await bob.job('createProject', { name: 'gemini', displaytext: 'Gemini' }), 'project');
    expect(project).toMatchObject({ name: 'gemini', state: 'Active', owner: [{ account: 'bob' }], vmtotal: 0 });
    expect((await bob.send('createProject', { name: 'gemini' })).status).toBe(431);
    expect((await alice.send('updateProject', { id: project.id, displaytext: 'Mine' })).status).toBe(531);
    expect(result(await bob.job('updateProject', { id: project.id, displaytext: 'Twins' }), 'project')).toMatchObject({
      displaytext: 'Twins',
    });
    expect(result(await bob.job('suspendProject', { id: project.id }), 'project')).toMatchObject({ state: 'Suspended' });
    expect(result(await bob.job('activateProject', { id: project.id }), 'project')).toMatchObject({ state: 'Active' });
    expect(await bob.job('deleteProject', { id: project.id })).toMatchObject({ jobstatus: 1 });
    expect((await bob.send('listVirtualMachines', { projectid: project.id })).status).toBe(431);
  });

  test('with resources in them are deleted only with clean-up', async () => {
    const project = result(await bob.job('createProject', { name: 'full' }), 'project');
    const [zone] = await bob.list('listZones');
    const [disk] = await bob.list('listDiskOfferings');
    const volume = { name: 'kept', zoneid: String(zone?.id), diskofferingid: String(disk?.id), projectid: project.id };
    await bob.job('createVolume', volume);
    expect((await bob.list('listProjects', { id: project.id }))[0]).toMatchObject({ volumetotal: 1 });
    expect(await bob.job('deleteProject', { id: project.id })).toMatchObject({ jobstatus: 2, jobresultcode: 530 });
    expect(await bob.job('deleteProject', { id: project.id, cleanup: true })).toMatchObject({ jobstatus: 1 });
    expect(await admin.list('listVolumes', { listall: true, name: 'kept' })).toEqual([]);
  });

  test('belong to single users as well as to accounts', async () => {
    const project = result(await bob.job('createProject', { name: 'single' }), 'project');
    await bob.job('addUserToProject', { projectid: project.id, username: 'alice' });
    const members = await bob.list('listProjectAccounts', { projectid: project.id });
    expect(members.map(({ account, username, role }) => [account, username, role])).toEqual([
      ['alice', 'alice', 'Regular'],
      ['bob', undefined, 'Admin'],
    ]);
    expect(await alice.list('listVirtualMachines', { projectid: project.id })).toEqual([]);
    await bob.job('deleteUserFromProject', { projectid: project.id, userid: String(members[0]?.userid) });
    expect((await alice.send('listVirtualMachines', { projectid: project.id })).status).toBe(432);
    expect(await bob.job('deleteAccountFromProject', { projectid: project.id, account: 'bob' })).toMatchObject({
      jobstatus: 2,
      jobresultcode: 431,
    });
  });

  test('invite where the cloud says so, and nobody belongs who has not accepted', async () => {
    await admin.call('updateConfiguration', { name: 'project.invite.required', value: 'true' });
    const project = result(await bob.job('createProject', { name: 'invited' }), 'project');
    await bob.job('addAccountToProject', { projectid: project.id, account: 'alice' });
    expect(await names(alice)).toEqual(['apollo']);
    const [invitation] = await alice.list('listProjectInvitations', { state: 'Pending' });
    expect(invitation).toMatchObject({ project: 'invited', account: 'alice', state: 'Pending' });
    await alice.job('updateProjectInvitation', { projectid: project.id, accept: true });
    expect(await names(alice)).toEqual(['apollo', 'invited']);
    await bob.job('addAccountToProject', { projectid: project.id, account: 'dana' });
    await dana.job('updateProjectInvitation', { projectid: project.id, accept: false });
    expect(await bob.list('listProjectInvitations', { projectid: project.id, state: 'Declined' })).toMatchObject([{ account: 'dana' }]);
    await admin.call('updateConfiguration', { name: 'project.invite.required', value: 'false' });
  });

  test('have limits of their own, and a count against the owner’s', async () => {
    const [account] = await alice.list('listAccounts');
    await admin.call('updateResourceLimit', { resourcetype: 5, account: 'alice', domainid: String(account?.domainid), max: 1 });
    expect((await alice.send('createProject', { name: 'too-many' })).status).toBe(535);
  });
});
