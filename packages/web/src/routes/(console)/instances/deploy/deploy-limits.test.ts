import { expect, it } from 'vitest';
import { limitsAfter } from './deploy-limits.ts';

const needs = { cpuCount: 4, memoryMib: 8192, volumes: 2, diskGib: 100 };

it('tells how each finite limit would stand, and which breaks', () => {
  const after = limitsAfter(
    [
      { resource: 'INSTANCE', used: 3, limit: 20 },
      { resource: 'CPU', used: 38, limit: 40 },
      { resource: 'MEMORY', used: '1024', limit: '40960' },
      { resource: 'VOLUME', used: 1, limit: null },
      { resource: 'PRIMARY_STORAGE', used: 10, limit: -1 },
      { resource: 'PROJECT', used: 0, limit: 5 },
    ],
    needs,
  );
  expect(after.map(({ resource, used, adds, exceeded }) => [resource, used, adds, exceeded])).toEqual([
    ['instance', 3, 1, false],
    ['cpu', 38, 4, true],
    ['memory', 1024, 8192, false],
  ]);
});
