import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maxPageSize, overlappingPage, type Page, walkPages } from './paging.ts';

interface Item {
  id: string;
}

/** A list as CloudStack serves it: pages at multiples of the page size, `{}` when empty, `{count}` past the end. */
class ServedList {
  rows: Item[];
  readonly asked: Page[] = [];
  constructor(rows: Item[]) {
    this.rows = rows;
  }
  page(page: Page): { count: number; rows: Item[] } {
    this.asked.push(page);
    const start = (page.page - 1) * page.pageSize;
    return { count: this.rows.length, rows: this.rows.slice(start, start + page.pageSize) };
  }
}

const items = (from: number, to: number): Item[] => Array.from({ length: to - from }, (_, i) => ({ id: `r${from + i}` }));

async function walk(list: ServedList, pageSize: number, change: (step: number) => void = () => undefined): Promise<string[]> {
  const ids: string[] = [];
  let step = 0;
  const fetchPage = async (page: Page) => {
    change(step++);
    return list.page(page);
  };
  for await (const row of walkPages(fetchPage, pageSize)) ids.push(row.id);
  return ids;
}

/** What happens to the list between two pages. */
const changes = fc.array(
  fc.record({
    remove: fc.array(fc.nat({ max: 400 }), { maxLength: 12 }),
    add: fc.nat({ max: 6 }),
    /** New rows come last (machines), or first (events, newest first). */
    where: fc.constantFrom('last', 'first', 'anywhere'),
    at: fc.nat({ max: 400 }),
  }),
  { maxLength: 30 },
);

describe('a walk while rows come and go', () => {
  test('yields every row that was there throughout exactly once, and none twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 60 }), changes, async (size, pageSize, script) => {
        const list = new ServedList(items(0, size));
        const stayed = new Set(list.rows.map(({ id }) => id));
        let fresh = 1000;
        const ids = await walk(list, pageSize, (step) => {
          const change = step === 0 ? undefined : script[step - 1];
          if (!change) return;
          for (const at of change.remove) {
            const [gone] = list.rows.splice(at, 1);
            if (gone) stayed.delete(gone.id);
          }
          const at = { last: list.rows.length, first: 0, anywhere: change.at }[change.where];
          list.rows.splice(at, 0, ...items(fresh, fresh + change.add));
          fresh += change.add;
        });
        expect(new Set(ids).size).toBe(ids.length);
        expect([...stayed].filter((id) => !ids.includes(id))).toEqual([]);
      }),
      { numRuns: 600 },
    );
  });
});

test('a quiet list of 10,000 takes little more than 20 calls', async () => {
  const list = new ServedList(items(0, 10_000));
  expect(await walk(list, 500)).toHaveLength(10_000);
  expect(list.asked.length).toBeLessThanOrEqual(23);
  expect(list.asked[0]).toEqual({ page: 1, pageSize: 500 });
});

test('what fits on a page costs one call', async () => {
  const list = new ServedList(items(0, 120));
  expect(await walk(list, 500)).toHaveLength(120);
  expect(list.asked).toHaveLength(1);
});

test('more rows removed than overlap: the walk goes back', async () => {
  const list = new ServedList(items(0, 100));
  const ids = await walk(list, 20, (step) => {
    if (step === 2) list.rows.splice(0, 30);
  });
  expect(ids.toSorted()).toEqual([...new Set([...items(0, 100)].map(({ id }) => id))].toSorted());
});

test('rows without an id are walked over plainly', async () => {
  const rows = Array.from({ length: 45 }, (_, i) => ({ type: i % 3 }));
  const asked: Page[] = [];
  const fetchPage = async (page: Page) => {
    asked.push(page);
    const start = (page.page - 1) * page.pageSize;
    return { count: 45, rows: rows.slice(start, start + page.pageSize) };
  };
  const seen: { type: number }[] = [];
  for await (const row of walkPages(fetchPage, 20)) seen.push(row);
  expect(seen).toEqual(rows);
  expect(asked.map(({ page, pageSize }) => [page, pageSize])).toEqual([
    [1, 20],
    [2, 20],
    [3, 20],
  ]);
});

test('a page always advances, overlaps, and stays within the size wished', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 20, max: maxPageSize }), (offset, pageSize) => {
      const overlap = Math.max(1, Math.floor(pageSize / 50));
      const page = overlappingPage(offset, pageSize, overlap);
      const start = (page.page - 1) * page.pageSize;
      expect(Number.isInteger(page.page)).toBe(true);
      expect(start).toBeLessThanOrEqual(Math.max(0, offset - overlap));
      expect(start + page.pageSize).toBeGreaterThan(offset);
      expect(page.pageSize).toBeLessThanOrEqual(pageSize);
    }),
    { numRuns: 2000 },
  );
});

test('a page size the server refuses is refused here', async () => {
  await expect(walk(new ServedList([]), 501)).rejects.toThrow(RangeError);
  await expect(walk(new ServedList([]), 0)).rejects.toThrow(RangeError);
});
