/** Domains, accounts, users, roles and limits, as admins handle them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Row, startTestCloud, type TestCaller, type TestCloud } from '../../testing/test-cloud.ts';

let cloud: TestCloud;
let [admin, alice, dana] = [] as unknown as [TestCaller, TestCaller, TestCaller];
let acme: Row;

beforeAll(async () => {
  cloud = await startTestCloud();
  [admin, alice, dana] = [cloud.as('admin'), cloud.as('alice'), cloud.as('dana')];
  acme = (await admin.list('listDomains', { name: 'acme' }))[0] as Row;
});

afterAll(() => cloud.close());

const person = (username: string, more = {}) => ({
  ...{ username, password: 'x', firstname: 'First', lastname: 'Last', email: `${username}@example.org` },
  ...more,
});

describe('domains', () => {
  test('are a tree; a domain admin sees and grows the own branch', async () => {
    expect((await admin.list('listDomains')).map(({ path }) => path)).toEqual(['ROOT', 'ROOT/acme', 'ROOT/globex']);
    expect((await dana.list('listDomains')).map(({ path }) => path)).toEqual(['ROOT/acme']);
    const { domain } = await admin.call('createDomain', { name: 'lab', parentdomainid: acme.id });
    expect(domain).toMatchObject({ path: 'ROOT/acme/lab', level: 2, parentdomainname: 'acme' });
    expect((await dana.list('listDomainChildren')).map(({ name }) => name)).toEqual(['lab']);
    expect((await admin.send('createDomain', { name: 'LAB', parentdomainid: acme.id })).status).toBe(431);
    await admin.call('updateDomain', { id: acme.id, name: 'acme2' });
    expect((await dana.list('listDomains')).map(({ path }) => path)).toEqual(['ROOT/acme2']);
    expect((await dana.list('listDomains', { listall: true })).map(({ path }) => path)).toEqual(['ROOT/acme2', 'ROOT/acme2/lab']);
    await admin.call('updateDomain', { id: acme.id, name: 'acme' });
  });

  test('with somebody in them go only with clean-up', async () => {
    const { domain } = await admin.call('createDomain', { name: 'short-lived' });
    const { id } = domain as Row;
    await admin.call('createAccount', person('guest', { accounttype: 0, domainid: id }));
    expect(await admin.job('deleteDomain', { id })).toMatchObject({ jobstatus: 2, jobresultcode: 530 });
    expect(await admin.job('deleteDomain', { id, cleanup: true })).toMatchObject({ jobstatus: 1 });
    expect(await admin.list('listAccounts', { listall: true, name: 'guest' })).toEqual([]);
  });
});

describe('accounts and users', () => {
  test('are disabled with their keys and taken back', async () => {
    const [account] = await admin.list('listAccounts', { listall: true, name: 'bob' });
    const { account: _locked } = await admin.call('lockAccount', { account: 'bob', domainid: acme.id });
    expect((await cloud.as('bob').send('listZones')).status).toBe(401);
    await admin.call('enableAccount', { id: String(account?.id) });
    expect((await cloud.as('bob').send('listZones')).status).toBe(200);
    expect(await dana.job('disableAccount', { id: String(account?.id), lock: false })).toMatchObject({ jobstatus: 1 });
    expect((await cloud.as('bob').send('listZones')).status).toBe(401);
    await dana.call('enableAccount', { id: String(account?.id) });
    expect((await alice.send('enableAccount', { id: String(account?.id) })).status).toBe(432);
  });

  test('a user changes itself, and its password with the old one only', async () => {
    const [me] = await alice.list('listUsers');
    const id = String(me?.id);
    expect((await alice.call('updateUser', { id, firstname: 'Alicia', timezone: 'Europe/Paris' })).user).toMatchObject({
      firstname: 'Alicia',
      timezone: 'Europe/Paris',
    });
    expect((await alice.send('updateUser', { id, password: 'new', currentpassword: 'wrong' })).status).toBe(431);
    await alice.call('updateUser', { id, password: 'new', currentpassword: 'alice' });
    expect((await cloud.as('bob').send('updateUser', { id, firstname: 'Mallory' })).status).toBe(531);
  });

  test('a user more is made and removed, and its keys end with it', async () => {
    const { user } = await dana.call('createUser', person('alice2', { account: 'alice', domainid: acme.id }));
    const { id } = user as Row;
    const { userkeys } = await dana.call('registerUserKeys', { id });
    expect(userkeys).toMatchObject({ apikey: expect.any(String), secretkey: expect.any(String) });
    expect((await dana.list('listAccounts', { listall: true, name: 'alice' }))[0]?.user).toHaveLength(2);
    expect((await dana.send('createUser', person('alice2', { account: 'alice', domainid: acme.id }))).status).toBe(431);
    await dana.call('deleteUser', { id });
    expect((await dana.list('listAccounts', { listall: true, name: 'alice' }))[0]?.user).toHaveLength(1);
  });

  test('an account goes with what it owns', async () => {
    const made = (await admin.call('createAccount', person('carol', { accounttype: 0, domainid: acme.id }))).account as Row;
    const [zone] = await admin.list('listZones');
    const [disk] = await admin.list('listDiskOfferings');
    await admin.job('createVolume', {
      name: 'carols',
      zoneid: String(zone?.id),
      diskofferingid: String(disk?.id),
      account: 'carol',
      domainid: acme.id,
    });
    expect(await admin.list('listVolumes', { account: 'carol', domainid: acme.id })).toHaveLength(1);
    expect(await admin.job('deleteAccount', { id: made.id })).toMatchObject({ jobstatus: 1 });
    expect(await admin.list('listVolumes', { listall: true, name: 'carols' })).toEqual([]);
    expect((await admin.send('deleteAccount', { id: made.id })).status).toBe(431);
  });
});

describe('roles', () => {
  test('are listed with their rules, copied, changed and removed; the default ones are not', async () => {
    const [user] = await admin.list('listRoles', { name: 'User' });
    const rules = await admin.list('listRolePermissions', { roleid: String(user?.id) });
    expect(rules).toHaveLength(252);
    const { role } = await admin.call('createRole', { name: 'Operator', roleid: String(user?.id), description: 'Copy' });
    const { id } = role as Row;
    expect(role).toMatchObject({ type: 'User', isdefault: false });
    const { rolepermission } = await admin.call('createRolePermission', { roleid: id, rule: 'listHosts', permission: 'deny' });
    expect(await admin.list('listRolePermissions', { roleid: id })).toHaveLength(253);
    await admin.call('updateRolePermission', { roleid: id, ruleid: String((rolepermission as Row).id), permission: 'allow' });
    expect((await admin.list('listRolePermissions', { roleid: id })).at(-1)).toMatchObject({ rule: 'listHosts', permission: 'allow' });
    await admin.call('deleteRolePermission', { id: String((rolepermission as Row).id) });
    await admin.call('deleteRole', { id });
    expect((await admin.send('deleteRole', { id: String(user?.id) })).status).toBe(431);
  });
});

describe('limits', () => {
  test('are an account’s or a domain’s, and refuse with 535 what is beyond', async () => {
    const limit = { resourcetype: 6, account: 'alice', domainid: acme.id };
    const networks = await alice.list('listNetworks');
    expect((await admin.call('updateResourceLimit', { ...limit, max: networks.length })).resourcelimit).toMatchObject({
      resourcetypename: 'network',
      max: networks.length,
    });
    const offering = networks[0]?.networkofferingid;
    const network = { name: 'beyond', zoneid: String(networks[0]?.zoneid), networkofferingid: String(offering) };
    expect((await alice.send('createNetwork', network)).status).toBe(535);
    expect(await alice.list('listResourceLimits', { resourcetype: 6 })).toMatchObject([{ max: networks.length, account: 'alice' }]);
    await admin.call('updateResourceLimit', { ...limit, max: -1 });
    expect((await alice.call('createNetwork', network)).network).toMatchObject({ name: 'beyond', state: 'Allocated' });
    await admin.call('updateResourceLimit', { resourcetype: 0, domainid: acme.id, max: 500 });
    expect(await dana.list('listResourceLimits', { resourcetype: 0, domainid: acme.id })).toMatchObject([{ max: 500, domain: 'acme' }]);
    expect((await dana.list('listDomains', { id: acme.id }))[0]).toMatchObject({ vmlimit: '500' });
    expect((await alice.send('updateResourceLimit', { ...limit, max: 5 })).status).toBe(432);
    expect((await dana.send('updateResourceLimit', { resourcetype: 0, account: 'dana', domainid: acme.id, max: 5 })).status).toBe(531);
  });
});
