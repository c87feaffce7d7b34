import { describe, expect, it } from 'vitest';
import { partsOfCounts, partsOfFacets } from './instance-parts.ts';

describe('instances by state', () => {
  it('come from the counters of an account, each with the way to its list', () => {
    const parts = partsOfCounts({ virtualMachines: 12, running: 7, stopped: 3 });
    expect(parts.map((part) => part.count)).toEqual([7, 3, 2]);
    expect(parts[0]?.href).toBe('/instances?state=RUNNING');
    expect(parts[2]?.href).not.toMatch(/RUNNING|STOPPED/);
  });

  it('never count below zero when counters drift', () => {
    expect(partsOfCounts({ virtualMachines: 5, running: 5, stopped: 1 }).at(-1)?.count).toBe(0);
  });

  it('come from the counts over a list, most first, without what the graph does not know', () => {
    const facets = [
      { field: 'zone', values: [{ value: 'z', count: 9 }] },
      {
        field: 'state',
        values: [
          { value: 'STOPPED', count: 1 },
          { value: 'RUNNING', count: 8 },
          { value: 'NEW_ONE', count: 2 },
        ],
      },
    ];
    expect(partsOfFacets(facets).map(({ tone, count }) => [tone, count])).toEqual([
      ['ok', 8],
      ['idle', 1],
    ]);
    expect(partsOfFacets([])).toEqual([]);
  });
});
