import { afterEach, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../test/harness.ts';

let harness: Harness;
afterEach(() => harness.close());

const start = async (environment: Record<string, string> = {}) => {
  harness = await startHarness({ environment });
};
const READ = 'query ($command: String!, $parameters: JSON) { cloudStack { call(command: $command, parameters: $parameters) } }';
const CHANGE = `mutation ($input: CallCloudStackInput!) { result: callCloudStack(input: $input) { __typename ... on CallCloudStackSuccess { answer }
  ... on Error { message code } ... on InvalidInputError { fields { path } } } }`;

describe('cloudStack { call }', () => {
  it('is switched off unless the operator says otherwise', async () => {
    await start();
    const { errors } = await harness.query(READ, { command: 'listZones' }, { as: 'admin' });
    expect(errors?.[0]?.extensions.code).toBe('UNSUPPORTED');
  });

  it('reads as the caller, for the accounts that are named', async () => {
    await start({ RAW_CALLS: 'reads', RAW_CALL_ACCOUNTS: '/acme/bob, /admin' });
    const { data, errors } = await harness.query<{ cloudStack: { call: { count: number } } }>(
      READ,
      { command: 'listVirtualMachines', parameters: { page: 1, pagesize: 2, details: 'min' } },
      { as: 'bob' },
    );
    expect(errors).toBeUndefined();
    expect(data.cloudStack.call).toMatchObject({ count: 120, virtualmachine: [{ account: 'bob' }, { account: 'bob' }] });
    const slip = await harness.query(READ, { command: 'listEvents', parameters: { startId: '1' } }, { as: 'bob' });
    expect(slip.errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path: ['parameters', 'startId'] }] });
    const other = await harness.query(READ, { command: 'listZones' }, { as: 'alice' });
    expect(other.errors?.[0]).toMatchObject({ message: expect.stringContaining('/acme/alice'), extensions: { code: 'FORBIDDEN' } });
    const change = await harness.query(READ, { command: 'stopVirtualMachine', parameters: {} }, { as: 'bob' });
    expect(change.errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
    const mutation = await harness.query(CHANGE, { input: { command: 'stopVirtualMachine' } }, { as: 'bob' });
    expect(mutation.errors?.[0]?.extensions.code).toBe('UNSUPPORTED');
  });

  it('changes where all calls are on, but never whose call it is', async () => {
    await start({ RAW_CALLS: 'all', RAW_CALL_ACCOUNTS: '/admin' });
    const call = async (input: object) =>
      (await harness.query<{ result: Record<string, unknown> }>(CHANGE, { input }, { as: 'admin' })).data.result;
    const domainid = await domainOfAlice();
    const done = await call({ command: 'updateResourceLimit', parameters: { account: 'alice', domainid, resourcetype: 0, max: 33 } });
    expect(done).toMatchObject({ __typename: 'CallCloudStackSuccess', answer: { resourcelimit: { max: 33 } } });
    expect(await call({ command: 'updateResourceLimit', parameters: { apiKey: 'x', sessionkey: 'y' } })).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: ['parameters', 'apiKey'] }, { path: ['parameters', 'sessionkey'] }],
    });
    expect(await call({ command: 'login', parameters: { username: 'alice' } })).toMatchObject({ __typename: 'ForbiddenError' });
    expect(await call({ command: 'noSuchCommand' })).toMatchObject({ __typename: 'ForbiddenError', code: 'FORBIDDEN' });
  });
});

async function domainOfAlice(): Promise<string> {
  const { data } = await harness.query<{ cloudStack: { call: { account: { domainid: string }[] } } }>(
    READ,
    { command: 'listAccounts', parameters: { name: 'alice', listall: true } },
    { as: 'admin' },
  );
  return data.cloudStack.call.account[0]?.domainid ?? '';
}

describe('capabilities', () => {
  it('says what the role may use, and is asked for once', async () => {
    await start();
    const ask = () =>
      harness.query<{ capabilities: Record<string, unknown> }>(
        '{ capabilities { version flags commands a: has(command: "listVirtualMachines", parameter: "ids") b: has(command: "updateConfiguration") } }',
        {},
        { as: 'bob' },
      );
    const { data, errors } = await ask();
    expect(errors).toBeUndefined();
    expect(data.capabilities).toMatchObject({ version: expect.stringContaining('4.22'), a: true, b: false });
    expect((data.capabilities.commands as string[]).length).toBeGreaterThan(300);
    harness.simulator.calls.reset();
    await ask();
    expect(harness.simulator.calls.total()).toBe(0);
  });
});
