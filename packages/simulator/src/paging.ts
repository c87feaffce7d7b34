/** Lists: which rows, in which order, which page, and the body that carries them. */
import { inScope, listScope, rowsIn, type Scope } from './access.ts';
import type { Body, Call } from './command.ts';
import { badParameter, invalid } from './errors.ts';
import { hasTags } from './resources/tags/tag-records.ts';
import type { Entity, Table, TableDefinition } from './store.ts';

/** `default.page.size`, and the most a page may hold. */
export const PAGE_SIZE = 500;

export interface Page {
  /** Index of the first row. */
  readonly offset: number;
  readonly size: number;
}

/** The page a call asks for: `page` and `pagesize` come together, page 0 counts as page 1. */
export function pageOf(call: Call): Page {
  const page = call.params.number('page');
  const size = call.params.number('pagesize');
  if (page === undefined && size === undefined) return { offset: 0, size: PAGE_SIZE };
  if (page === undefined) throw badParameter('"page" parameter is required when "pagesize" is specified');
  if (size === undefined) throw badParameter('"pagesize" parameter is required when "page" is specified');
  if (size > PAGE_SIZE) throw invalid(`Page size can't exceed max allowed page size value: ${PAGE_SIZE}`);
  if (size <= 0) return { offset: 0, size: PAGE_SIZE };
  return { offset: (Math.max(page, 1) - 1) * size, size };
}

/** `{ count, <object>: […] }`; nothing at all is `{}`, a page past the end `{ count }`. */
export function listBody<R>(call: Call, object: string, rows: readonly R[], build: (row: R) => Body): Body {
  const page = pageOf(call);
  if (rows.length === 0) return {};
  if (call.params.boolean('retrieveonlyresourcecount') === true) return { count: rows.length };
  const shown = rows.slice(page.offset, page.offset + page.size);
  return shown.length === 0 ? { count: rows.length } : { count: rows.length, [object]: shown.map(build) };
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
}

/** A list of owned rows: scope, `id`, `ids`, `keyword`, `tags`, the resource's own conditions, a page. */
export function listOwned<R extends Entity, I extends string>(
  call: Call,
  definition: TableDefinition<R, I>,
  options: ListOptions<R>,
): Body {
  return listBody(call, options.object, ownedRows(call, definition, options), options.build);
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
  const keyword = call.params.text('keyword')?.toLowerCase();
  if (keyword !== undefined && options.texts !== undefined) {
    const texts = options.texts;
    tests.push((row) => texts(row).some((text) => text?.toLowerCase().includes(keyword) === true));
  }
  const tags = call.params.map('tags');
  const tagType = options.tags;
  if (tags.length > 0 && tagType !== undefined) tests.push((row) => hasTags(store, tagType, row.uuid, tags));
  if (tests.length > 0) rows = rows.filter((row) => tests.every((test) => test(row)));
  return rows;
}

function candidates<R extends Entity, I extends string>(call: Call, table: Table<R, I>, scope: Scope): readonly R[] {
  const { store } = call.cloud;
  const one = call.params.row(table.definition, 'id');
  const many = call.params.rows(table.definition, 'ids');
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
