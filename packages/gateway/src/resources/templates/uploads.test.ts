import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../test/harness.ts';
import { mutate } from '../../test/mutate.ts';
import { secondZone } from '../../test/second-zone.ts';

let harness: Harness;
let zoneId: string;
let osTypeId: string;

beforeAll(async () => {
  harness = await startHarness({ simulator: { vms: 2, volumes: 2 } });
  const { data } = await harness.query<Record<'zones' | 'osTypes', { nodes: { id: string }[] }>>(
    '{ zones { nodes { id } } osTypes(first: 1) { nodes { id } } }',
    {},
    { as: 'alice' },
  );
  [zoneId, osTypeId] = [data.zones.nodes[0]?.id ?? '', data.osTypes.nodes[0]?.id ?? ''];
});
afterAll(() => harness.close());

const upload = 'upload { url expiresAt headers { name value } }';
const form = {
  url: expect.stringMatching(/^https:/),
  headers: ['X-signature', 'X-metadata', 'X-expires'].map((name) => ({ name, value: expect.stringMatching(/\S/) })),
};

describe('a place to send a file to', () => {
  it('is made for the data of a volume', async () => {
    const input = { name: 'data', format: 'qcow2', zoneId };
    const made = await mutate(harness, 'prepareVolumeUpload', input, `volume { id name state actions { name disabledReason } } ${upload}`);
    expect(made).toMatchObject({ volume: { name: 'data', state: 'NotUploaded' }, upload: form });
    const { expiresAt } = made.upload as { expiresAt: string };
    expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now());
    expect((made.volume as { actions: object[] }).actions).toContainEqual({
      name: 'ATTACH',
      disabledReason: 'The volume is still being uploaded. Wait until it is there.',
    });
    expect(await mutate(harness, 'prepareVolumeUpload', { ...input, format: '.iso' })).toMatchObject({
      fields: [{ path: ['input', 'format'] }],
    });
    expect(await mutate(harness, 'prepareVolumeUpload', { ...input, zoneId: 'Iso:x' })).toMatchObject({
      fields: [{ path: ['input', 'zoneId'] }],
    });
  });

  it('is made for the data of an ISO', async () => {
    const input = { name: 'debian', zoneId, osTypeId };
    expect(await mutate(harness, 'prepareIsoUpload', input, `iso { name isReady isBootable } ${upload}`)).toMatchObject({
      iso: { name: 'debian', isReady: false, isBootable: true },
      upload: form,
    });
    expect(await mutate(harness, 'prepareIsoUpload', { ...input, osTypeId: null })).toMatchObject({
      fields: [{ path: ['input', 'osTypeId'] }],
    });
    expect(await mutate(harness, 'prepareIsoUpload', { ...input, osTypeId: null, isBootable: false }, 'iso { isBootable }')).toMatchObject({
      iso: { isBootable: false },
    });
  });

  it('is made for the data of a template', async () => {
    const input = { name: 'golden', format: 'QCOW2', hypervisor: 'KVM', zoneId, osTypeId };
    expect(await mutate(harness, 'prepareTemplateUpload', input, `template { name isReady zone { id } } ${upload}`)).toMatchObject({
      template: { name: 'golden', isReady: false, zone: { id: zoneId } },
      upload: form,
    });
    expect(await mutate(harness, 'prepareTemplateUpload', { ...input, hypervisor: '' })).toMatchObject({
      fields: [{ path: ['input', 'hypervisor'] }],
    });
    expect(await mutate(harness, 'prepareTemplateUpload', { ...input, hypervisor: 'VMware' })).toMatchObject({
      __typename: 'InvalidInputError',
    });
  });
});

describe('an ISO', () => {
  it('is copied into another zone', async () => {
    const made = await mutate(
      harness,
      'registerIso',
      { name: 'debian', url: 'https://files.example.net/debian.iso', zoneId, osTypeId },
      'iso { id }',
    );
    const { id } = made.iso as { id: string };
    const isReady = async () =>
      (await harness.query<{ iso: { isReady: boolean } }>('query($id: ID!) { iso(id: $id) { isReady } }', { id }, { as: 'alice' })).data.iso
        .isReady;
    await expect.poll(isReady, { timeout: 10_000 }).toBe(true);
    expect(await mutate(harness, 'copyIso', { id, zoneIds: [] })).toMatchObject({ fields: [{ path: ['input', 'zoneIds'] }] });
    const elsewhere = secondZone(harness);
    expect(await mutate(harness, 'copyIso', { id, zoneIds: [elsewhere], waitSeconds: 30 }, 'iso { id }')).toMatchObject({
      iso: { id },
      job: { status: 'SUCCEEDED' },
    });
  });
});
