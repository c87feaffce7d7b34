import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../test/harness.ts';
import { mutate } from '../../test/mutate.ts';

let harness: Harness;
let running: string;
let stopped: string;

beforeAll(async () => {
  harness = await startHarness();
  const { data } = await harness.query<{ virtualMachines: { nodes: { id: string; state: string }[] } }>(
    '{ virtualMachines { nodes { id state } } }',
    {},
    { as: 'alice' },
  );
  running = data.virtualMachines.nodes.find((machine) => machine.state === 'RUNNING')?.id ?? '';
  stopped = data.virtualMachines.nodes.find((machine) => machine.state === 'STOPPED')?.id ?? '';
});
afterAll(() => harness.close());
beforeEach(() => harness.simulator.calls.reset());

describe('settings of a machine', () => {
  it('are changed', async () => {
    const changes = { isHighlyAvailable: true, isDeleteProtected: true };
    expect(
      await mutate(harness, 'updateVirtualMachine', { id: running, ...changes }, 'virtualMachine { isHighlyAvailable isDeleteProtected }'),
    ).toMatchObject({
      virtualMachine: changes,
    });
    expect(await mutate(harness, 'destroyVirtualMachine', { id: running })).toMatchObject({
      __typename: 'InvalidStateError',
      message: expect.stringContaining('protected'),
    });
    expect(
      await mutate(harness, 'updateVirtualMachine', { id: running, isDeleteProtected: false }, 'virtualMachine { isDeleteProtected }'),
    ).toMatchObject({
      virtualMachine: { isDeleteProtected: false },
    });
  });

  it('hold security groups, by their ids', async () => {
    const group = '00000000-0000-4000-8000-000000000001';
    await mutate(harness, 'updateVirtualMachine', { id: stopped, securityGroupIds: [`SecurityGroup:${group}`] });
    expect(harness.simulator.calls.log.find((call) => call.command === 'updateVirtualMachine')?.params).toMatchObject({
      securitygroupids: group,
    });
    expect(await mutate(harness, 'updateVirtualMachine', { id: stopped, securityGroupIds: ['x'] })).toMatchObject({
      fields: [{ path: ['input', 'securityGroupIds', '0'] }],
    });
  });

  it('name what is refused while the machine runs', async () => {
    const { data } = await harness.query<{ virtualMachine: { isDynamicallyScalable: boolean } }>(
      'query($id: ID!) { virtualMachine(id: $id) { isDynamicallyScalable } }',
      { id: running },
      { as: 'alice' },
    );
    const other = { isDynamicallyScalable: !data.virtualMachine.isDynamicallyScalable };
    expect(await mutate(harness, 'updateVirtualMachine', { id: running, ...other })).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: ['input', 'isDynamicallyScalable'] }],
    });
    expect(await mutate(harness, 'updateVirtualMachine', { id: running })).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: ['input'] }],
    });
  });
});

describe('further addresses of a network interface', () => {
  it('come and go', async () => {
    const select = 'virtualMachine { nics { id isDefault secondaryIpAddresses } }';
    const { data } = await harness.query<{ virtualMachine: { nics: { id: string }[] } }>(
      'query($id: ID!) { virtualMachine(id: $id) { nics { id } } }',
      { id: running },
      { as: 'alice' },
    );
    const nicId = data.virtualMachine.nics[0]?.id;
    const given = await mutate(harness, 'addNicAddress', { virtualMachineId: running, nicId, waitSeconds: 30 }, select);
    const [ipAddress = ''] = (given.virtualMachine as { nics: { secondaryIpAddresses: string[] }[] }).nics[0]?.secondaryIpAddresses ?? [];
    expect(ipAddress).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
    expect(await mutate(harness, 'removeNicAddress', { virtualMachineId: running, nicId, ipAddress: '10.99.99.99' })).toMatchObject({
      fields: [{ path: ['input', 'ipAddress'] }],
    });
    expect(
      await mutate(harness, 'removeNicAddress', { virtualMachineId: running, nicId, ipAddress, waitSeconds: 30 }, select),
    ).toMatchObject({
      virtualMachine: { nics: [{ secondaryIpAddresses: [] }] },
    });
    expect(await mutate(harness, 'addNicAddress', { virtualMachineId: running, nicId, ipAddress: '10.1' })).toMatchObject({
      fields: [{ path: ['input', 'ipAddress'] }],
    });
  });
});

