import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../test/harness.ts';
import { mutate } from '../../test/mutate.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());
beforeEach(() => harness.simulator.calls.reset());

const calls = () => {
  const { listUsers: _, ...rest } = harness.simulator.calls.byCommand();
  return rest;
};

interface VolumeNode {
  id: string;
  name: string;
  kind: string;
  state: string;
  virtualMachine: { id: string; displayName: string } | null;
}
const ofBob = { as: 'bob' } as const;
const list = async (filter: object, ask: { as: 'alice' | 'bob' | 'dana' } = ofBob) => {
  const { data } = await harness.query<{ volumes: { totalCount: number; nodes: VolumeNode[] } }>(
    'query($filter: VolumeFilter) { volumes(first: 200, filter: $filter) { totalCount nodes { id name kind state virtualMachine { id displayName } } } }',
    { filter },
    ask,
  );
  return data.volumes;
};

describe('volumes', () => {
  it('lists them with the names of their machines in one call', async () => {
    const volumes = await list({});
    expect(volumes.totalCount).toBe(180);
    expect(volumes.nodes.filter((volume) => volume.virtualMachine).length).toBeGreaterThan(120);
    expect(calls()).toEqual({ listVolumes: 1 });
  });

  it('filters by kind, machine and state', async () => {
    const roots = await list({ kind: 'ROOT' });
    expect(roots.totalCount).toBe(120);
    const machine = roots.nodes[0]?.virtualMachine?.id;
    const ofMachine = await list({ virtualMachineId: machine });
    expect(ofMachine.nodes.every((volume) => volume.virtualMachine?.id === machine)).toBe(true);
    expect((await list({ state: ['Ready', 'Allocated'] })).totalCount).toBe(180);
    expect((await list({ state: ['Destroy'] })).totalCount).toBe(0);
  });

  it("joins a machine's volumes by one list when that is cheaper, and never loads the machine again", async () => {
    const { data, errors } = await harness.query<{
      virtualMachines: { nodes: { id: string; volumes: { nodes: { virtualMachine: { id: string } }[] } }[] };
    }>(
      '{ virtualMachines(first: 100) { nodes { id volumes { totalCount nodes { name virtualMachine { id zone { name } } } } } } }',
      {},
      ofBob,
    );
    expect(errors).toBeUndefined();
    for (const machine of data.virtualMachines.nodes) {
      for (const volume of machine.volumes.nodes) expect(volume.virtualMachine.id).toBe(machine.id);
    }
    expect(calls().listVolumes).toBe(1);
    expect(calls().listVirtualMachines).toBe(1);
  });

  it('gives nothing of a volume of somebody else', async () => {
    const [foreign] = (await list({})).nodes;
    const { data } = await harness.query('query($id: ID!) { volume(id: $id) { name } }', { id: foreign?.id }, { as: 'alice' });
    expect(data).toEqual({ volume: null });
  });

  it('refuses an id of another type before any call', async () => {
    const { errors } = await harness.query(
      '{ volume(id: "VirtualMachine:00000000-0000-4000-8000-000000000000") { name } }',
      {},
      { as: 'alice' },
    );
    expect(errors?.[0]).toMatchObject({
      extensions: { code: 'INVALID_INPUT' },
      message: expect.stringContaining('This is the id of a VirtualMachine'),
    });
    expect(calls()).toEqual({});
  });

  it('shows a domain admin the volumes of the domain', async () => {
    expect((await list({}, { as: 'dana' })).totalCount).toBeGreaterThan(180);
  });
});

