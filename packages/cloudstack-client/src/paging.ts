import type { ListResult } from './envelope.ts';

/** CloudStack's own maximum (`default.page.size`), unless an operator has changed it. */
export const maxPageSize = 500;

/** A window of a list that CloudStack can be asked for: rows `(page - 1) * pageSize` to `page * pageSize`. */
export interface Page {
  page: number;
  pageSize: number;
}

/**
 * The page that reaches furthest and still begins at least `overlap` rows before `offset`. CloudStack knows no offset,
 * only multiples of the page size, so the size varies a little from page to page (500, 490, 485 …).
 */
export function overlappingPage(offset: number, pageSize: number, overlap: number): Page {
  if (offset <= 0) return { page: 1, pageSize };
  let best = { start: -1, size: 0 };
  // A size or two above the wish is allowed where no smaller one advances (tiny page sizes only).
  for (let size = 1; size <= pageSize || (best.start + best.size <= offset && size <= maxPageSize); size++) {
    const start = Math.floor(Math.max(0, offset - overlap) / size) * size;
    if (start + size > best.start + best.size) best = { start, size };
  }
  return { page: best.start / best.size + 1, pageSize: best.size };
}

function idOf(row: unknown): string | undefined {
  return typeof row === 'object' && row !== null && 'id' in row && typeof row.id === 'string' ? row.id : undefined;
}

/**
 * Walks over a list page by page and yields every row once, by `id`, while others are added and removed. A row that is
 * removed moves all later ones forward, past the page about to be read; so pages overlap, a page must hold a row that is
 * known, and where none is (more rows went than overlap) the walk goes back. A row that is there throughout is yielded
 * exactly once; one that comes or goes meanwhile at most once. Rows without `id` are walked over plainly.
 */
export async function* walkPages<R>(
  fetchPage: (page: Page) => Promise<ListResult<R>>,
  pageSize: number,
): AsyncGenerator<R, void, undefined> {
  if (!Number.isInteger(pageSize) || pageSize < 1 || pageSize > maxPageSize)
    throw new RangeError(`pageSize must be 1 to ${maxPageSize}, not ${pageSize}`);
  const overlap = Math.max(1, Math.floor(pageSize / 50));
  const seen = new Set<string>();
  let identified = true;
  let offset = 0;
  for (;;) {
    const page = identified ? overlappingPage(offset, pageSize, overlap) : { page: offset / pageSize + 1, pageSize };
    const { rows } = await fetchPage(page);
    const start = (page.page - 1) * page.pageSize;
    if (start === 0) identified = rows.every((row) => idOf(row) !== undefined);
    // Rows of a page that joins on to nothing known are left for later: taken now, they would pass for known ones, and
    // the gap before them would never be seen.
    if (identified && start > 0 && !rows.some((row) => seen.has(idOf(row) ?? ''))) {
      offset = Math.floor(start / 2);
      continue;
    }
    for (const row of rows) {
      const id = identified ? idOf(row) : undefined;
      if (id !== undefined && seen.has(id)) continue;
      if (id !== undefined) seen.add(id);
      yield row;
    }
    if (rows.length < page.pageSize) return;
    offset = start + page.pageSize;
  }
}
