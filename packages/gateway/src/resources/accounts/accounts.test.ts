import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../test/harness.ts';
import { mutate } from '../../test/mutate.ts';

let harness: Harness;
let domain: string;
let role: string;
let account: string;

const admin = { as: 'admin' } as const;
const person = { username: 'eve', password: 'secret', firstName: 'Eve', lastName: 'Moreau', email: 'eve@example.org' };

beforeAll(async () => {
  harness = await startHarness({ simulator: { vms: 3, volumes: 3 } });
});
afterAll(() => harness.close());

const idIn = (made: object, field: string) => (made as Record<string, { id: string }>)[field]?.id ?? '';

describe('domains', () => {
  it('are created, listed as a tree and changed', async () => {
    const { data } = await harness.query<{ domains: { nodes: { id: string; path: string }[] } }>(
      '{ domains(filter: { name: "acme" }) { nodes { id path level parent { path } actions { name disabledReason } counts { virtualMachines } } } }',
      {},
      admin,
    );
    expect(data.domains.nodes).toMatchObject([{ path: '/acme', level: 1, parent: { path: '/' } }]);
    const parentDomainId = data.domains.nodes[0]?.id;
    const made = await mutate(harness, 'createDomain', { name: 'research', parentDomainId }, 'domain { id path parent { id } }', admin);
    expect(made).toMatchObject({ domain: { path: '/acme/research', parent: { id: parentDomainId } } });
    domain = idIn(made, 'domain');
    expect(await mutate(harness, 'createDomain', { name: 'a/b' }, '', admin)).toMatchObject({ fields: [{ path: ['input', 'name'] }] });
    expect(await mutate(harness, 'updateDomain', { id: domain, name: 'labs' }, 'domain { name path }', admin)).toMatchObject({
      domain: { name: 'labs' },
    });
    const { data: tree } = await harness.query(
      'query($id: ID!) { domain(id: $id) { children { nodes { id } } accounts { nodes { name } } } }',
      { id: parentDomainId },
      admin,
    );
    expect(tree).toMatchObject({
      domain: { children: { nodes: [{ id: domain }] }, accounts: { nodes: expect.arrayContaining([{ name: 'alice' }]) } },
    });
    const root = await harness.query<{ domains: { nodes: { id: string }[] } }>(
      '{ domains(filter: { level: 0 }) { nodes { id } } }',
      {},
      admin,
    );
    expect(await mutate(harness, 'deleteDomain', { id: root.data.domains.nodes[0]?.id }, '', admin)).toMatchObject({
      __typename: 'InvalidStateError',
    });
  });

  it('are not listed by users, who are told so', async () => {
    const { data, errors } = await harness.query('{ domains { totalCount } }', {}, { as: 'alice' });
    expect(data).toBeNull();
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', cloudStack: { command: 'listDomains' } });
    expect(errors?.[0]?.message).toContain('listDomains');
    // the name of the own one is known, and costs no call
    const { data: own } = await harness.query(
      '{ viewer { ownAccount { name domain { name path } role { name kind } } } }',
      {},
      { as: 'alice' },
    );
    expect(own).toEqual({
      viewer: { ownAccount: { name: 'alice', domain: { name: 'acme', path: '/acme' }, role: { name: 'User', kind: 'USER' } } },
    });
  });
});

