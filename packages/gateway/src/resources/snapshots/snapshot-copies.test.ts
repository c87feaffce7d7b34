import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../test/harness.ts';
import { mutate } from '../../test/mutate.ts';
import { secondZone } from '../../test/second-zone.ts';

let harness: Harness;
let machine: string;
let volume: string;
let elsewhere: string;
let snapshot: string;
let zone: string;

interface Found {
  virtualMachines: { nodes: { id: string; zone: { id: string }; volumes: { nodes: { id: string }[] } }[] };
  volumes: { nodes: { id: string; virtualMachine: { id: string } | null }[] };
}

beforeAll(async () => {
  harness = await startHarness();
  const { data } = await harness.query<Found>(
    `{ virtualMachines(first: 1, filter: { state: [RUNNING] }) { nodes { id zone { id } volumes { nodes { id } } } }
       volumes { nodes { id virtualMachine { id } } } }`,
    {},
    { as: 'alice' },
  );
  const [found] = data.virtualMachines.nodes;
  machine = found?.id ?? '';
  zone = found?.zone.id ?? '';
  volume = found?.volumes.nodes[0]?.id ?? '';
  elsewhere = data.volumes.nodes.find((node) => node.virtualMachine?.id !== machine)?.id ?? '';
  const taken = await mutate(harness, 'createSnapshot', { volumeId: volume, waitSeconds: 60 }, 'snapshot { id }');
  snapshot = (taken.snapshot as { id: string }).id;
});
afterAll(() => harness.close());

describe('snapshots of volumes', () => {
  it('are made ready to be downloaded by administrators', async () => {
    expect((await mutate(harness, 'extractSnapshot', { id: snapshot })).__typename).toBe('ForbiddenError');
    expect(
      await mutate(harness, 'extractSnapshot', { id: snapshot, waitSeconds: 60 }, 'url snapshot { id }', { as: 'admin' }),
    ).toMatchObject({
      url: expect.stringMatching(/^https:/),
      snapshot: { id: snapshot },
    });
    expect((await mutate(harness, 'extractSnapshot', { id: snapshot }, '', { as: 'bob' })).__typename).toBe('NotFoundError');
  });

  it('are copied into other zones', async () => {
    const other = secondZone(harness);
    expect(await mutate(harness, 'copySnapshot', { id: snapshot, zoneIds: [other], waitSeconds: 60 }, 'snapshot { id }')).toMatchObject({
      snapshot: { id: snapshot },
      job: { status: 'SUCCEEDED' },
    });
    expect(await mutate(harness, 'copySnapshot', { id: snapshot, zoneIds: [] })).toMatchObject({
      fields: [{ path: ['input', 'zoneIds'] }],
    });
    expect(await mutate(harness, 'copySnapshot', { id: snapshot, zoneIds: [zone] })).toMatchObject({ __typename: 'InvalidInputError' });
  });

  it('are taken out of a snapshot of the whole machine', async () => {
    const whole = await mutate(
      harness,
      'createVirtualMachineSnapshot',
      { virtualMachineId: machine, waitSeconds: 60 },
      'virtualMachineSnapshot { id actions { name disabledReason } }',
    );
    expect(whole.virtualMachineSnapshot).toMatchObject({ actions: expect.arrayContaining([{ name: 'SNAPSHOT', disabledReason: null }]) });
    const virtualMachineSnapshotId = (whole.virtualMachineSnapshot as { id: string }).id;
    const input = { virtualMachineSnapshotId, volumeId: volume, name: 'monday', waitSeconds: 60 };
    expect(await mutate(harness, 'createSnapshotFromVirtualMachineSnapshot', input, 'snapshot { name state volume { id } }')).toMatchObject(
      { snapshot: { name: 'monday', state: 'BackedUp', volume: { id: volume } }, job: { status: 'SUCCEEDED' } },
    );
    expect(await mutate(harness, 'createSnapshotFromVirtualMachineSnapshot', { ...input, volumeId: elsewhere })).toMatchObject({
      fields: [{ path: ['input', 'volumeId'] }],
    });
    expect(await mutate(harness, 'createSnapshotFromVirtualMachineSnapshot', input, '', { as: 'bob' })).toMatchObject({
      __typename: 'NotFoundError',
    });
    expect(await mutate(harness, 'createSnapshotFromVirtualMachineSnapshot', { ...input, name: '\t' })).toMatchObject({
      fields: [{ path: ['input', 'name'] }],
    });
  });
});
