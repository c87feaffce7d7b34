import { expect, it } from 'vitest';
import { facetOptions } from './facets.ts';

const facets = [{ field: 'state', values: [{ value: 'RUNNING', label: 'Running', count: 5 }] }];
const word = (value: string) => ({ label: value.toLowerCase(), tone: 'ok' as const });

it('offers what there is with its count, then what is always offered, then what is chosen', () => {
  expect(facetOptions(facets, 'state', { word, always: ['RUNNING', 'STOPPED'], chosen: ['ERROR'] })).toEqual([
    { value: 'RUNNING', label: 'running', tone: 'ok', count: 5 },
    { value: 'STOPPED', label: 'stopped', tone: 'ok', count: 0 },
    { value: 'ERROR', label: 'error', tone: 'ok', count: 0 },
  ]);
});

it('says no numbers while nobody has counted', () => {
  expect(facetOptions(null, 'state', { always: ['RUNNING'] })).toEqual([{ value: 'RUNNING', label: 'RUNNING', count: null }]);
  expect(facetOptions(facets, 'zone', {})).toEqual([]);
});
