/** Roles that somebody made: their rules decide what those who have them may call. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Row, startTestCloud, type TestCaller, type TestCloud } from '../../testing/test-cloud.ts';

let cloud: TestCloud;
let [admin, bob] = [] as unknown as [TestCaller, TestCaller];

beforeAll(async () => {
  cloud = await startTestCloud();
  [admin, bob] = [cloud.as('admin'), cloud.as('bob')];
});

afterAll(() => cloud.close());

const give = async (roleid: string): Promise<void> => {
  const [account] = await admin.list('listAccounts', { listall: true, name: 'bob' });
  await admin.call('updateAccount', { id: String(account?.id), roleid });
};
const offered = async (name: string): Promise<number> => (await bob.send('listApis', { name })).status;

test('a copy of the role User gives what it gives, but for the rules that were changed', async () => {
  const [original] = await admin.list('listRoles', { name: 'User' });
  const { role } = await admin.call('createRole', { name: 'operators', roleid: String(original?.id) });
  const { id } = role as Row;
  const rules = await admin.list('listRolePermissions', { roleid: id });
  expect(rules.map(({ rule }) => rule)).toEqual(
    (await admin.list('listRolePermissions', { roleid: String(original?.id) })).map(({ rule }) => rule),
  );
  await give(id);
  const before = (await bob.list('listApis')).length;
  expect(before).toBe(369);
  const deny = rules.find(({ rule }) => rule === 'createVolume') as Row;
  await admin.call('updateRolePermission', { roleid: id, ruleid: deny.id, permission: 'deny' });
  expect(await bob.send('createVolume', { name: 'x' })).toMatchObject({ status: 432, body: { errorresponse: { cserrorcode: 9999 } } });
  expect(await offered('createVolume')).toBe(530);
  expect((await bob.list('listApis')).length).toBe(before - 1);
  expect((await bob.send('listVolumes')).status).toBe(200);
});

test('patterns are read in order, and what no rule fits is refused', async () => {
  const { role } = await admin.call('createRole', { name: 'readers', type: 'User' });
  const { id } = role as Row;
  for (const [rule, permission] of [
    ['listVolumes', 'deny'],
    ['list*', 'allow'],
  ] as const)
    await admin.call('createRolePermission', { roleid: id, rule, permission });
  await give(id);
  expect((await bob.send('listVirtualMachines')).status).toBe(200);
  expect((await bob.send('listVolumes')).status).toBe(432);
  expect((await bob.send('deployVirtualMachine')).status).toBe(432);
  expect((await bob.send('listHosts')).status).toBe(432);
});
