import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../test/harness.ts';
import { mutate } from '../../test/mutate.ts';

let harness: Harness;
const admin = { as: 'admin' } as const;

beforeAll(async () => {
  harness = await startHarness({ simulator: { vms: 2, volumes: 2 } });
});
afterAll(() => harness.close());

const change = (name: string, input: object, select = '') => mutate(harness, name, input, select, admin);
const idIn = (made: Record<string, unknown>, field: string) => (made[field] as { id: string }).id;

describe('roles', () => {
  it('are disabled and enabled, those of one’s own only', async () => {
    const id = idIn(await change('createRole', { name: 'Guest', kind: 'USER' }, 'role { id isEnabled }'), 'role');
    expect(await change('enableRole', { id })).toMatchObject({ __typename: 'InvalidStateError' });
    expect(await change('disableRole', { id }, 'role { isEnabled }')).toMatchObject({ role: { isEnabled: false } });
    expect(await change('disableRole', { id })).toMatchObject({ __typename: 'InvalidStateError' });
    expect(await change('enableRole', { id }, 'role { isEnabled }')).toMatchObject({ role: { isEnabled: true } });
    const { data } = await harness.query<{ roles: { nodes: { id: string; isDefault: boolean }[] } }>(
      '{ roles { nodes { id isDefault } } }',
      {},
      admin,
    );
    const born = data.roles.nodes.find(({ isDefault }) => isDefault);
    expect(await change('disableRole', { id: born?.id })).toMatchObject({ __typename: 'InvalidStateError' });
    expect(await mutate(harness, 'disableRole', { id }, '', { as: 'dana' })).toMatchObject({ __typename: /Error$/ });
  });

  it('that are disabled let nobody do anything', async () => {
    const { data } = await harness.query<Record<'accounts' | 'roles', { nodes: { id: string; name: string }[] }>>(
      '{ accounts(filter: { keyword: "bob" }) { nodes { id name } } roles(filter: { kind: USER }) { nodes { id name } } }',
      {},
      admin,
    );
    const copyOfId = data.roles.nodes.find(({ name }) => name === 'User')?.id;
    const id = idIn(await change('createRole', { name: 'Sleeper', copyOfId }, 'role { id }'), 'role');
    await change('updateAccount', { id: data.accounts.nodes[0]?.id, roleId: id });
    const list = () => harness.query('{ virtualMachines { totalCount } }', {}, { as: 'bob' });
    expect((await list()).errors).toBeUndefined();
    await change('disableRole', { id });
    expect((await list()).errors).toBeDefined();
    await change('enableRole', { id });
    expect((await list()).errors).toBeUndefined();
  });
});

describe('counts', () => {
  it('are made right again, of an account, a project or a domain', async () => {
    const { data } = await harness.query<Record<'accounts' | 'projects' | 'domains', { nodes: { id: string }[] }>>(
      '{ accounts(filter: { keyword: "alice" }) { nodes { id } } projects { nodes { id } } domains { nodes { id } } }',
      {},
      admin,
    );
    for (const [argument, holder] of [
      ['accountId', data.accounts.nodes[0]?.id],
      ['projectId', data.projects.nodes[0]?.id],
      ['domainId', data.domains.nodes[0]?.id],
    ] as const) {
      expect(holder, argument).toBeDefined();
      harness.simulator.calls.reset();
      expect(await change('updateResourceCount', { [argument]: holder, resource: 'VOLUMES' }, 'holderId')).toMatchObject({
        holderId: holder,
      });
      expect(harness.simulator.calls.of('updateResourceCount')).toBe(1);
    }
    expect(await change('updateResourceCount', {})).toMatchObject({ fields: [{ path: ['input', 'accountId'] }] });
    const own = { accountId: data.accounts.nodes[0]?.id };
    expect(await mutate(harness, 'updateResourceCount', own)).toMatchObject({ __typename: expect.stringMatching(/Error$/) });
  });
});
