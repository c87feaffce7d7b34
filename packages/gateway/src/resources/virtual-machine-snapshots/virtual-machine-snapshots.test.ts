import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../test/harness.ts';
import { mutate } from '../../test/mutate.ts';

let harness: Harness;
let machine: string;

beforeAll(async () => {
  harness = await startHarness();
  const { data } = await harness.query<{ virtualMachines: { nodes: { id: string }[] } }>(
    '{ virtualMachines(filter: { state: [RUNNING] }) { nodes { id } } }',
    {},
    { as: 'alice' },
  );
  machine = data.virtualMachines.nodes[0]?.id ?? '';
});
afterAll(() => harness.close());
beforeEach(() => harness.simulator.calls.reset());

const selection = 'virtualMachineSnapshot { id name description kind state isCurrent virtualMachine { id } parent { name } }';
const take = (input: object) =>
  mutate(harness, 'createVirtualMachineSnapshot', { virtualMachineId: machine, waitSeconds: 60, ...input }, selection);
const idOf = (result: Record<string, unknown>) => (result.virtualMachineSnapshot as { id: string }).id;

describe('snapshots of virtual machines', () => {
  let first: string;
  let second: string;

  it('are taken, with the memory of a running machine where asked for', async () => {
    const made = await take({ name: 'one', description: 'before the upgrade', memory: true });
    expect(made).toMatchObject({
      __typename: 'CreateVirtualMachineSnapshotSuccess',
      virtualMachineSnapshot: {
        name: 'one',
        description: 'before the upgrade',
        kind: 'DiskAndMemory',
        state: 'Ready',
        isCurrent: true,
        parent: null,
      },
    });
    first = idOf(made);
  });

  it('know their parent', async () => {
    const made = await take({ name: 'two', memory: true });
    expect(made.virtualMachineSnapshot).toMatchObject({ parent: { name: 'one' }, virtualMachine: { id: machine } });
    second = idOf(made);
  });

  it('are found under their machine and by id', async () => {
    const { data } = await harness.query(
      'query($machine: ID!, $id: ID!) { virtualMachine(id: $machine) { snapshots { totalCount nodes { name } } } node(id: $id) { id } virtualMachineSnapshots(filter: { virtualMachineId: $machine }) { totalCount } }',
      { machine, id: first },
      { as: 'alice' },
    );
    expect(data).toMatchObject({
      virtualMachine: { snapshots: { totalCount: 2 } },
      node: { id: first },
      virtualMachineSnapshots: { totalCount: 2 },
    });
  });

  it('of memory are gone back to while the machine runs', async () => {
    const reverted = await mutate(
      harness,
      'revertVirtualMachineSnapshot',
      { id: first, waitSeconds: 60 },
      'virtualMachineSnapshot { isCurrent }',
    );
    expect(reverted).toMatchObject({ __typename: 'RevertVirtualMachineSnapshotSuccess', virtualMachineSnapshot: { isCurrent: true } });
  });

  it('of disks alone want it stopped, and the other way round', async () => {
    const disk = idOf(await take({ name: 'three' }));
    expect(await mutate(harness, 'revertVirtualMachineSnapshot', { id: disk })).toMatchObject({
      __typename: 'InvalidStateError',
      message: 'The snapshot holds disks only. Stop the instance first.',
      state: 'Running',
    });
    await mutate(harness, 'stopVirtualMachine', { id: machine, waitSeconds: 60 });
    expect(await mutate(harness, 'revertVirtualMachineSnapshot', { id: first })).toMatchObject({
      __typename: 'InvalidStateError',
      state: 'Stopped',
    });
    expect(await take({ memory: true })).toMatchObject({
      __typename: 'InvalidStateError',
      message: expect.stringContaining('without memory'),
    });
    expect(harness.simulator.calls.of('revertToVMSnapshot')).toBe(0);
  });

  it('are deleted', async () => {
    expect(
      await mutate(harness, 'deleteVirtualMachineSnapshot', { id: second, waitSeconds: 60 }, 'virtualMachineSnapshotId'),
    ).toMatchObject({
      __typename: 'DeleteVirtualMachineSnapshotSuccess',
      virtualMachineSnapshotId: second,
    });
    expect((await mutate(harness, 'deleteVirtualMachineSnapshot', { id: second })).__typename).toBe('NotFoundError');
  });

  it('of somebody else are not there', async () => {
    const { data } = await harness.query('query($id: ID!) { virtualMachineSnapshot(id: $id) { id } }', { id: first }, { as: 'bob' });
    expect(data).toEqual({ virtualMachineSnapshot: null });
  });

  it('need a name that CloudStack can keep', async () => {
    expect(await take({ name: 'x\\u0041' })).toMatchObject({ __typename: 'InvalidInputError', fields: [{ path: ['input', 'name'] }] });
  });
});
