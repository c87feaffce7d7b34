import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../test/harness.ts';
import { mutate } from '../../test/mutate.ts';

let harness: Harness;
let loose: string[];
let attached: string;
let root: string;

beforeAll(async () => {
  harness = await startHarness();
  const { data } = await harness.query<{ volumes: { nodes: { id: string; kind: string; virtualMachine: { state: string } | null }[] } }>(
    '{ volumes(first: 200) { nodes { id kind virtualMachine { id state } } } }',
    {},
    { as: 'bob' },
  );
  const disks = data.volumes.nodes.filter((volume) => volume.kind === 'DATADISK');
  attached = disks.find((volume) => volume.virtualMachine?.state === 'RUNNING')?.id ?? '';
  loose = disks.filter((volume) => !volume.virtualMachine).map((volume) => volume.id);
  root = data.volumes.nodes.find((volume) => volume.kind === 'ROOT' && volume.virtualMachine?.state === 'RUNNING')?.id ?? '';
});
afterAll(() => harness.close());
beforeEach(() => harness.simulator.calls.reset());

interface Item {
  id: string;
  result: { __typename: string; job?: { status: string } | null };
}
const run = async (name: string, input: object, success: string) =>
  (await mutate(harness, name, input, `results { id result { __typename ... on ${success} { job { status } } } }`, { as: 'bob' }))
    .results as Item[];

describe('many at once', () => {
  it('volumes are deleted without a job, those in use are not', async () => {
    const ids = [...loose.slice(0, 2), attached, root];
    const results = await run('deleteVolumes', { ids }, 'VolumeBulkSuccess');
    expect(results.map((item) => item.result.__typename)).toEqual([
      ...loose.slice(0, 2).map(() => 'VolumeBulkSuccess'),
      'InvalidStateError',
      'InvalidStateError',
    ]);
    expect(results[0]?.result.job).toBeNull();
    expect(harness.simulator.calls.of('deleteVolume')).toBe(loose.slice(0, 2).length);
  });

  it('volumes are detached by jobs', async () => {
    const results = await run('detachVolumes', { ids: [attached, root], waitSeconds: 30 }, 'VolumeBulkSuccess');
    expect(results.map((item) => [item.result.__typename, item.result.job?.status])).toEqual([
      ['VolumeBulkSuccess', 'SUCCEEDED'],
      ['InvalidStateError', undefined],
    ]);
  });

  it('snapshots are deleted', async () => {
    const made = await mutate(harness, 'createSnapshot', { volumeId: attached, waitSeconds: 60 }, 'snapshot { id }', { as: 'bob' });
    const { id } = made.snapshot as { id: string };
    const results = await run('deleteSnapshots', { ids: [id, id], waitSeconds: 60 }, 'SnapshotBulkSuccess');
    expect(results).toEqual([{ id, result: { __typename: 'SnapshotBulkSuccess', job: { status: 'SUCCEEDED' } } }]);
    const machines = await run(
      'deleteVirtualMachineSnapshots',
      { ids: ['00000000-0000-4000-8000-000000000000'] },
      'VirtualMachineSnapshotBulkSuccess',
    );
    expect(machines[0]?.result.__typename).toBe('NotFoundError');
  });

  it('public addresses are released, but not the one by which a network goes out', async () => {
    const { data } = await harness.query<{ publicIpAddresses: { nodes: { id: string; isSourceNat: boolean }[] } }>(
      '{ publicIpAddresses { nodes { id isSourceNat } } }',
      {},
      { as: 'bob' },
    );
    const source = data.publicIpAddresses.nodes.find((address) => address.isSourceNat)?.id;
    const results = await run('releasePublicIpAddresses', { ids: [source] }, 'PublicIpAddressBulkSuccess');
    expect(results[0]?.result.__typename).toBe('InvalidStateError');
  });

  it('one that CloudStack does not answer for is an error of its own, the others are done', async () => {
    const [, , third = '', fourth = ''] = loose;
    harness.simulator.faults.add({ command: 'deleteVolume', kind: 'reset', times: 1 });
    const { data, errors } = await harness.query<{ result: { results: { id: string; result: object | null }[] } }>(
      'mutation($input: VolumesInput!) { result: deleteVolumes(input: $input) { ... on DeleteVolumesSuccess { results { id result { __typename } } } } }',
      { input: { ids: [third || attached, fourth || root] } },
      { as: 'bob' },
    );
    harness.simulator.faults.clear();
    expect(data.result.results).toHaveLength(2);
    if (third && fourth) {
      expect(data.result.results.filter((item) => item.result === null)).toHaveLength(1);
      expect(errors?.[0]?.extensions.code).toMatch(/^UPSTREAM_/);
    }
  });
});

describe('giving away', () => {
  it('is for administrators, and wants one new owner', async () => {
    const { data } = await harness.query<{ accounts: { nodes: { id: string; name: string }[] } }>(
      '{ accounts(filter: { keyword: "alice" }) { nodes { id name } } }',
      {},
      { as: 'admin' },
    );
    const accountId = data.accounts.nodes.find((account) => account.name === 'alice')?.id;
    expect(await mutate(harness, 'assignVolume', { id: attached, accountId, projectId: accountId }, '', { as: 'admin' })).toMatchObject({
      fields: [{ path: ['input', 'accountId'] }],
    });
    const made = await mutate(harness, 'assignVolume', { id: attached, accountId }, 'volume { owner { account } }', { as: 'admin' });
    expect(made).toMatchObject({ __typename: 'AssignVolumeSuccess', volume: { owner: { account: 'alice' } } });
    expect((await mutate(harness, 'assignVolume', { id: attached, accountId }, '', { as: 'bob' })).__typename).toMatch(
      /NotFoundError|ForbiddenError/,
    );
  });
});
