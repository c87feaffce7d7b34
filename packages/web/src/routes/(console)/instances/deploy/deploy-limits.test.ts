import { expect, it } from 'vitest';
import { limitsAfter } from './deploy-limits.ts';

const limits = [
  { resource: 'projects', used: 0, limit: 5 },
  { resource: 'memoryMib', used: '1024', limit: '40960' },
  { resource: 'virtualMachines', used: 3, limit: 20 },
  { resource: 'cpus', used: 38, limit: 40 },
  { resource: 'volumes', used: 1, limit: null },
  { resource: 'primaryStorageGib', used: 10, limit: -1 },
];

it('tells how each finite limit would stand, in the order of the summary, and which breaks', () => {
  const after = limitsAfter(limits, { cpuCount: 4, memoryMib: 8192, volumes: 2, diskGib: 100 });
  expect(after.map(({ resource, used, adds, limit, exceeded }) => [resource, used, adds, limit, exceeded])).toEqual([
    ['virtualMachines', 3, 1, 20, false],
    ['cpus', 38, 4, 40, true],
    ['memoryMib', 1, 8, 40, false],
  ]);
});

it('leaves out what the deploy does not add to', () => {
  const after = limitsAfter(limits, { cpuCount: 0, memoryMib: 0, volumes: 1, diskGib: 0 });
  expect(after.map(({ resource }) => resource)).toEqual(['virtualMachines']);
});