describe('the life of a volume', () => {
  interface Reference {
    zones: { nodes: { id: string }[] };
    diskOfferings: { nodes: { id: string; name: string; isCustomized: boolean }[] };
    virtualMachines: { nodes: { id: string; state: string }[] };
  }
  let zoneId: string;
  let fixed: string;
  let custom: string;
  let running: string;
  let other: string;
  let volume: string;

  beforeAll(async () => {
    const { data } = await harness.query<Reference>(
      '{ zones { nodes { id } } diskOfferings { nodes { id name isCustomized } } virtualMachines(filter: { state: [RUNNING] }) { nodes { id state } } }',
      {},
      { as: 'alice' },
    );
    zoneId = data.zones.nodes[0]?.id ?? '';
    fixed = data.diskOfferings.nodes.find((offering) => !offering.isCustomized)?.id ?? '';
    custom = data.diskOfferings.nodes.find((offering) => offering.isCustomized)?.id ?? '';
    [running = '', other = ''] = data.virtualMachines.nodes.map((machine) => machine.id);
  });

  it('is created: the answer comes with the job, before it ends', async () => {
    const made = await mutate(
      harness,
      'createVolume',
      { name: 'data-1', zoneId, diskOfferingId: custom, sizeGib: 7, waitSeconds: 30 },
      'volume { id name sizeBytes state virtualMachine { id } }',
    );
    expect(made).toMatchObject({
      __typename: 'CreateVolumeSuccess',
      volume: { name: 'data-1', sizeBytes: 7 * 1024 ** 3, virtualMachine: null },
      job: { status: 'SUCCEEDED' },
    });
    volume = (made.volume as { id: string }).id;
  });

  it('is attached, and refuses what an attached one refuses', async () => {
    const attached = await mutate(
      harness,
      'attachVolume',
      { id: volume, virtualMachineId: running, waitSeconds: 30 },
      'volume { virtualMachine { id } deviceId }',
    );
    expect(attached).toMatchObject({ __typename: 'AttachVolumeSuccess', volume: { virtualMachine: { id: running } } });
    expect(await mutate(harness, 'attachVolume', { id: volume, virtualMachineId: other })).toMatchObject({
      __typename: 'InvalidStateError',
      message: expect.stringContaining('Detach it first'),
    });
    expect(await mutate(harness, 'deleteVolume', { id: volume })).toMatchObject({ __typename: 'InvalidStateError', state: 'Ready' });
  });

  it('is detached, resized and deleted', async () => {
    expect(await mutate(harness, 'detachVolume', { id: volume, waitSeconds: 30 }, 'volume { virtualMachine { id } }')).toMatchObject({
      __typename: 'DetachVolumeSuccess',
      volume: { virtualMachine: null },
    });
    expect(await mutate(harness, 'detachVolume', { id: volume })).toMatchObject({ __typename: 'InvalidStateError' });
    expect(await mutate(harness, 'resizeVolume', { id: volume, sizeGib: 9, waitSeconds: 30 }, 'volume { sizeBytes }')).toMatchObject({
      __typename: 'ResizeVolumeSuccess',
      volume: { sizeBytes: 9 * 1024 ** 3 },
    });
    expect(await mutate(harness, 'resizeVolume', { id: volume, sizeGib: 1 })).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: ['input', 'shrinkOk'], message: expect.stringContaining('from 9 to 1 GiB') }],
    });
    expect(await mutate(harness, 'deleteVolume', { id: volume }, 'volumeId')).toEqual({
      __typename: 'DeleteVolumeSuccess',
      volumeId: volume,
    });
    expect(await mutate(harness, 'deleteVolume', { id: volume })).toMatchObject({ __typename: 'NotFoundError', code: 'NOT_FOUND' });
  });

  it.each([
    [{ name: ' ', zoneId: 'Z', diskOfferingId: 'C', sizeGib: 1 }, ['input', 'name']],
    [{ name: 'a\\u0041b', zoneId: 'Z', diskOfferingId: 'C', sizeGib: 1 }, ['input', 'name']],
    [{ name: 'x', zoneId: 'Z', diskOfferingId: 'C', sizeGib: 0 }, ['input', 'sizeGib']],
    [{ name: 'x', zoneId: 'Z', diskOfferingId: 'C' }, ['input', 'sizeGib']],
    [{ name: 'x', zoneId: 'Z', diskOfferingId: 'F', sizeGib: 4 }, ['input', 'sizeGib']],
    [{ name: 'x', zoneId: 'Z' }, ['input', 'diskOfferingId']],
    [{ name: 'x', diskOfferingId: 'F' }, ['input', 'zoneId']],
    [{ name: 'x', zoneId: 'nonsense', diskOfferingId: 'F' }, ['input', 'zoneId']],
    [{ name: 'x', zoneId: 'Z', diskOfferingId: 'F', waitSeconds: 301 }, ['input', 'waitSeconds']],
    [{ name: 'x', zoneId: 'Z', diskOfferingId: 'F', account: 'bob' }, ['input', 'account']],
  ])('refuses to create %j, and names the argument', async (input, path) => {
    const known: Record<string, string> = { Z: zoneId, C: custom, F: fixed };
    const given = Object.fromEntries(Object.entries(input).map(([key, value]) => [key, known[value as string] ?? value]));
    expect(await mutate(harness, 'createVolume', given)).toMatchObject({ __typename: 'InvalidInputError', fields: [{ path }] });
    expect(calls().createVolume).toBeUndefined();
  });

  it('says when the zone does not exist', async () => {
    const unknown = '00000000-0000-4000-8000-000000000000';
    expect(await mutate(harness, 'createVolume', { name: 'x', zoneId: unknown, diskOfferingId: fixed })).toMatchObject({
      __typename: 'NotFoundError',
    });
  });

  it("does not act on somebody else's", async () => {
    const [foreign] = (await list({})).nodes;
    expect(await mutate(harness, 'deleteVolume', { id: foreign?.id })).toMatchObject({ __typename: 'NotFoundError' });
    expect(calls().deleteVolume).toBeUndefined();
  });
});
