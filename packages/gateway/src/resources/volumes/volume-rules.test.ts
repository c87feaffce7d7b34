import { describe, expect, it } from 'vitest';
import { type ActionName, actionsOf, refusalOf } from '../../actions.ts';
import { type VolumeState, volumeRules } from './volume-rules.ts';

const detached: VolumeState = { state: 'Ready', type: 'DATADISK' };
const attached: VolumeState = { ...detached, virtualmachineid: 'vm', vmstate: 'Running' };
const root: VolumeState = { ...attached, type: 'ROOT', isextractable: false };
const allowed = (row: VolumeState) =>
  actionsOf(volumeRules, row, () => true)
    .filter((action) => action.disabledReason === null)
    .map((action) => action.name);
const reason = (name: ActionName, row: VolumeState) => refusalOf(volumeRules, name, row);

describe('volume rules', () => {
  it('offers what a detached data disk takes', () => {
    expect(allowed(detached)).toEqual([
      'ATTACH',
      'SNAPSHOT',
      'RESIZE',
      'CHANGE_OFFERING',
      'ASSIGN',
      'MIGRATE',
      'EXTRACT',
      'CREATE_TEMPLATE',
      'UPDATE',
      'DELETE',
      'DESTROY',
    ]);
  });

  it('offers what an attached data disk of a running instance takes', () => {
    expect(allowed(attached)).toEqual(['DETACH', 'SNAPSHOT', 'RESIZE', 'CHANGE_OFFERING', 'MIGRATE', 'UPDATE']);
  });

  // Recorded: "Please specify a volume that is not attached to any VM."
  it.each(['ATTACH', 'DELETE', 'DESTROY'] as const)('refuses %s while attached', (name) =>
    expect(reason(name, attached)).toMatch(/Detach it first/),
  );
  // Recorded: "The specified volume is not attached to a VM."
  it('refuses DETACH of a detached one', () => expect(reason('DETACH', detached)).toMatch(/not attached/));

  it('lets a root disk go only with its instance stopped', () => {
    expect(reason('DETACH', root)).toMatch(/Stop the instance/);
    expect(reason('DETACH', { ...root, vmstate: 'Stopped' })).toBeNull();
  });
  it('waits for an instance between two states', () =>
    expect(reason('DETACH', { ...attached, vmstate: 'Stopping' })).toMatch(/changing its state/));

  it.each([
    ['Allocated', /no data yet/],
    ['Snapshotting', /busy with the volume \(Snapshotting\)/],
    ['UploadInProgress', /still being uploaded/],
    ['UploadError', /upload failed/],
    ['Destroy', /destroyed/],
    [undefined, /unknown/],
  ])('refuses SNAPSHOT in state %s with a reason of its own', (state, text) =>
    expect(reason('SNAPSHOT', { ...detached, state })).toMatch(text),
  );

  it('recovers only what was destroyed', () => {
    expect(reason('RECOVER', { ...detached, state: 'Destroy' })).toBeNull();
    expect(reason('RECOVER', detached)).toMatch(/Only a destroyed volume/);
    expect(reason('DESTROY', { ...detached, state: 'Destroy' })).toMatch(/already/);
  });

  it('keeps the root disk of a template that does not allow downloads', () =>
    expect(reason('EXTRACT', { ...root, vmstate: 'Stopped' })).toMatch(/template/));
  it('respects the protection from deletion', () => expect(reason('DELETE', { ...detached, deleteprotection: true })).toMatch(/protected/));

  it('leaves out what the role does not have', () => {
    const names = actionsOf(volumeRules, detached, (command) => command !== 'migrateVolume').map((action) => action.name);
    expect(names).not.toContain('MIGRATE');
  });
});
