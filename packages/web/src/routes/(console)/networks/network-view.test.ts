import { expect, it } from 'vitest';
import { networkKind, networkState } from './network-view.ts';

it('words states and kinds, and leaves unknown ones as they are', () => {
  expect([networkState('Implemented'), networkState('Allocated'), networkState('Melting')]).toEqual([
    { tone: 'ok', label: 'In use' },
    { tone: 'idle', label: 'Idle' },
    { tone: 'idle', label: 'Melting' },
  ]);
  expect(['Isolated', 'Shared', 'L2'].map(networkKind)).toEqual(['isolated', 'shared', 'L2']);
});
