import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Connection, connectionFromPages, connectionFromRows, MAX_PAGE } from './paging.ts';

/** A list of CloudStack's: pages begin at multiples of their size, one past the end holds only the count. */
function listOf(length: number) {
  const rows = Array.from({ length }, (_, n) => n);
  const calls: number[] = [];
  return {
    rows,
    calls,
    read: async (page: number, pagesize: number) => {
      calls.push(pagesize);
      return { rows: rows.slice((page - 1) * pagesize, page * pagesize), count: length };
    },
  };
}

const lengths = fc.integer({ min: 0, max: 1300 });
const sizes = fc.integer({ min: 0, max: MAX_PAGE });
const at = fc.option(fc.integer({ min: 0, max: 1300 }), { nil: undefined });

describe('connectionFromPages', () => {
  it('gives the same window of CloudStack’s pages as of rows at hand, in at most two calls', async () => {
    await fc.assert(
      fc.asyncProperty(lengths, sizes, at, at, fc.boolean(), async (length, size, after, before, fromEnd) => {
        const list = listOf(length);
        const args = {
          ...(fromEnd ? { last: size } : { first: size }),
          ...(after === undefined ? {} : { after: `row:${after}` }),
          ...(before === undefined ? {} : { before: `row:${before}` }),
        };
        const byPages = await connectionFromPages(args, list.read);
        const byRows = connectionFromRows(args, list.rows);
        expect(byPages.edges).toEqual(byRows.edges);
        expect(byPages.totalCount).toBe(length);
        expect(byPages.edges.length).toBeLessThanOrEqual(size);
        expect(list.calls.length).toBeLessThanOrEqual(fromEnd && before === undefined ? 3 : 2);
        expect(list.calls.every((pagesize) => pagesize >= 1 && pagesize <= MAX_PAGE)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('walks a list to its end without missing or repeating a row', async () => {
    await fc.assert(
      fc.asyncProperty(lengths, fc.integer({ min: 1, max: 200 }), async (length, first) => {
        const list = listOf(length);
        const seen: number[] = [];
        let after: string | null = null;
        for (;;) {
          const page: Connection<number> = await connectionFromPages({ first, after }, list.read);
          seen.push(...page.edges.map((edge) => edge.node));
          if (!page.pageInfo.hasNextPage) break;
          after = page.pageInfo.endCursor;
        }
        expect(seen).toEqual(list.rows);
      }),
      { numRuns: 60 },
    );
  });

  it('asks once for a page as portals turn them', async () => {
    for (const offset of [0, 50, 100, 350]) {
      const list = listOf(400);
      await connectionFromPages({ first: 50, ...(offset ? { after: `row:${offset - 1}` } : {}) }, list.read);
      expect(list.calls).toEqual([50]);
    }
  });
});
