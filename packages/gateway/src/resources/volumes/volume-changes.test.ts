import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../test/harness.ts';
import { mutate } from '../../test/mutate.ts';

let harness: Harness;
let zoneId: string;
let offerings: { id: string; isCustomized: boolean }[];
let volume: string;

beforeAll(async () => {
  harness = await startHarness();
  const { data } = await harness.query<{ zones: { nodes: { id: string }[] }; diskOfferings: { nodes: typeof offerings } }>(
    '{ zones { nodes { id } } diskOfferings { nodes { id isCustomized } } }',
    {},
    { as: 'alice' },
  );
  zoneId = data.zones.nodes[0]?.id ?? '';
  offerings = data.diskOfferings.nodes;
  const made = await mutate(
    harness,
    'createVolume',
    { name: 'changing', zoneId, diskOfferingId: offerings.find((offering) => offering.isCustomized)?.id, sizeGib: 5, waitSeconds: 30 },
    'volume { id }',
  );
  volume = (made.volume as { id: string }).id;
  // A volume has data, and most actions, once it was attached.
  const machines = await harness.query<{ virtualMachines: { nodes: { id: string }[] } }>(
    '{ virtualMachines(filter: { state: [RUNNING] }) { nodes { id } } }',
    {},
    { as: 'alice' },
  );
  await mutate(harness, 'attachVolume', { id: volume, virtualMachineId: machines.data.virtualMachines.nodes[0]?.id, waitSeconds: 30 });
  await mutate(harness, 'detachVolume', { id: volume, waitSeconds: 30 });
});
afterAll(() => harness.close());
beforeEach(() => harness.simulator.calls.reset());

describe('changes of a volume', () => {
  it('renames it for administrators, and tells a user that the role does not have it', async () => {
    expect(await mutate(harness, 'updateVolume', { id: volume, name: 'mine' })).toMatchObject({
      __typename: 'ForbiddenError',
      code: 'FORBIDDEN',
    });
    expect(
      await mutate(harness, 'updateVolume', { id: volume, name: 'renamed', waitSeconds: 30 }, 'volume { name }', { as: 'admin' }),
    ).toMatchObject({
      __typename: 'UpdateVolumeSuccess',
      volume: { name: 'renamed' },
    });
    expect(await mutate(harness, 'updateVolume', { id: volume })).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: ['input'] }],
    });
  });

  it('gives it another offering', async () => {
    const fixed = offerings.find((offering) => !offering.isCustomized)?.id;
    const result = await mutate(
      harness,
      'changeVolumeOffering',
      { id: volume, diskOfferingId: fixed, shrinkOk: true, waitSeconds: 30 },
      'volume { diskOffering { id } }',
    );
    expect(result).toMatchObject({ __typename: 'ChangeVolumeOfferingSuccess', volume: { diskOffering: { id: fixed } } });
  });

  it('makes it ready to be downloaded', async () => {
    expect(await mutate(harness, 'extractVolume', { id: volume, waitSeconds: 30 }, 'url')).toMatchObject({
      __typename: 'ExtractVolumeSuccess',
      url: expect.stringMatching(/^https?:/),
    });
    expect(await mutate(harness, 'extractVolume', { id: volume }, 'url')).toMatchObject({ url: null, job: { status: 'PENDING' } });
  });

  it('is not moved by a user', async () => {
    const storagePoolId = '00000000-0000-4000-8000-000000000000';
    expect(await mutate(harness, 'migrateVolume', { id: volume, storagePoolId })).toMatchObject({ __typename: 'ForbiddenError' });
    expect(await mutate(harness, 'migrateVolume', { id: volume, storagePoolId }, '', { as: 'admin' })).toMatchObject({
      __typename: 'NotFoundError',
    });
  });

  it('destroys it, and brings it back', async () => {
    expect(await mutate(harness, 'recoverVolume', { id: volume })).toMatchObject({
      __typename: 'InvalidStateError',
      message: expect.stringContaining('Only a destroyed'),
    });
    expect(await mutate(harness, 'destroyVolume', { id: volume, waitSeconds: 30 }, 'volumeId')).toMatchObject({ volumeId: volume });
    expect(await mutate(harness, 'recoverVolume', { id: volume }, 'volume { state }')).toMatchObject({
      __typename: 'RecoverVolumeSuccess',
      volume: { state: 'Ready' },
    });
  });

  it('fetches one from a URL', async () => {
    const upload = (input: object) =>
      mutate(
        harness,
        'uploadVolume',
        { name: 'fetched', url: 'https://files.example.net/disk.qcow2', format: 'qcow2', zoneId, waitSeconds: 60, ...input },
        'volume { name }',
      );
    expect(await upload({})).toMatchObject({ __typename: 'UploadVolumeSuccess', volume: { name: 'fetched' } });
    expect(await upload({ format: 'a b' })).toMatchObject({ fields: [{ path: ['input', 'format'] }] });
    expect(await upload({ url: 'disk.qcow2' })).toMatchObject({ fields: [{ path: ['input', 'url'] }] });
    expect(await upload({ url: 'http://nosuchhost.invalid/x.qcow2' })).toMatchObject({ fields: [{ path: ['input', 'url'] }] });
  });
});
