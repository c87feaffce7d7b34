import { describe, expect, it } from 'vitest';
import { fillsByZone } from './capacity.ts';

const zone = (name: string) => ({ id: `Zone:${name}`, name });

describe('fillsByZone', () => {
  it('gives the fullest first, zone by zone, without what there is none of', () => {
    const drawn = fillsByZone([
      { kind: 'MEMORY', used: '50', total: '200', zone: zone('north') },
      { kind: 'CPU', used: '90', total: '100', zone: zone('north') },
      { kind: 'GPUS', used: '0', total: '0', zone: zone('north') },
      { kind: 'OTHER', used: '1', total: '2', zone: zone('north') },
      { kind: 'VLANS', used: '3', total: '900', zone: zone('south') },
      { kind: 'GPUS', used: '0', total: '0', zone: zone('west') },
    ]);
    expect(drawn.map(({ zone: name, fills }) => [name, fills.map(({ key }) => key)])).toEqual([
      ['north', ['CPU Zone:north', 'MEMORY Zone:north']],
      ['south', ['VLANS Zone:south']],
    ]);
    expect(drawn[0]?.fills[0]).toMatchObject({ used: 90, total: 100 });
  });
});
