/** Lists: which rows, in which order, which page, and the body that carries them. */
import { inScope, listScope, rowsIn, type Scope } from './access.ts';
import type { Body, Call } from './command.ts';
import { badParameter, failure, invalid } from './errors.ts';
import { hasTags, wantedTags } from './resources/tags/tag-records.ts';
import type { Entity, Table, TableDefinition } from './store.ts';

/** `default.page.size`, and the most a page may hold. */
export const PAGE_SIZE = 500;

/** The `pagesize` that asks for all rows. */
const UNLIMITED = -1;

export interface Page {
  /** Index of the first row. */
  readonly offset: number;
  readonly size: number;
}

/** `page` and `pagesize` come together, unless all rows are asked for. */
export function checkPage({ params }: Call): void {
  const [page, size] = [params.raw('page'), params.raw('pagesize')];
  if (size?.trim() === '') throw badParameter(`For input string: "${size}"`);
  if (page === undefined && size !== undefined && Number(size) !== UNLIMITED)
    throw badParameter('"page" parameter is required when "pagesize" is specified');
  if (page !== undefined && size === undefined) throw badParameter('"pagesize" parameter is required when "page" is specified');
}

/** The page a call asks for: page 0 counts as page 1, and a page may have no rows. */
export function pageOf(call: Call): Page {
  const page = call.params.number('page');
  const size = call.params.number('pagesize');
  if (size === undefined) return { offset: 0, size: PAGE_SIZE };
  if (size > PAGE_SIZE) throw invalid(`Page size can't exceed max allowed page size value: ${PAGE_SIZE}`);
  if (size === UNLIMITED) {
    if (page !== undefined) throw invalid("Can't specify page parameter when pagesize is -1 (Unlimited)");
    return { offset: 0, size: Number.MAX_SAFE_INTEGER };
  }
  // The database takes no negative limit.
  if (size < 0) throw failure(call, `DB Exception on: a limit of ${size}`);
  return { offset: (Math.max(page ?? 1, 1) - 1) * size, size };
}

/** `{ count, <object>: […] }`; nothing at all is `{}`, a page past the end `{ count }`. */
export function listBody<R>(
  call: Call,
  object: string,
  rows: readonly R[],
  build: (row: R) => Body,
  order: 'ascending' | 'newest first' = 'ascending',
): Body {
  const page = pageOf(call);
  if (rows.length === 0) return {};
  if (call.params.boolean('retrieveonlyresourcecount') === true) return { count: rows.length };
  const shown = order === 'ascending' ? rows.slice(page.offset, page.offset + page.size) : pageFromEnd(rows, page);
  return shown.length === 0 ? { count: rows.length } : { count: rows.length, [object]: shown.map(build) };
}

/** The page of a list whose newest rows come first, each page in itself by ascending id. */
export function pageFromEnd<R>(rows: readonly R[], page: Page): readonly R[] {
  const end = rows.length - page.offset;
  return end <= 0 ? [] : rows.slice(Math.max(0, end - page.size), end);
}

export interface ListOptions<R extends Entity> {
  /** The key of the array in the answer; it follows no rule. */
  readonly object: string;
  readonly build: (row: R) => Body;
  /** Further conditions of the call's own parameters; undefined when there is none, which spares the scan. */
  readonly where?: ((row: R) => boolean) | undefined;
  /** The texts that `keyword` is looked for in; `name` is matched exactly, without regard to case. */
  readonly texts?: (row: R) => readonly (string | undefined)[];
  /** The type name of tags on these rows: `UserVm`. */
  readonly tags?: string;
  /** Rows to choose from, where the scope's are not the right ones. They must be in order. */
  readonly from?: readonly R[];
  readonly scope?: Scope;
  /** Which rows a page holds: the oldest ones come first unless told otherwise. */
  readonly order?: 'ascending' | 'newest first';
}

/** A list of owned rows: scope, `id`, `ids`, `keyword`, `tags`, the resource's own conditions, a page. */
export function listOwned<R extends Entity, I extends string>(
  call: Call,
  definition: TableDefinition<R, I>,
  options: ListOptions<R>,
): Body {
  return listBody(call, options.object, ownedRows(call, definition, options), options.build, options.order);
}

/** The rows such a list has before it is cut into pages. */
export function ownedRows<R extends Entity, I extends string>(
  call: Call,
  definition: TableDefinition<R, I>,
  options: Pick<ListOptions<R>, 'where' | 'texts' | 'tags' | 'from' | 'scope'>,
): readonly R[] {
  const { store } = call.cloud;
  const table = store.table(definition);
  const scope = options.scope ?? listScope(call);
  let rows = options.from ?? candidates(call, table, scope);
  const tests: ((row: R) => boolean)[] = [];
  if (options.where !== undefined) tests.push(options.where);
  const like = call.params.like('keyword');
  const { texts, tags: tagType } = options;
  if (like !== undefined && texts !== undefined) tests.push((row) => texts(row).some(like));
  const tags = wantedTags(call);
  if (tags.length > 0 && tagType !== undefined) tests.push((row) => hasTags(store, tagType, row.uuid, tags));
  if (tests.length > 0) rows = rows.filter((row) => tests.every((test) => test(row)));
  return rows;
}

function candidates<R extends Entity, I extends string>(call: Call, table: Table<R, I>, scope: Scope): readonly R[] {
  const { store } = call.cloud;
  const one = call.params.row(table.definition, 'id');
  const many = call.params.rows(table.definition, 'ids');
  if (one !== undefined && many !== undefined && many.length > 0) throw invalid('Specify either id or ids but not both parameters');
  if (one === undefined && many === undefined) return rowsIn(store, table, scope);
  const named = [...new Set(one === undefined ? (many ?? []) : [one])];
  return named.filter((row) => !table.isRemoved(row) && inScope(store, scope, row.accountId)).sort((a, b) => a.id - b.id);
}

/** A condition from an optional parameter: undefined when it is absent, so that conditions can be joined. */
export function when<T, R>(value: T | undefined, test: (row: R, value: T) => boolean): ((row: R) => boolean) | undefined {
  return value === undefined ? undefined : (row) => test(row, value);
}

/** All of the conditions that there are. */
export function all<R>(...tests: (((row: R) => boolean) | undefined)[]): ((row: R) => boolean) | undefined {
  const present = tests.filter((test) => test !== undefined);
  return present.length === 0 ? undefined : (row) => present.every((test) => test(row));
}
