import type { Page } from './cloud.ts';
import { InvalidInputError } from './errors.ts';

/** Most rows of one page: CloudStack's own maximum (`default.page.size`). */
export const MAX_PAGE = 500;

/** One page of a list as the graph shows it. */
export interface Connection<Row> {
  edges: { cursor: string; node: Row }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
  totalCount: number;
}

/** What a caller says about the page wanted. `last` wins over `first`, whose default is always there. */
export interface PageArguments {
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}

/** Reads one page of CloudStack's: pages count from 1. */
export type ReadPage<Row> = (page: number, pagesize: number) => Promise<Page<Row>>;

/** The rows from `offset` on; `length` at most. */
interface Window {
  offset: number;
  length: number;
}

/** A cursor is the place in the list: CloudStack's lists have no other handle (no sort keys, no "after id"). */
const cursorAt = (offset: number) => `row:${offset}`;

function offsetOf(cursor: string | null | undefined, argument: string): number | undefined {
  if (cursor === null || cursor === undefined) return undefined;
  const match = /^row:(\d{1,9})$/.exec(cursor);
  if (!match) throw new InvalidInputError([{ path: [argument], message: 'No cursor of this list. Take one from `pageInfo` or `edges`.' }]);
  return Number(match[1]);
}

function lengthOf(length: number | null | undefined, argument: string): number | undefined {
  if (length === null || length === undefined) return undefined;
  if (length < 0) throw new InvalidInputError([{ path: [argument], message: 'Must not be negative.' }]);
  if (length > MAX_PAGE) {
    throw new InvalidInputError([
      { path: [argument], message: `At most ${MAX_PAGE} at once; ${length} were asked for. Page on with \`after\`.` },
    ]);
  }
  return length;
}

/** Checks paging arguments before any call. */
export function checkPageArguments(args: PageArguments, defaultLength = 50) {
  return {
    length: lengthOf(args.last, 'last') ?? lengthOf(args.first, 'first') ?? defaultLength,
    fromEnd: typeof args.last === 'number',
    after: offsetOf(args.after, 'after'),
    before: offsetOf(args.before, 'before'),
  };
}

/** The window asked for; undefined while that depends on how many there are. */
function windowOf(args: ReturnType<typeof checkPageArguments>, total: number | undefined): Window | undefined {
  const start = args.after === undefined ? 0 : args.after + 1;
  if (!args.fromEnd) {
    const end = args.before === undefined ? start + args.length : Math.min(args.before, start + args.length);
    return { offset: start, length: Math.max(0, end - start) };
  }
  const end = args.before ?? total;
  if (end === undefined) return undefined;
  const offset = Math.max(start, end - args.length);
  return { offset, length: Math.max(0, end - offset) };
}

/** A connection from CloudStack's pages: one call where a page can hold the window, two where none can. */
export async function connectionFromPages<Row>(args: PageArguments, read: ReadPage<Row>, defaultLength = 50): Promise<Connection<Row>> {
  const checked = checkPageArguments(args, defaultLength);
  let window = windowOf(checked, undefined);
  if (!window) {
    const probe = await read(1, Math.max(1, checked.length));
    window = windowOf(checked, probe.count) ?? { offset: 0, length: 0 };
    if (window.offset === 0) return toConnection(probe.rows.slice(0, window.length), window, probe.count);
  }
  const { rows, count } = await readWindow(window, read);
  return toConnection(rows, window, count);
}

/** A connection from rows that are all at hand. */
export function connectionFromRows<Row>(args: PageArguments, rows: readonly Row[], defaultLength = MAX_PAGE): Connection<Row> {
  const window = windowOf(checkPageArguments(args, defaultLength), rows.length) ?? { offset: 0, length: 0 };
  return toConnection(rows.slice(window.offset, window.offset + window.length), window, rows.length);
}

async function readWindow<Row>({ offset, length }: Window, read: ReadPage<Row>): Promise<Page<Row>> {
  const wanted = Math.max(1, length);
  const pagesize = singlePageSize(offset, wanted);
  if (pagesize !== undefined) {
    const page = Math.floor(offset / pagesize);
    const answer = await read(page + 1, pagesize);
    const skip = offset - page * pagesize;
    return { rows: answer.rows.slice(skip, skip + length), count: answer.count };
  }
  const page = Math.floor(offset / wanted);
  const [one, two] = await Promise.all([read(page + 1, wanted), read(page + 2, wanted)]);
  const skip = offset - page * wanted;
  return { rows: [...one.rows, ...two.rows].slice(skip, skip + length), count: one.count };
}

/** CloudStack's pages begin at multiples of their size. The smallest size whose one page holds the window, if twice the window is enough. */
function singlePageSize(offset: number, length: number): number | undefined {
  const most = Math.min(MAX_PAGE, length * 2);
  for (let size = length; size <= most; size++) {
    if (Math.floor(offset / size) === Math.floor((offset + length - 1) / size)) return size;
  }
  return undefined;
}

function toConnection<Row>(rows: readonly Row[], window: Window, count: number): Connection<Row> {
  const edges = rows.map((node, index) => ({ cursor: cursorAt(window.offset + index), node }));
  return {
    edges,
    pageInfo: {
      hasNextPage: window.offset + window.length < count,
      hasPreviousPage: window.offset > 0 && count > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: Math.max(count, rows.length),
  };
}
