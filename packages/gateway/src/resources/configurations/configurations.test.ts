import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../test/harness.ts';
import { mutate } from '../../test/mutate.ts';

let harness: Harness;
const admin = { as: 'admin' } as const;
const name = 'project.invite.required';

beforeAll(async () => {
  harness = await startHarness({ simulator: { vms: 2, volumes: 2 } });
});
afterAll(() => harness.close());

const select = 'configuration { name value defaultValue kind }';

describe('settings', () => {
  it('are found by a part of their name', async () => {
    const { data } = await harness.query<{ configurations: { totalCount: number; nodes: { name: string }[] } }>(
      `{ configurations(first: 20, filter: { keyword: "project.invite" }) {
        totalCount nodes { name value defaultValue isSecret description category group subgroup kind isDynamic } } }`,
      {},
      admin,
    );
    expect(data.configurations.nodes.map((node) => node.name)).toContain(name);
    expect(data.configurations.totalCount).toBe(data.configurations.nodes.length);
  });

  it('are changed and set back', async () => {
    expect(await mutate(harness, 'updateConfiguration', { name, value: 'true' }, select, admin)).toMatchObject({
      configuration: { name, value: 'true', defaultValue: 'false', kind: 'Boolean' },
    });
    expect(await mutate(harness, 'resetConfiguration', { name }, select, admin)).toMatchObject({ configuration: { name, value: 'false' } });
  });

  it('refuse what they cannot be', async () => {
    expect(await mutate(harness, 'updateConfiguration', { name, value: 'perhaps' }, '', admin)).toMatchObject({
      __typename: 'InvalidInputError',
    });
    expect(await mutate(harness, 'updateConfiguration', { name: 'no.such.setting', value: '1' }, '', admin)).toMatchObject({
      __typename: 'InvalidInputError',
    });
    expect(await mutate(harness, 'resetConfiguration', { name: ' ' }, '', admin)).toMatchObject({ fields: [{ path: ['input', 'name'] }] });
  });

  it('are none of a tenant’s business', async () => {
    expect(await mutate(harness, 'updateConfiguration', { name, value: 'true' })).toMatchObject({ __typename: 'ForbiddenError' });
    const { errors } = await harness.query('{ configurations { totalCount } }', {}, { as: 'alice' });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', cloudStack: { command: 'listConfigurations' } });
  });
});
