import { describe, expect, it } from 'vitest';
import { isFiltered, listHref, readListParams } from './list-params.ts';

const at = (path: string) => new URL(path, 'http://portal.test');

describe('the state of a list', () => {
  it('is read from the address', () => {
    const params = readListParams(at('/volumes?q=+web+&state=Ready&state=Creating&zone=&size=100&after=abc&page=3&sort=-name'), [
      'state',
      'zone',
    ]);
    expect(params).toEqual({
      q: 'web',
      filters: { state: ['Ready', 'Creating'], zone: [] },
      sort: '-name',
      size: 100,
      after: 'abc',
      page: 3,
    });
    expect(isFiltered(params)).toBe(true);
  });

  it.each(['?size=100000', '?size=x', '?page=-2', '?page=NaN'])('takes no nonsense from %s', (query) => {
    expect(readListParams(at(`/volumes${query}`))).toMatchObject({ size: 50, page: 1 });
  });

  it('goes back to the first page when anything but the page changes', () => {
    const url = at('/volumes?q=web&after=abc&page=3');
    expect(listHref(url, { state: ['Ready', 'Creating'] })).toBe('/volumes?q=web&state=Ready&state=Creating');
    expect(listHref(url, { after: 'def', page: 4 })).toBe('/volumes?q=web&after=def&page=4');
    expect(listHref(url, { q: '' })).toBe('/volumes');
  });
});
