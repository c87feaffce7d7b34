import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../test/harness.ts';
import { mutate } from '../../test/mutate.ts';

let harness: Harness;
let attached: string;
let machine: string;

beforeAll(async () => {
  harness = await startHarness();
  const { data } = await harness.query<{ volumes: { nodes: { id: string; virtualMachine: { id: string; state: string } | null }[] } }>(
    '{ volumes(filter: { kind: ROOT }) { nodes { id virtualMachine { id state } } } }',
    {},
    { as: 'alice' },
  );
  const volume = data.volumes.nodes.find((node) => node.virtualMachine?.state === 'RUNNING');
  attached = volume?.id ?? '';
  machine = volume?.virtualMachine?.id ?? '';
});
afterAll(() => harness.close());
beforeEach(() => harness.simulator.calls.reset());

describe('snapshots of volumes', () => {
  let snapshot: string;

  it('are taken of a volume in use, and are there from the first moment', async () => {
    const made = await mutate(
      harness,
      'createSnapshot',
      { volumeId: attached, name: 'before' },
      'snapshot { id name state volume { id } actions { name disabledReason } }',
    );
    expect(made).toMatchObject({
      __typename: 'CreateSnapshotSuccess',
      job: { status: 'PENDING' },
      snapshot: { name: 'before', volume: { id: attached } },
    });
    snapshot = (made.snapshot as { id: string }).id;
  });

  it('are taken to the end with waitSeconds', async () => {
    // one at a time: the volume is busy until the first is done
    const state = async () =>
      (await harness.query<{ snapshot: { state: string } }>(`{ snapshot(id: "${snapshot}") { state } }`, {}, { as: 'alice' })).data.snapshot
        .state;
    await expect.poll(state, { timeout: 10_000 }).toBe('BackedUp');
    const made = await mutate(
      harness,
      'createSnapshot',
      { volumeId: attached, waitSeconds: 60 },
      'snapshot { state intervalKind revertable physicalSizeBytes }',
    );
    expect(made).toMatchObject({
      __typename: 'CreateSnapshotSuccess',
      job: { status: 'SUCCEEDED' },
      snapshot: { state: 'BackedUp', intervalKind: 'MANUAL', revertable: true, physicalSizeBytes: expect.any(Number) },
    });
  });

  it('are found under their volume, by one call for all volumes of a page', async () => {
    const { data } = await harness.query<{
      volumes: { nodes: { id: string; snapshots: { totalCount: number; nodes: { volume: { id: string } }[] } }[] };
    }>('{ volumes(first: 50) { nodes { id snapshots { totalCount nodes { id name volume { id name } } } } } }', {}, { as: 'alice' });
    expect(data.volumes.nodes.find((node) => node.id === attached)?.snapshots.totalCount).toBeGreaterThanOrEqual(2);
    for (const volume of data.volumes.nodes) for (const node of volume.snapshots.nodes) expect(node.volume.id).toBe(volume.id);
    expect(harness.simulator.calls.of('listSnapshots')).toBe(1);
    expect(harness.simulator.calls.of('listVolumes')).toBe(1);
  });

  it('are listed by volume', async () => {
    const { data } = await harness.query<{ snapshots: { nodes: { id: string; volume: { id: string; sizeBytes: number } }[] } }>(
      'query($filter: SnapshotFilter) { snapshots(filter: $filter) { nodes { id volume { id sizeBytes } } } }',
      { filter: { volumeId: attached } },
      { as: 'alice' },
    );
    expect(data.snapshots.nodes.map((node) => node.volume.id)).toEqual(data.snapshots.nodes.map(() => attached));
    // `sizeBytes` is not in the snapshot's row: all volumes of the page come in one further call.
    expect(harness.simulator.calls.of('listVolumes')).toBe(1);
  });

  it('put their volume back only when its machine is stopped', async () => {
    expect(await mutate(harness, 'revertSnapshot', { id: snapshot })).toMatchObject({
      __typename: 'InvalidStateError',
      message: 'The instance that uses the volume is not stopped. Stop it first.',
      state: 'Running',
    });
    expect(harness.simulator.calls.of('revertSnapshot')).toBe(0);
    expect((await mutate(harness, 'stopVirtualMachine', { id: machine, waitSeconds: 60 })).__typename).toBe('StopVirtualMachineSuccess');
    expect(await mutate(harness, 'revertSnapshot', { id: snapshot, waitSeconds: 60 }, 'snapshot { id }')).toMatchObject({
      __typename: 'RevertSnapshotSuccess',
      snapshot: { id: snapshot },
      job: { status: 'SUCCEEDED' },
    });
  });

  it('are deleted', async () => {
    expect(await mutate(harness, 'deleteSnapshot', { id: snapshot, waitSeconds: 60 }, 'snapshotId')).toMatchObject({
      __typename: 'DeleteSnapshotSuccess',
      snapshotId: snapshot,
    });
    const { data } = await harness.query(
      'query($id: ID!) { snapshot(id: $id) { id } node(id: $id) { id } }',
      { id: snapshot },
      { as: 'alice' },
    );
    expect(data).toEqual({ snapshot: null, node: null });
    expect((await mutate(harness, 'deleteSnapshot', { id: snapshot })).__typename).toBe('NotFoundError');
  });

  it.each([
    [{ volumeId: 'V', name: 'a\tb' }, 'InvalidInputError', ['input', 'name']],
    [{ volumeId: 'Snapshot:00000000-0000-4000-8000-000000000000' }, 'InvalidInputError', ['input', 'volumeId']],
    [{ volumeId: '00000000-0000-4000-8000-000000000000' }, 'NotFoundError', undefined],
  ])('are not taken of %j', async (input, typename, path) => {
    const result = await mutate(harness, 'createSnapshot', { ...input, volumeId: input.volumeId === 'V' ? attached : input.volumeId });
    expect(result.__typename).toBe(typename);
    expect(result.fields?.[0]?.path).toEqual(path);
    expect(harness.simulator.calls.of('createSnapshot')).toBe(0);
  });
});