describe('roles', () => {
  it('are copied, given rules, changed and deleted', async () => {
    const { data } = await harness.query<{ roles: { nodes: { id: string; name: string }[] } }>(
      '{ roles(filter: { kind: USER }) { nodes { id name kind isDefault actions { name disabledReason } } } }',
      {},
      admin,
    );
    const user = data.roles.nodes.find(({ name }) => name === 'User');
    expect(user).toMatchObject({ kind: 'USER', isDefault: true });
    expect(await mutate(harness, 'deleteRole', { id: user?.id }, '', admin)).toMatchObject({ __typename: 'InvalidStateError' });
    expect(await mutate(harness, 'createRole', { name: 'x' }, '', admin)).toMatchObject({ fields: [{ path: ['input', 'kind'] }] });
    const made = await mutate(harness, 'createRole', { name: 'Reader', kind: 'USER' }, 'role { id kind permissions { rule } }', admin);
    expect(made).toMatchObject({ role: { kind: 'USER', permissions: [] } });
    role = idIn(made, 'role');
    const withRule = await mutate(
      harness,
      'createRolePermission',
      { roleId: role, rule: 'list*', permission: 'ALLOW' },
      'role { permissions { uuid rule permission } }',
      admin,
    );
    expect(withRule).toMatchObject({ role: { permissions: [{ rule: 'list*', permission: 'ALLOW' }] } });
    const [rule] = (withRule.role as { permissions: { uuid: string }[] }).permissions;
    expect(await mutate(harness, 'createRolePermission', { roleId: role, rule: 'rm -rf', permission: 'DENY' }, '', admin)).toMatchObject({
      fields: [{ path: ['input', 'rule'] }],
    });
    expect(
      await mutate(
        harness,
        'updateRolePermission',
        { roleId: role, permissionId: rule?.uuid, permission: 'DENY' },
        'role { permissions { permission } }',
        admin,
      ),
    ).toMatchObject({ role: { permissions: [{ permission: 'DENY' }] } });
    expect(
      await mutate(harness, 'deleteRolePermission', { roleId: role, permissionId: rule?.uuid }, 'role { permissions { rule } }', admin),
    ).toMatchObject({ role: { permissions: [] } });
    expect(await mutate(harness, 'updateRole', { id: role, name: 'Guest' }, 'role { name }', admin)).toMatchObject({
      role: { name: 'Guest' },
    });
  });
});

describe('accounts', () => {
  it('are created with their first user', async () => {
    const made = await mutate(
      harness,
      'createAccount',
      { ...person, name: 'moreau', roleId: role, domainId: domain },
      'account { id name state domain { id path } role { name } users { username } limits { resource } actions { name disabledReason } }',
      admin,
    );
    expect(made).toMatchObject({
      account: { name: 'moreau', state: 'ENABLED', domain: { id: domain }, role: { name: 'Guest' }, users: [{ username: 'eve' }] },
    });
    account = idIn(made, 'account');
    expect(await mutate(harness, 'createAccount', { ...person, email: 'eve', roleId: role }, '', admin)).toMatchObject({
      fields: [{ path: ['input', 'email'] }],
    });
    expect(await mutate(harness, 'createAccount', { ...person, roleId: role }, '', { as: 'alice' })).toMatchObject({
      __typename: 'ForbiddenError',
    });
    const { data } = await harness.query<{ accounts: { nodes: { name: string }[] } }>(
      'query($id: ID!) { accounts(filter: { domainId: $id, state: ENABLED }) { nodes { name virtualMachines { totalCount } } } }',
      { id: domain },
      admin,
    );
    expect(data.accounts.nodes).toEqual([{ name: 'moreau', virtualMachines: { totalCount: 0 } }]);
  });

  it('are disabled, locked, enabled and renamed', async () => {
    expect(await mutate(harness, 'lockAccount', { id: account, waitSeconds: 30 }, 'account { state }', admin)).toMatchObject({
      account: { state: 'LOCKED' },
    });
    expect(await mutate(harness, 'lockAccount', { id: account }, '', admin)).toMatchObject({
      __typename: 'InvalidStateError',
      state: 'locked',
    });
    expect(await mutate(harness, 'enableAccount', { id: account }, 'account { state }', admin)).toMatchObject({
      account: { state: 'ENABLED' },
    });
    expect(await mutate(harness, 'disableAccount', { id: account, waitSeconds: 30 }, 'account { state }', admin)).toMatchObject({
      account: { state: 'DISABLED' },
    });
    expect(await mutate(harness, 'updateAccount', { id: account, name: 'curie' }, 'account { name }', admin)).toMatchObject({
      account: { name: 'curie' },
    });
    await mutate(harness, 'enableAccount', { id: account }, '', admin);
  });

  it('have limits that administrators set', async () => {
    expect(
      await mutate(
        harness,
        'updateResourceLimit',
        { accountId: account, resource: 'VIRTUAL_MACHINES', limit: 7 },
        'limit { resource used limit }',
        admin,
      ),
    ).toMatchObject({ limit: { resource: 'virtualMachines', used: 0, limit: 7 } });
    await mutate(harness, 'updateResourceLimit', { accountId: account, resource: 'VOLUMES', limit: null }, '', admin);
    await mutate(harness, 'updateResourceLimit', { domainId: domain, resource: 'VOLUMES', limit: 50 }, '', admin);
    const { data } = await harness.query<{ account: { limits: object[] }; domain: { limits: object[] } }>(
      'query($id: ID!, $domain: ID!) { account(id: $id) { limits { resource limit } } domain(id: $domain) { limits { resource limit } } }',
      { id: account, domain },
      admin,
    );
    expect(data.account.limits).toEqual(
      expect.arrayContaining([
        { resource: 'virtualMachines', limit: 7 },
        { resource: 'volumes', limit: null },
      ]),
    );
    expect(data.domain.limits).toContainEqual({ resource: 'volumes', limit: 50 });
    expect(await mutate(harness, 'updateResourceLimit', { resource: 'VOLUMES', limit: 1 }, '', admin)).toMatchObject({
      fields: [{ path: ['input', 'accountId'] }],
    });
    expect(await mutate(harness, 'updateResourceLimit', { accountId: account, resource: 'VOLUMES', limit: -5 }, '', admin)).toMatchObject({
      fields: [{ path: ['input', 'limit'] }],
    });
  });
});

