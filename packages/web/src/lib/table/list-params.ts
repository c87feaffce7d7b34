/**
 * The state of a list lives in its address, so that it can be linked to and the back button works:
 * `?q=web&state=RUNNING&state=STOPPED&sort=-name&size=100&after=…&page=3`.
 */
export interface ListParams {
  q: string;
  filters: Record<string, string[]>;
  sort: string | null;
  size: number;
  after: string | null;
  /** Counts from 1; for people only, the cursor decides. */
  page: number;
}

export const PAGE_SIZES = [20, 50, 100] as const;
const DEFAULT_SIZE = 50;

/** The parts of an address that matter here; both a URL and Kit's read-only one will do. */
export interface Address {
  readonly pathname: string;
  readonly searchParams: Pick<URLSearchParams, 'get' | 'getAll' | 'entries' | 'toString'>;
}

/** Reads the state of a list; `names` are the filters that the page knows. */
export function readListParams(url: Address, names: readonly string[] = []): ListParams {
  const { searchParams: params } = url;
  const size = Number(params.get('size'));
  return {
    q: params.get('q')?.trim() ?? '',
    filters: Object.fromEntries(names.map((name) => [name, params.getAll(name).filter(Boolean)])),
    sort: params.get('sort'),
    size: PAGE_SIZES.some((known) => known === size) ? size : DEFAULT_SIZE,
    after: params.get('after'),
    page: Math.max(1, Math.trunc(Number(params.get('page')) || 1)),
  };
}

type Patch = Record<string, string | readonly string[] | number | null>;

/** The address of the list with something changed. Anything but a turn of the page leads back to the first one. */
export function listHref(url: Address, patch: Patch): string {
  const params = new URLSearchParams(url.searchParams.toString());
  if (!('after' in patch)) {
    params.delete('after');
    params.delete('page');
  }
  for (const [name, value] of Object.entries(patch)) {
    params.delete(name);
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== null && each !== '') params.append(name, String(each));
    }
  }
  const query = params.toString();
  return query ? `${url.pathname}?${query}` : url.pathname;
}

/** True when the list is narrowed by a word or a filter. */
export const isFiltered = (params: ListParams): boolean =>
  params.q !== '' || Object.values(params.filters).some((values) => values.length > 0);
