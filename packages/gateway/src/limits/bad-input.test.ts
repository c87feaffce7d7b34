// Mistakes that people make: each is told with its code, the argument and what helps.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../test/harness.ts';
import { NOTHING } from '../test/hostile-values.ts';
import { mutate } from '../test/mutate.ts';

let harness: Harness;
let like: Record<'zoneId' | 'serviceOfferingId' | 'templateId', string> & { networkIds: string[] };
beforeAll(async () => {
  harness = await startHarness();
  interface Found {
    virtualMachines: { nodes: { zone: Id; serviceOffering: Id; template: Id; nics: { network: Id }[] }[] };
  }
  type Id = { id: string };
  const { data } = await harness.query<Found>(
    '{ virtualMachines(first: 1) { nodes { zone { id } serviceOffering { id } template { id } nics { network { id } } } } }',
    {},
    { as: 'bob' },
  );
  const [machine] = data.virtualMachines.nodes;
  if (!machine) throw new Error('bob has no machine');
  like = {
    zoneId: machine.zone.id,
    serviceOfferingId: machine.serviceOffering.id,
    templateId: machine.template.id,
    networkIds: machine.nics.map(({ network }) => network.id),
  };
});
afterAll(() => harness.close());

const DEPLOY = `mutation ($input: DeployVirtualMachineInput!) { result: deployVirtualMachine(input: $input) { __typename
  ... on Error { message code } ... on NotFoundError { id path } ... on InvalidInputError { fields { path message } } } }`;
const deploy = async (more: object) => {
  const { data } = await harness.query<{ result: object }>(DEPLOY, { input: { ...like, ...more } }, { as: 'bob' });
  return data.result;
};
const errorOf = async (query: string, variables: object = {}, as: 'bob' | 'admin' = 'bob') =>
  (await harness.query(query, variables as Record<string, unknown>, { as })).errors?.[0];

describe('a deployment with something that is not there', () => {
  it.each([
    ['templateId', `Template:${NOTHING}`, 'template', ['input', 'templateId']],
    ['zoneId', NOTHING, 'zone', ['input', 'zoneId']],
    ['serviceOfferingId', NOTHING, 'service offering', ['input', 'serviceOfferingId']],
    ['diskOfferingId', NOTHING, 'disk offering', ['input', 'diskOfferingId']],
    ['affinityGroupIds', [NOTHING], 'affinity group', ['input', 'affinityGroupIds', '0']],
  ])('%s', async (name, value, noun, path) => {
    expect(await deploy({ [name]: value })).toEqual({
      __typename: 'NotFoundError',
      code: 'NOT_FOUND',
      message: `There is no such ${noun}, or you may not see it.`,
      id: Array.isArray(value) ? value[0] : value,
      path,
    });
  });

  it('names which of several networks', async () => {
    expect(await deploy({ networkIds: [...like.networkIds, NOTHING] })).toMatchObject({ id: NOTHING, path: ['input', 'networkIds', '1'] });
  });

  it('names the key pairs though CloudStack speaks of a name', async () => {
    expect(await deploy({ name: 'with-a-key', sshKeyPairs: ['nobody-has-it'] })).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: ['input', 'sshKeyPairs'], message: expect.stringContaining('nobody-has-it') }],
    });
  });

  it('leaves no message of a name that CloudStack would give back broken', async () => {
    harness.simulator.calls.reset();
    for (const name of ['a\\u0041', '🙂', 'a'.repeat(64), '-a', 'a_b', '']) {
      expect(await deploy({ name })).toMatchObject({ __typename: 'InvalidInputError', fields: [{ path: ['input', 'name'] }] });
    }
    expect(harness.simulator.calls.total()).toBe(0);
  });
});

