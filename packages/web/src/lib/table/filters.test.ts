import { expect, it } from 'vitest';
import { chosenOnly, ownerScope, tagFilters } from './filters.ts';

it('reads tags by key, and by key and value', () => {
  expect(tagFilters(['env=prod', 'owner', 'note=a=b'])).toEqual([
    { key: 'env', value: 'prod' },
    { key: 'owner' },
    { key: 'note', value: 'a=b' },
  ]);
});

it('reads an owner as the facet names it', () => {
  expect(['Project:1', 'd-1/alice', 'nobody', '', undefined].map(ownerScope)).toEqual([
    { project: 'Project:1' },
    { account: 'alice', domain: 'd-1' },
    undefined,
    undefined,
    undefined,
  ]);
});

it('leaves out what was not chosen', () => {
  expect(chosenOnly({ keyword: '', state: [] as string[], zoneId: undefined })).toBeUndefined();
  expect(chosenOnly({ keyword: 'web', state: [] as string[] })).toEqual({ keyword: 'web' });
});
