import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../actions.ts';
import { revertRefusalByInstance, type SnapshotState, snapshotRules } from './snapshot-rules.ts';

const ready: SnapshotState = { state: 'BackedUp', revertable: true, volumeid: 'volume' };
const reason = (name: (typeof snapshotRules)[number]['name'], row: SnapshotState) => refusalOf(snapshotRules, name, row);

describe('snapshot rules', () => {
  it('allows everything on a finished one', () => {
    expect(snapshotRules.map((rule) => rule.refusal(ready))).toEqual(snapshotRules.map(() => null));
  });
  // Recorded: "Revert snapshot command failed …, because this command is supported only for KVM hypervisor"
  it('refuses REVERT where the hypervisor cannot', () => expect(reason('REVERT', { ...ready, revertable: false })).toMatch(/hypervisor/));
  it('refuses REVERT when the volume is gone', () => expect(reason('REVERT', { ...ready, volumeid: undefined })).toMatch(/volume .* gone/));
  it.each(['Creating', 'BackingUp', 'Copying'])('waits in state %s', (state) => {
    expect(snapshotRules.map((rule) => rule.refusal({ ...ready, state }))).not.toContain(null);
  });
  it('deletes a failed one, and does nothing else with it', () => {
    expect(reason('DELETE', { ...ready, state: 'Error' })).toBeNull();
    expect(reason('CREATE_VOLUME', { ...ready, state: 'Error' })).toMatch(/failed/);
  });
  it('does not delete twice', () => expect(reason('DELETE', { ...ready, state: 'Destroyed' })).toMatch(/already/));
});

describe('revertRefusalByInstance', () => {
  it('wants the instance stopped, or none', () => {
    expect(revertRefusalByInstance(undefined)).toBeNull();
    expect(revertRefusalByInstance('Stopped')).toBeNull();
    expect(revertRefusalByInstance('Running')).toMatch(/Stop it first/);
  });
});