describe('users', () => {
  let user: string;

  it('are added to an account, changed, locked and enabled', async () => {
    const made = await mutate(
      harness,
      'createUser',
      { ...person, username: 'paul', accountId: account },
      'user { id username state account { id name } hasApiKey }',
      admin,
    );
    expect(made).toMatchObject({ user: { username: 'paul', state: 'ENABLED', account: { id: account, name: 'curie' }, hasApiKey: false } });
    user = idIn(made, 'user');
    expect(await mutate(harness, 'updateUser', { id: user, firstName: 'Paul' }, 'user { firstName lastName }', admin)).toMatchObject({
      user: { firstName: 'Paul', lastName: 'Moreau' },
    });
    expect(await mutate(harness, 'updateUser', { id: user, timeZone: 'Mars' }, '', admin)).toMatchObject({
      fields: [{ path: ['input', 'timeZone'] }],
    });
    expect(await mutate(harness, 'lockUser', { id: user }, 'user { state }', admin)).toMatchObject({ user: { state: 'LOCKED' } });
    expect(await mutate(harness, 'enableUser', { id: user }, 'user { state }', admin)).toMatchObject({ user: { state: 'ENABLED' } });
    expect(await mutate(harness, 'disableUser', { id: user, waitSeconds: 30 }, 'user { state }', admin)).toMatchObject({
      user: { state: 'DISABLED' },
    });
  });

  it('get keys, and nobody else reads them', async () => {
    const made = await mutate(harness, 'registerUserKeys', { id: user }, 'user { apiKey hasApiKey } apiKey secretKey', admin);
    expect(made).toMatchObject({ user: { apiKey: null, hasApiKey: true } });
    expect(String(made.apiKey).length).toBeGreaterThan(20);
    expect(String(made.secretKey).length).toBeGreaterThan(20);
    const everybody = await harness.query('{ users { nodes { username apiKey hasApiKey account { users { apiKey } } } } }', {}, admin);
    const text = JSON.stringify(everybody.data);
    expect(text).not.toContain(String(made.apiKey));
    expect(text).not.toContain('demo-api-key-bob');
    const { data } = await harness.query('{ viewer { user { username apiKey } } users { nodes { username } } }', {}, { as: 'alice' });
    expect(data).toEqual({
      viewer: { user: { username: 'alice', apiKey: 'demo-api-key-alice' } },
      users: { nodes: [{ username: 'alice' }] },
    });
  });

  it('do not see or change each other', async () => {
    const { data } = await harness.query<{ user: unknown }>('query($id: ID!) { user(id: $id) { username } }', { id: user }, { as: 'bob' });
    expect(data?.user ?? null).toBeNull();
    expect((await mutate(harness, 'registerUserKeys', { id: user }, '', { as: 'bob' })).__typename).toMatch(/NotFoundError|ForbiddenError/);
  });

  it('go, and their account and domain with them', async () => {
    expect(await mutate(harness, 'deleteUser', { id: user }, 'userId', admin)).toMatchObject({ userId: user });
    expect(await mutate(harness, 'deleteAccount', { id: account, waitSeconds: 30 }, 'accountId', admin)).toMatchObject({
      accountId: account,
    });
    expect(await mutate(harness, 'deleteRole', { id: role }, 'roleId', admin)).toMatchObject({ roleId: role });
    expect(await mutate(harness, 'deleteDomain', { id: domain, waitSeconds: 30 }, 'domainId', admin)).toMatchObject({ domainId: domain });
    const { data } = await harness.query('query($id: ID!) { domain(id: $id) { id } }', { id: domain }, admin);
    expect(data).toEqual({ domain: null });
  });
});
