import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../test/harness.ts';
import { mutate } from '../../test/mutate.ts';

let harness: Harness;
let running: string;
let stopped: string;
let offerings: { id: string; name: string; isCustomized: boolean; cpuCount: number | null }[];

beforeAll(async () => {
  harness = await startHarness();
  const { data } = await harness.query<{
    virtualMachines: { nodes: { id: string; state: string }[] };
    serviceOfferings: { nodes: typeof offerings };
  }>('{ virtualMachines { nodes { id state } } serviceOfferings { nodes { id name isCustomized cpuCount } } }', {}, { as: 'alice' });
  const machines = data.virtualMachines.nodes.filter((machine) => machine.state === 'RUNNING').map((machine) => machine.id);
  [running = '', stopped = ''] = machines;
  offerings = data.serviceOfferings.nodes;
  await mutate(harness, 'stopVirtualMachine', { id: stopped, waitSeconds: 60 });
});
afterAll(() => harness.close());
beforeEach(() => harness.simulator.calls.reset());

describe('changes of a machine', () => {
  it('gives a stopped one another size', async () => {
    const { data } = await harness.query<{ virtualMachine: { serviceOffering: { id: string } } }>(
      `{ virtualMachine(id: "${stopped}") { serviceOffering { id } } }`,
      {},
      { as: 'alice' },
    );
    const other = offerings.find((offering) => !offering.isCustomized && offering.id !== data.virtualMachine.serviceOffering.id);
    const result = await mutate(
      harness,
      'scaleVirtualMachine',
      { id: stopped, serviceOfferingId: other?.id, waitSeconds: 60 },
      'virtualMachine { cpuCount serviceOffering { id } }',
    );
    expect(result).toMatchObject({ __typename: 'ScaleVirtualMachineSuccess', virtualMachine: { serviceOffering: { id: other?.id } } });
  });

  it('wants figures with a customized offering, and none with another', async () => {
    const custom = offerings.find((offering) => offering.isCustomized);
    const fixed = offerings.find((offering) => !offering.isCustomized);
    const missing = await mutate(harness, 'scaleVirtualMachine', { id: stopped, serviceOfferingId: custom?.id });
    expect(missing.fields?.map((field) => field.path.join('.'))).toEqual(['input.cpuCount', 'input.memoryMib']);
    expect(await mutate(harness, 'scaleVirtualMachine', { id: stopped, serviceOfferingId: fixed?.id, cpuCount: 2 })).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: ['input', 'serviceOfferingId'] }],
    });
    expect(harness.simulator.calls.of('scaleVirtualMachine')).toBe(0);
  });

  it('puts a machine into affinity groups, and SSH keys and passwords into it, only when it is stopped', async () => {
    const refused = { __typename: 'InvalidStateError', state: 'Running' };
    expect(await mutate(harness, 'setVirtualMachineAffinityGroups', { id: running, affinityGroupIds: [] })).toMatchObject(refused);
    expect(await mutate(harness, 'resetVirtualMachineSshKeys', { id: running, keyPairs: ['x'] })).toMatchObject(refused);
    expect(await mutate(harness, 'setVirtualMachineAffinityGroups', { id: stopped, affinityGroupIds: [], waitSeconds: 30 })).toMatchObject({
      __typename: 'SetVirtualMachineAffinityGroupsSuccess',
    });
    expect(await mutate(harness, 'resetVirtualMachineSshKeys', { id: stopped, keyPairs: [] })).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: ['input', 'keyPairs'] }],
    });
    expect(await mutate(harness, 'resetVirtualMachineSshKeys', { id: stopped, keyPairs: ['no-such-key'], waitSeconds: 30 })).toMatchObject({
      message: expect.stringMatching(/key/i),
    });
  });

  it('gives a new password when it is waited for, and afterwards to whoever asks the job', async () => {
    const waited = await mutate(harness, 'resetVirtualMachinePassword', { id: stopped, waitSeconds: 30 }, 'password job { id password }');
    expect(waited.password).toMatch(/^.{6,}$/);
    expect(waited.job).toMatchObject({ password: waited.password });
    const query = 'query ($id: ID!) { node(id: $id) { ... on AsyncJob { command status password } } }';
    const { id } = waited.job as { id: string };
    const own = await harness.query(query, { id }, { as: 'alice' });
    expect(own.data).toEqual({
      node: { command: 'resetPasswordForVirtualMachine', status: 'SUCCEEDED', password: waited.password },
    });
    const foreign = await harness.query<{ node: unknown }>(query, { id }, { as: 'bob' });
    expect(JSON.stringify(foreign)).not.toContain(String(waited.password));
  });

  it('sets a machine up anew, with a password of its own', async () => {
    const input = { id: stopped, waitSeconds: 60 };
    expect(await mutate(harness, 'restoreVirtualMachine', input, 'virtualMachine { id } job { command password }')).toMatchObject({
      __typename: 'RestoreVirtualMachineSuccess',
      virtualMachine: { id: stopped },
      job: { command: 'restoreVirtualMachine', password: expect.stringMatching(/^.{6,}$/) },
    });
    expect(await mutate(harness, 'restoreVirtualMachine', { id: stopped, rootDiskSizeGib: 0 })).toMatchObject({
      fields: [{ path: ['input', 'rootDiskSizeGib'] }],
    });
  });

  it('opens the console of a running one', async () => {
    expect(await mutate(harness, 'openVirtualMachineConsole', { id: running }, 'url')).toMatchObject({
      url: expect.stringMatching(/^https?:\/\/.+token=/),
    });
    expect(await mutate(harness, 'openVirtualMachineConsole', { id: stopped })).toMatchObject({
      __typename: 'InvalidStateError',
      state: 'Stopped',
    });
  });

  it('expunges only what was destroyed, where the role may', async () => {
    expect(await mutate(harness, 'expungeVirtualMachine', { id: stopped })).toMatchObject({ __typename: 'InvalidStateError' });
  });

  it('moves machines for administrators only', async () => {
    expect(await mutate(harness, 'migrateVirtualMachine', { id: running })).toMatchObject({ __typename: 'ForbiddenError' });
    expect(
      await mutate(harness, 'migrateVirtualMachine', { id: running, waitSeconds: 60 }, 'virtualMachine { state }', { as: 'admin' }),
    ).toMatchObject({
      __typename: 'MigrateVirtualMachineSuccess',
      virtualMachine: { state: 'RUNNING' },
    });
  });
});

