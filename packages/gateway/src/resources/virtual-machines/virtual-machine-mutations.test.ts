import { CloudStackClient } from '@cloudstack-graph/client';
import type { GraphQLUnionType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schema } from '../../schema.ts';
import { type Ask, type Harness, startHarness } from '../../test/harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ environment: { RATE_LIMIT_PER_MINUTE: '100000' } });
});
afterAll(() => harness.close());

interface Outcome {
  __typename: string;
  message?: string;
  code?: string;
  state?: string;
  id?: string;
  fields?: { path: string[]; message: string }[];
  warnings?: string[];
  virtualMachineId?: string;
  virtualMachine?: { id: string; state: string; displayName: string; tags: { key: string }[] };
  job?: { id: string; status: string; command: string; resource: { id: string } | null };
}

const ERROR_PARTS: Record<string, string> = {
  InvalidStateError: 'state',
  NotFoundError: 'id',
  InvalidInputError: 'fields { path message }',
  JobFailedError: 'job { id status command errorText }',
};

/** What is read of each error that is a member of a union. */
function errorParts(union: string): string {
  const members = (schema.getType(union) as GraphQLUnionType).getTypes().map((type) => type.name);
  return members.map((name) => (ERROR_PARTS[name] ? `... on ${name} { ${ERROR_PARTS[name]} }` : '')).join(' ');
}

const MACHINE = 'virtualMachine { id state displayName tags { key value } } job { id status command resource { id } }';

async function act(name: string, input: object, success: string, ask: Ask = { as: 'alice' }): Promise<Outcome> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const inputType = ['startVirtualMachine', 'rebootVirtualMachine', 'recoverVirtualMachine'].includes(name)
    ? 'VirtualMachineActionInput'
    : `${type}Input`;
  const document = `mutation ($input: ${inputType}!) { result: ${name}(input: $input) { __typename ... on Error { message code } ${errorParts(`${type}Result`)} ... on ${type}Success { ${success} } } }`;
  const { data, errors } = await harness.query<{ result: Outcome }>(document, { input }, ask);
  if (errors) throw Object.assign(new Error(errors[0]?.message), { code: errors[0]?.extensions.code });
  return data.result;
}

/** CloudStack itself, as the root admin sees it. */
function asAdmin(): CloudStackClient {
  const credentials = { kind: 'keys', apiKey: 'demo-api-key-admin', secretKey: 'demo-secret-key-admin' } as const;
  return new CloudStackClient({ transport: harness.gateway.services.transport, credentials });
}

async function choices() {
  const { data } = await harness.query<
    Record<'zones' | 'templates' | 'serviceOfferings' | 'networks', { nodes: { id: string; isCustomized?: boolean }[] }>
  >(
    '{ zones { nodes { id } } templates { nodes { id } } serviceOfferings { nodes { id isCustomized } } networks { nodes { id } } }',
    {},
    { as: 'alice' },
  );
  return {
    zoneId: data.zones.nodes[0]?.id,
    templateId: data.templates.nodes[0]?.id,
    serviceOfferingId: data.serviceOfferings.nodes.find((offering) => !offering.isCustomized)?.id,
    networkIds: [data.networks.nodes[0]?.id],
  };
}

describe('the life of a virtual machine', () => {
  it('goes from deployment to expunging, each step answered with machine and job', async () => {
    const deployed = await act(
      'deployVirtualMachine',
      { ...(await choices()), name: 'life-1', displayName: 'Life', tags: [{ key: 'env', value: 'test' }], waitSeconds: 30 },
      `${MACHINE} warnings`,
    );
    expect(deployed).toMatchObject({
      __typename: 'DeployVirtualMachineSuccess',
      virtualMachine: { state: 'RUNNING', displayName: 'Life' },
      job: { status: 'SUCCEEDED', command: 'deployVirtualMachine', resource: { id: deployed.virtualMachine?.id } },
      warnings: [],
    });
    const id = deployed.virtualMachine?.id ?? '';
    const updated = await act('updateVirtualMachine', { id, displayName: 'Lively' }, 'virtualMachine { displayName }');
    expect(updated).toMatchObject({ virtualMachine: { displayName: 'Lively' } });
    expect((await act('rebootVirtualMachine', { id, waitSeconds: 30 }, MACHINE)).virtualMachine?.state).toBe('RUNNING');
    expect((await act('stopVirtualMachine', { id, forced: true, waitSeconds: 30 }, MACHINE)).virtualMachine?.state).toBe('STOPPED');
    expect((await act('startVirtualMachine', { id: id.split(':')[1], waitSeconds: 30 }, MACHINE)).virtualMachine?.state).toBe('RUNNING');
    expect((await act('destroyVirtualMachine', { id, waitSeconds: 30 }, 'virtualMachineId job { status }')).virtualMachineId).toBe(id);
    expect((await act('recoverVirtualMachine', { id }, 'virtualMachine { id state displayName }')).virtualMachine?.state).toBe('STOPPED');
    const tags = await harness.query<{ virtualMachine: { tags: object[] } }>(
      `{ virtualMachine(id: "${id}") { tags { key value } } }`,
      {},
      { as: 'alice' },
    );
    expect(tags.data.virtualMachine.tags).toEqual([{ key: 'env', value: 'test' }]);
    expect((await act('destroyVirtualMachine', { id, expunge: true, waitSeconds: 30 }, 'job { status }')).job?.status).toBe('SUCCEEDED');
    const { data } = await harness.query(`{ virtualMachine(id: "${id}") { id } }`, {}, { as: 'alice' });
    expect(data).toEqual({ virtualMachine: null });
  });

  it('answers at once with a pending job unless it is told to wait', async () => {
    const deployed = await act('deployVirtualMachine', await choices(), MACHINE);
    expect(deployed.job?.status).toBe('PENDING');
    expect(['STARTING', 'RUNNING', 'STOPPED']).toContain(deployed.virtualMachine?.state);
  });
});

