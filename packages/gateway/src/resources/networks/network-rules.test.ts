import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../actions.ts';
import { networkRules } from './network-rules.ts';

describe('network rules', () => {
  it('allows everything on an implemented one', () => {
    expect(networkRules.map((rule) => rule.refusal({ state: 'Implemented', issystem: false }))).toEqual([null, null, null]);
  });
  it('does not restart what was never started', () => {
    expect(refusalOf(networkRules, 'RESTART', { state: 'Allocated' })).toMatch(/not been used/);
    expect(refusalOf(networkRules, 'DELETE', { state: 'Allocated' })).toBeNull();
  });
  it.each([
    ['Implementing', /busy .*\(Implementing\)/],
    ['Destroy', /deleted/],
  ])('waits in state %s', (state, text) => expect(refusalOf(networkRules, 'DELETE', { state })).toMatch(text));
  it("leaves CloudStack's own alone", () =>
    expect(refusalOf(networkRules, 'UPDATE', { state: 'Setup', issystem: true })).toMatch(/CloudStack itself/));
});