describe('bulk mutations', () => {
  interface Item {
    id: string;
    result: { __typename: string; virtualMachine?: { state: string }; job?: { status: string }; state?: string };
  }
  const bulk = async (name: string, input: object, as: 'bob' | 'alice' = 'bob') => {
    const select = `results { id result { __typename ... on VirtualMachineBulkSuccess { virtualMachine { state } job { status } } ... on InvalidStateError { state } } }`;
    return (await mutate(harness, name, input, select, { as })).results as Item[];
  };
  let machines: string[];

  beforeAll(async () => {
    const { data } = await harness.query<{ virtualMachines: { nodes: { id: string }[] } }>(
      '{ virtualMachines(first: 20, filter: { state: [RUNNING] }) { nodes { id } } }',
      {},
      { as: 'bob' },
    );
    machines = data.virtualMachines.nodes.map((machine) => machine.id);
  });

  it('stop many at once: one call each, one list before and one after, and no poll a machine', async () => {
    const ids = machines.slice(0, 12);
    const results = await bulk('stopVirtualMachines', { ids, waitSeconds: 60 });
    expect(results).toEqual(
      ids.map((id) => ({
        id,
        result: { __typename: 'VirtualMachineBulkSuccess', virtualMachine: { state: 'STOPPED' }, job: { status: 'SUCCEEDED' } },
      })),
    );
    const calls = harness.simulator.calls.byCommand();
    expect(calls.stopVirtualMachine).toBe(12);
    expect(calls.listVirtualMachines).toBe(2);
    expect(calls.queryAsyncJobResult ?? 0).toBeLessThanOrEqual(12);
  });

  it('tell apart what was done and what was not', async () => {
    const [one = '', two = ''] = machines;
    const [live = ''] = machines.slice(15);
    const missing = 'VirtualMachine:00000000-0000-4000-8000-000000000000';
    const results = await bulk('startVirtualMachines', { ids: [one, live, missing, two, one] });
    expect(results.map((item) => [item.id, item.result.__typename])).toEqual([
      [one, 'VirtualMachineBulkSuccess'],
      [live, 'InvalidStateError'],
      [missing, 'NotFoundError'],
      [two, 'VirtualMachineBulkSuccess'],
    ]);
    expect(results[1]?.result.state).toBe('Running');
    expect(harness.simulator.calls.of('startVirtualMachine')).toBe(2);
  });

  it('refuse wrong ids before any is touched', async () => {
    const result = await mutate(
      harness,
      'rebootVirtualMachines',
      { ids: [machines[15], 'Volume:00000000-0000-4000-8000-000000000000'] },
      '',
      { as: 'bob' },
    );
    expect(result).toMatchObject({ __typename: 'InvalidInputError', fields: [{ path: ['input', 'ids', '1'] }] });
    expect(await mutate(harness, 'destroyVirtualMachines', { ids: [] })).toMatchObject({ fields: [{ path: ['input', 'ids'] }] });
    expect(harness.simulator.calls.byCommand().rebootVirtualMachine).toBeUndefined();
  });

  it('do not reach the machines of others', async () => {
    const results = await bulk('destroyVirtualMachines', { ids: [machines[16]] }, 'alice');
    expect(results[0]?.result.__typename).toBe('NotFoundError');
  });
});
