import { expect, it } from 'vitest';
import { groupInput, groupKind, groupProblems, kindChoices } from './affinity-group-form.ts';

it('tells kinds in words, the strict ones apart from the others, and unknown ones by their names', () => {
  const known = ['host affinity', 'Other', 'host anti-affinity', 'ExplicitDedication', 'non-strict host anti-affinity'];
  expect(kindChoices(known).map(({ label }) => label)).toEqual([
    'Different hosts',
    'Different hosts, if possible',
    'The same host',
    'Other',
  ]);
  expect(groupKind('Other')).toBe('Other');
});

it('wants a name and a kind', () => {
  expect(groupProblems({ name: ' ', kind: '', description: '' }).map(({ path }) => path[0])).toEqual(['name', 'kind']);
  expect(groupProblems({ name: 'x'.repeat(256), kind: 'k', description: '' }).map(({ path }) => path[0])).toEqual(['name']);
});

it('leaves out what was not said', () => {
  expect(groupInput({ name: ' web ', kind: 'k', description: ' ' })).toEqual({ name: 'web', kind: 'k' });
  expect(groupInput({ name: 'web', kind: 'k', description: ' apart ' })).toMatchObject({ description: 'apart' });
});
