import { describe, expect, it } from 'vitest';
import { instanceSnapshotInput, snapshotNameProblems } from './snapshot-form.ts';

describe('snapshot forms', () => {
  it('lets CloudStack name a snapshot, and refuses what it cannot keep', () => {
    expect(snapshotNameProblems('')).toEqual([]);
    expect(snapshotNameProblems('x'.repeat(256)).map((p) => p.path)).toEqual([['name']]);
  });

  it('keeps the memory only of a running instance', () => {
    const values = { name: ' before upgrade ', description: '', memory: true };
    expect(instanceSnapshotInput('VirtualMachine:v', values, true)).toEqual({
      virtualMachineId: 'VirtualMachine:v',
      name: 'before upgrade',
      memory: true,
    });
    expect(instanceSnapshotInput('VirtualMachine:v', values, false).memory).toBe(false);
  });
});
