import { describe, expect, it } from 'vitest';
import { emptyVolume, resizeProblems, type VolumeValues, volumeInput, volumeProblems } from './volume-form.ts';

const filled: VolumeValues = { ...emptyVolume, name: ' data ', zoneId: 'Zone:z', diskOfferingId: 'DiskOffering:d' };
const paths = (values: VolumeValues, open = false) => volumeProblems(values, open).map((p) => p.path.join('.'));

describe('create a volume', () => {
  it('asks for name, zone and offering', () => {
    expect(paths(emptyVolume)).toEqual(['name', 'zoneId', 'diskOfferingId']);
  });

  it('sends the size only with an offering that leaves it open', () => {
    expect(volumeInput(filled, false)).toEqual({ name: 'data', zoneId: 'Zone:z', diskOfferingId: 'DiskOffering:d' });
    expect(volumeInput(filled, true).sizeGib).toBe(20);
    expect(paths({ ...filled, sizeGib: 0 }, true)).toEqual(['sizeGib']);
    expect(paths({ ...filled, sizeGib: 1.5 }, true)).toEqual(['sizeGib']);
    expect(paths({ ...filled, sizeGib: 0 }, false)).toEqual([]);
  });

  it('from a snapshot needs only that and a name', () => {
    const values: VolumeValues = { ...emptyVolume, name: 'copy', source: 'snapshot', snapshotId: '' };
    expect(paths(values)).toEqual(['snapshotId']);
    expect(volumeInput({ ...values, snapshotId: 'Snapshot:s' }, true)).toEqual({ name: 'copy', snapshotId: 'Snapshot:s' });
  });

  it('refuses a name longer than CloudStack keeps', () => {
    expect(paths({ ...filled, name: 'x'.repeat(256) })).toEqual(['name']);
  });
});

describe('resize a volume', () => {
  const tenGib = 10 * 1024 ** 3;
  it.each([
    [20, false, []],
    [10, false, ['sizeGib']],
    [5, false, ['shrinkOk']],
    [5, true, []],
    [0, true, ['sizeGib']],
    [2000, true, ['sizeGib']],
  ])('%i GiB, shrinking allowed %s', (size, shrink, expected) => {
    expect(resizeProblems(size, tenGib, shrink).map((p) => p.path.join('.'))).toEqual(expected);
  });
});