describe('a filter with something that is wrong', () => {
  it.each([
    ['an id of nothing', { zoneId: NOTHING }, 'NOT_FOUND', ['filter', 'zoneId'], 'There is no such zone, or you may not see it.'],
    ['a project of nothing', { scope: { project: NOTHING } }, 'NOT_FOUND', ['filter', 'scope', 'project'], /no such project/],
    ['a keyword with a tab', { keyword: 'a\tb' }, 'INVALID_INPUT', ['filter', 'keyword'], /non-printable/],
    ['a keyword that is too long', { keyword: 'x'.repeat(300) }, 'INVALID_INPUT', ['filter', 'keyword'], /255/],
  ])('%s', async (_what, filter, code, path, words) => {
    const error = await errorOf('query ($filter: VirtualMachineFilter) { virtualMachines(filter: $filter) { totalCount } }', { filter });
    expect(error?.extensions).toMatchObject({ code, fields: [{ path }], cloudStack: { command: 'listVirtualMachines', status: 431 } });
    expect(error?.message).toMatch(words);
  });

  it('an account that the domain does not have', async () => {
    const error = await errorOf('{ virtualMachines(filter: { scope: { account: "nobody" } }) { totalCount } }', {}, 'admin');
    expect(error?.extensions).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path: ['filter', 'scope', 'account'] }] });
  });
});

describe('variables of the wrong type', () => {
  it.each([
    ['a number for a text', { input: { username: 5, password: 'x' } }, ['input', 'username']],
    ['something unknown', { input: { username: 'bob', password: 'bob', realm: 'acme' } }, ['input']],
    ['nothing where something must be', {}, ['input']],
    ['null where something must be', { input: null }, ['input']],
  ])('%s', async (_what, variables, path) => {
    const error = await errorOf('mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }', variables);
    expect(error?.extensions).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path, message: expect.any(String) }] });
    expect(error?.message).toContain('"$input"');
  });

  it('are not repeated where they may be secret', async () => {
    const document = 'mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }';
    for (const input of [
      { username: 'bob', password: 'hunter2', realm: 'x' },
      { username: 'bob', password: ['hunter2'] },
      { password: 'hunter2' },
    ])
      expect(JSON.stringify(await errorOf(document, { input }))).not.toContain('hunter2');
    const literal = 'mutation { signIn(input: { username: "bob", password: "hunter2", realm: "x" }) { __typename } }';
    expect(JSON.stringify(await errorOf(literal))).not.toContain('hunter2');
  });

  it('deep inside a list', async () => {
    const variables = {
      input: {
        ...like,
        tags: [
          { key: 'a', value: 'b' },
          { key: 7, value: 'b' },
        ],
      },
    };
    expect((await errorOf(DEPLOY, variables))?.extensions.fields).toMatchObject([{ path: ['input', 'tags', '1', 'key'] }]);
  });

  it('count as mistakes of the caller, not as failures of ours', async () => {
    await errorOf('query ($first: Int) { virtualMachines(first: $first) { totalCount } }', { first: 'ten' });
    const figures = await harness.gateway.fetch(new Request('http://gateway/metrics'));
    expect(await figures.text()).not.toMatch(/outcome="INTERNAL"/);
  });
});

describe('ids', () => {
  it.each(['Nonsense', 'constructor', 'Nic', 'Error', 'Query'])('of a %s are refused with the form that is right', async (typename) => {
    const error = await errorOf('query ($id: ID!) { node(id: $id) { id } }', { id: `${typename}:${NOTHING}` });
    expect(error?.extensions).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: ['id'], message: expect.stringContaining('Volume:') }],
    });
  });

  it('of several, one is named', async () => {
    const error = await errorOf('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: [like.zoneId, `Nonsense:${NOTHING}`] });
    expect(error?.extensions.fields).toMatchObject([{ path: ['ids', '1'] }]);
  });
});

it('a user name with a control character is named', async () => {
  const input = { username: 'bo\u0000b', password: 'bob' };
  expect(await mutate(harness, 'signIn', input, '', {})).toMatchObject({ fields: [{ path: ['input', 'username'] }] });
});

describe('what the role does not have', () => {
  it('is refused in words, and CloudStack is named', async () => {
    const error = await errorOf('{ hosts { totalCount } }');
    expect(error?.message).toBe('Your role may not use listHosts, or this cloud does not have it. Ask an administrator of the cloud.');
    expect(error?.extensions).toMatchObject({ code: 'FORBIDDEN', cloudStack: { command: 'listHosts', errorCode: 432 } });
  });

  it.each(['hostName', 'instanceName', 'host { id }'])('%s of a machine is an error, never empty', async (field) => {
    const query = `{ virtualMachines(first: 1, filter: { state: RUNNING }) { nodes { ${field} } } }`;
    expect((await errorOf(query))?.extensions.code).toBe('FORBIDDEN');
    expect(await errorOf(query, {}, 'admin')).toBeUndefined();
  });
});
