import { describe, expect, it } from 'vitest';
import {
  fillsOf,
  hostFaces,
  isOnItsWay,
  machineState,
  promisedShare,
  shareOf,
  shareOfPercent,
  withoutOpposites,
} from './infrastructure-view.ts';

describe('shares', () => {
  it('come from two amounts, and are unknown where one is', () => {
    expect(shareOf('50', '200')).toBe(0.25);
    expect(shareOf(null, '200')).toBeNull();
    expect(shareOf('50', null)).toBeNull();
    expect(shareOf(0, 0)).toBeNull();
    expect([shareOfPercent(37.5), shareOfPercent(null)]).toEqual([0.375, null]);
  });

  it('of what is promised count on what may be promised', () => {
    expect(promisedShare({ sizeAllocated: '150', sizeTotal: '100', overprovisioning: 2 })).toBe(0.75);
    expect(promisedShare({ sizeAllocated: '50', sizeTotal: '100', overprovisioning: null })).toBe(0.5);
    expect(promisedShare({ sizeAllocated: '50', sizeTotal: null, overprovisioning: 2 })).toBeNull();
  });

  it('are of one zone only', () => {
    const row = (zone: string, used: number) => ({ kind: 'CPU', used, total: 100, zone: { id: zone, name: zone } });
    expect(fillsOf({ id: 'b' }, [row('a', 90), row('b', 10)]).map(({ used }) => used)).toEqual([10]);
    expect(fillsOf({ id: 'c' }, [row('a', 90)])).toEqual([]);
  });
});

describe('states', () => {
  it('tell what moves by itself from what rests', () => {
    expect(isOnItsWay(hostFaces({ state: 'UP', resourceState: 'ENABLED' }))).toBe(false);
    expect(isOnItsWay(hostFaces({ state: 'UP', resourceState: 'PREPARE_FOR_MAINTENANCE' }))).toBe(true);
    expect(isOnItsWay([machineState('STOPPED'), machineState('STARTING')])).toBe(true);
  });
});

describe('a host', () => {
  const words = (host: Parameters<typeof hostFaces>[0]) => hostFaces(host).map(({ label }) => label);

  it('is told by what keeps it from taking machines', () => {
    expect(words({ state: 'UP', resourceState: 'ENABLED' })).toEqual(['Up']);
    expect(words({ state: 'UP', resourceState: 'MAINTENANCE' })).toEqual(['Maintenance']);
    expect(words({ state: 'DOWN', resourceState: 'DISABLED' })).toEqual(['Down', 'Disabled']);
  });
});

describe('pairs that undo each other', () => {
  const offered = (can: string[], cannot: string[]) => [
    ...can.map((name) => ({ name, disabledReason: null })),
    ...cannot.map((name) => ({ name, disabledReason: 'Not now.' })),
  ];
  const names = (can: string[], cannot: string[]) => withoutOpposites(offered(can, cannot)).map(({ name }) => name);

  it('show the half that can be done', () => {
    expect(names(['ENABLE', 'CANCEL_MAINTENANCE'], ['DISABLE', 'PREPARE_MAINTENANCE'])).toEqual(['ENABLE', 'CANCEL_MAINTENANCE']);
    expect(names(['DISABLE', 'STOP'], ['ENABLE', 'START'])).toEqual(['DISABLE', 'STOP']);
  });

  it('keep one of two that cannot be done, with its reason', () => {
    expect(names(['DELETE'], ['ENABLE', 'DISABLE'])).toEqual(['DELETE', 'DISABLE']);
  });
});