describe('the first address of a network interface', () => {
  it('is changed while the machine is stopped', async () => {
    const { data } = await harness.query<{ virtualMachines: { nodes: { id: string; nics: { id: string; ipAddress: string }[] }[] } }>(
      '{ virtualMachines(filter: { state: [STOPPED] }) { nodes { id nics { id ipAddress } } } }',
      {},
      { as: 'alice' },
    );
    const [machine] = data.virtualMachines.nodes;
    const [nic] = machine?.nics ?? [];
    const ipAddress = nic?.ipAddress.replace(/\d+$/, '233');
    const input = { virtualMachineId: machine?.id, nicId: nic?.id, ipAddress, waitSeconds: 30 };
    expect(await mutate(harness, 'setNicAddress', input, 'virtualMachine { nics { id ipAddress } }')).toMatchObject({
      virtualMachine: { nics: [{ id: nic?.id, ipAddress }] },
    });
    expect(await mutate(harness, 'setNicAddress', { ...input, ipAddress: '10.1' })).toMatchObject({
      fields: [{ path: ['input', 'ipAddress'] }],
    });
    expect(await mutate(harness, 'setNicAddress', { ...input, virtualMachineId: running })).toMatchObject({ __typename: 'NotFoundError' });
    const { data: other } = await harness.query<{ virtualMachine: { nics: { id: string; ipAddress: string }[] } }>(
      'query($id: ID!) { virtualMachine(id: $id) { nics { id ipAddress } } }',
      { id: running },
      { as: 'alice' },
    );
    const [busy] = other.virtualMachine.nics;
    expect(await mutate(harness, 'setNicAddress', { ...input, virtualMachineId: running, nicId: busy?.id })).toMatchObject({
      __typename: 'InvalidStateError',
      state: 'Running',
    });
    expect(await mutate(harness, 'setNicAddress', { ...input, ipAddress: busy?.ipAddress })).toMatchObject({
      __typename: 'JobFailedError',
    });
  });
});

describe('statistics', () => {
  it('are fetched only when they are asked for, and are null while a machine does not run', async () => {
    const read = (id: string) =>
      harness.query<{ virtualMachine: { statistics: { cpuUsedPercent: number; networkReadKib: number } | null } }>(
        'query($id: ID!) { virtualMachine(id: $id) { name statistics { cpuUsedPercent memoryKib networkReadKib measuredAt } } }',
        { id },
        { as: 'alice' },
      );
    const { data } = await read(running);
    expect(data.virtualMachine.statistics?.cpuUsedPercent).toBeGreaterThanOrEqual(0);
    expect((await read(stopped)).data.virtualMachine.statistics).toBeNull();
    expect(
      harness.simulator.calls.log.every((call) => call.command !== 'listVirtualMachines' || call.params.details?.includes('stats')),
    ).toBe(true);
    harness.simulator.calls.reset();
    await harness.query('query($id: ID!) { virtualMachine(id: $id) { name cpuCount } }', { id: running }, { as: 'alice' });
    expect(harness.simulator.calls.log.some((call) => call.params.details?.includes('stats'))).toBe(false);
  });

  it('of several machines over time come in one call', async () => {
    const { data, errors } = await harness.query<{ virtualMachines: { nodes: { statisticsHistory: { measuredAt: string }[] }[] } }>(
      '{ virtualMachines(first: 5, filter: { state: [RUNNING] }) { nodes { statisticsHistory { measuredAt cpuUsedPercent } } } }',
      {},
      { as: 'alice' },
    );
    expect(errors).toBeUndefined();
    expect(data.virtualMachines.nodes.some((machine) => machine.statisticsHistory.length > 0)).toBe(true);
    expect(harness.simulator.calls.of('listVirtualMachinesUsageHistory')).toBe(1);
  });

  it('want their time the right way round', async () => {
    const { errors } = await harness.query(
      'query($id: ID!) { virtualMachine(id: $id) { statisticsHistory(since: "2026-02-01T00:00:00Z", until: "2026-01-01T00:00:00Z") { cpuUsedPercent } } }',
      { id: running },
      { as: 'alice' },
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path: ['since'] }] });
  });
});

describe('giving a machine away', () => {
  it('is for administrators, of a stopped machine, to one new owner', async () => {
    const { data } = await harness.query<{ domains: { nodes: { id: string; name: string }[] } }>(
      '{ domains { nodes { id name } } }',
      {},
      { as: 'admin' },
    );
    const domainId = data.domains.nodes.find((domain) => domain.name === 'acme')?.id;
    const assign = (input: object, as: 'admin' | 'alice' = 'admin') =>
      mutate(harness, 'assignVirtualMachine', input, 'virtualMachine { owner { account } }', { as });
    expect(await assign({ id: stopped })).toMatchObject({ fields: [{ path: ['input', 'account'] }] });
    expect(await assign({ id: stopped, account: 'bob' })).toMatchObject({ fields: [{ path: ['input', 'domainId'] }] });
    expect(await assign({ id: running, account: 'bob', domainId })).toMatchObject({ __typename: 'InvalidStateError' });
    expect(await assign({ id: stopped, account: 'bob', domainId }, 'alice')).toMatchObject({ __typename: 'ForbiddenError' });
    expect(await assign({ id: stopped, account: 'bob', domainId })).toMatchObject({ virtualMachine: { owner: { account: 'bob' } } });
  });
});
