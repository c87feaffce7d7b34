import { expect, it } from 'vitest';
import type { EventData } from './event-documents.ts';
import { eventFilter, passes } from './event-filter.ts';

const event = { type: 'VM.STOP', level: 'ERROR', state: 'COMPLETED', description: 'Error while stopping Vm' } as EventData;

it('reads an address and ignores what the graph does not know', () => {
  expect(eventFilter('vm', { level: ['ERROR'], state: ['nonsense'], type: ['VM.STOP'] })).toEqual({
    keyword: 'vm',
    level: 'ERROR',
    type: 'VM.STOP',
  });
  expect(eventFilter('', {})).toEqual({});
});

it.each([
  [{}, true],
  [{ level: 'ERROR' }, true],
  [{ level: 'INFO' }, false],
  [{ state: 'STARTED' }, false],
  [{ type: 'VM.STOP', keyword: 'STOPPING' }, true],
  [{ keyword: 'volume' }, false],
] as const)('judges a live event under %j: %s', (filter, expected) => {
  expect(passes(event, filter)).toBe(expected);
});
