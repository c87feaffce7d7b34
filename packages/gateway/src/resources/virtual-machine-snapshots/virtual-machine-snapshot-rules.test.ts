import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../actions.ts';
import { createRefusalByInstance, revertRefusalByInstance, virtualMachineSnapshotRules } from './virtual-machine-snapshot-rules.ts';

describe('virtual machine snapshot rules', () => {
  it.each([
    ['Ready', null, null],
    ['Error', /failed/, null],
    ['Creating', /busy/, /busy/],
    ['Reverting', /busy/, /busy/],
    ['Expunging', /busy/, null],
    ['Removed', /deleted/, /deleted/],
  ])('in state %s', (state, revert, remove) => {
    for (const [name, expected] of [
      ['REVERT', revert],
      ['DELETE', remove],
    ] as const) {
      const reason = refusalOf(virtualMachineSnapshotRules, name, { state });
      if (expected === null) expect(reason).toBeNull();
      else expect(reason).toMatch(expected);
    }
  });
});

describe('revertRefusalByInstance', () => {
  // Recorded: "You can revert running VM to disk and memory type snapshot and stopped VM to disk type snapshot"
  it.each([
    ['Disk', 'Stopped', true],
    ['Disk', 'Running', false],
    ['DiskAndMemory', 'Running', true],
    ['DiskAndMemory', 'Stopped', false],
    ['Disk', 'Starting', false],
  ])('%s snapshot, instance %s: %s', (type, state, allowed) => {
    expect(revertRefusalByInstance(type, state) === null).toBe(allowed);
  });
});

describe('createRefusalByInstance', () => {
  it('keeps memory only of a running instance', () => {
    expect(createRefusalByInstance('Running', true)).toBeNull();
    expect(createRefusalByInstance('Stopped', false)).toBeNull();
    expect(createRefusalByInstance('Stopped', true)).toMatch(/without memory/);
    expect(createRefusalByInstance('Destroyed', false)).toMatch(/neither running nor stopped/);
  });
});
