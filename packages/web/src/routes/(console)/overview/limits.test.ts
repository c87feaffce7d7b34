import { expect, it } from 'vitest';
import { drawnLimits } from './limits.ts';

it('shows the fullest first; what is not used, or has no limit, without a bar', () => {
  const { bounded, unused, unbounded } = drawnLimits([
    { resource: 'volumes', used: 10, limit: 100 },
    { resource: 'cpus', used: '90', limit: '100' },
    { resource: 'snapshots', used: 3, limit: null },
    { resource: 'networks', used: 0, limit: null },
    { resource: 'vpcs', used: 0, limit: 0 },
    { resource: 'unknownThings', used: 5, limit: 6 },
  ]);
  expect(bounded.map((one) => one.resource)).toEqual(['cpus', 'volumes']);
  expect(unused.map((one) => one.resource)).toEqual(['vpcs']);
  expect(unbounded.map((one) => one.resource)).toEqual(['snapshots']);
});
