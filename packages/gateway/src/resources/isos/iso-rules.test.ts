import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../actions.ts';
import { type IsoState, isoRules } from './iso-rules.ts';

const ready: IsoState = { isready: true, status: 'Successfully Installed', isextractable: true, account: 'alice' };
const reason = (name: (typeof isoRules)[number]['name'], row: IsoState) => refusalOf(isoRules, name, row);

describe('ISO rules', () => {
  it('allows everything on a ready one', () => {
    expect(isoRules.map((rule) => rule.refusal(ready))).toEqual(isoRules.map(() => null));
  });
  it('waits for the download, and says how far it is', () =>
    expect(reason('ATTACH', { ...ready, isready: false, status: '40% Downloaded' })).toMatch(/40% Downloaded/));
  it('tells a failed download apart', () =>
    expect(reason('ATTACH', { ...ready, isready: false, status: 'Download Error' })).toMatch(/register it again/));
  // Recorded: "Unable to extract template … as it's not extractable"
  it('refuses EXTRACT of one that is not downloadable', () =>
    expect(reason('EXTRACT', { ...ready, isextractable: false })).toMatch(/not marked as downloadable/));
  it('deletes one that never became ready', () => expect(reason('DELETE', { ...ready, isready: false })).toBeNull());
  it("leaves CloudStack's own alone, but attaches it", () => {
    const tools = { ...ready, account: 'system' };
    expect(reason('ATTACH', tools)).toBeNull();
    expect(['COPY', 'EXTRACT', 'UPDATE', 'DELETE'].map((name) => reason(name as 'COPY', tools))).not.toContain(null);
  });
});
