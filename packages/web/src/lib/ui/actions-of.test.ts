import { expect, it } from 'vitest';
import { able, actionItems, bulkReason } from './actions-of.ts';

const actions = [
  { name: 'START', disabledReason: 'The instance is running already.' },
  { name: 'STOP', disabledReason: null },
];
const face = (label: string) => ({ label, run: () => {} });

it('keeps what cannot be done now with its reason, and leaves out what the role does not have', () => {
  const items = actionItems(actions, [
    ['START', face('Start')],
    ['STOP', face('Stop')],
    ['EXPUNGE', face('Expunge')],
  ]);
  expect(items.map(({ label, disabledReason }) => [label, disabledReason])).toEqual([
    ['Start', 'The instance is running already.'],
    ['Stop', null],
  ]);
});

it('does to several what at least one of them can take, and to those only', () => {
  const stopped = { id: 'b', actions: [{ name: 'START', disabledReason: null }] };
  const running = { id: 'a', actions };
  expect(bulkReason([running], 'START')).toBe('The instance is running already.');
  expect(bulkReason([running, stopped], 'START')).toBeNull();
  expect(able([running, stopped], 'START')).toEqual([stopped]);
});