describe('what is refused', () => {
  const own = async (state: string, as: 'alice' | 'bob' = 'bob') =>
    (
      await harness.query<{ virtualMachines: { nodes: { id: string }[] } }>(
        `{ virtualMachines(first: 1, filter: { state: [${state}] }) { nodes { id } } }`,
        {},
        { as },
      )
    ).data.virtualMachines.nodes[0]?.id ?? '';

  it('by state: with the reason that the action shows', async () => {
    const id = await own('RUNNING');
    const { data } = await harness.query<{ virtualMachine: { actions: { name: string; disabledReason: string | null }[] } }>(
      `{ virtualMachine(id: "${id}") { actions { name disabledReason } } }`,
      {},
      { as: 'bob' },
    );
    const reason = data.virtualMachine.actions.find((action) => action.name === 'START')?.disabledReason;
    harness.simulator.calls.reset();
    const refused = await act('startVirtualMachine', { id }, 'job { id }', { as: 'bob' });
    expect(refused).toEqual({ __typename: 'InvalidStateError', message: reason, code: 'INVALID_STATE', state: 'Running' });
    expect(harness.simulator.calls.of('startVirtualMachine')).toBe(0);
  });

  it('a machine that does not exist, or is another account’s', async () => {
    const foreign = await own('RUNNING', 'bob');
    for (const id of [foreign, 'VirtualMachine:00000000-0000-4000-8000-000000000000']) {
      expect(await act('stopVirtualMachine', { id }, 'job { id }')).toMatchObject({ __typename: 'NotFoundError', code: 'NOT_FOUND', id });
    }
  });

  it('bad input: every field at once, by path, before any call', async () => {
    const good = await choices();
    harness.simulator.calls.reset();
    const refused = await act(
      'deployVirtualMachine',
      {
        ...good,
        name: '-bad-',
        displayName: 'a\\u0041b',
        isoId: good.templateId,
        userData: 'not base64!',
        diskSizeGib: 0,
        waitSeconds: 1000,
      },
      'job { id }',
    );
    expect(refused.__typename).toBe('InvalidInputError');
    expect(refused.fields?.map((field) => field.path.join('.')).sort()).toEqual(
      ['input.diskSizeGib', 'input.displayName', 'input.isoId', 'input.name', 'input.userData', 'input.waitSeconds'].sort(),
    );
    expect(harness.simulator.calls.total()).toBe(0);
  });

  it('an id that CloudStack does not know, under the name of the argument', async () => {
    const refused = await act(
      'deployVirtualMachine',
      { ...(await choices()), zoneId: '00000000-0000-4000-8000-000000000000' },
      'job { id }',
    );
    expect(refused).toMatchObject({ __typename: 'NotFoundError', code: 'NOT_FOUND' });
    const wrong = await act(
      'deployVirtualMachine',
      { ...(await choices()), zoneId: 'Volume:00000000-0000-4000-8000-000000000000' },
      'job { id }',
    );
    expect(wrong.fields).toEqual([{ path: ['input', 'zoneId'], message: 'This is the id of a Volume; a Zone is wanted here.' }]);
  });

  it('what would go past a limit of the account', async () => {
    const [alice] = (await asAdmin().call('listAccounts', { name: 'alice', listall: true })).rows;
    const domainid = alice?.domainid ?? '';
    const limit = (max: number) => asAdmin().call('updateResourceLimit', { account: 'alice', domainid, resourcetype: 0, max });
    await limit(1);
    try {
      expect(await act('deployVirtualMachine', await choices(), 'job { id }')).toMatchObject({
        __typename: 'LimitExceededError',
        code: 'LIMIT_EXCEEDED',
      });
    } finally {
      await limit(-1);
    }
  });
});
