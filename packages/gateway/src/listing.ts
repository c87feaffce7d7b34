import type { ListCommand, Params, Row } from '@cloudstack-graph/client';
import type { Page } from './cloud.ts';
import { stableKey } from './coalesce.ts';
import type { GatewayContext } from './context.ts';
import { GatewayError } from './errors.ts';
import type { ResourceLoader } from './loading.ts';
import { type Connection, checkPageArguments, connectionFromPages, connectionFromRows, type PageArguments } from './paging.ts';
import { listEvery, listPage, MOST_LOOKED_THROUGH } from './scoped-list.ts';
import { CHANGING, SLOW } from './shared-cache.ts';

/** A filter in CloudStack's words, and what is left to be tested on the rows; undefined: nothing is. */
export interface Selection<C extends ListCommand> {
  readonly parameters: Params<C>;
  readonly matches?: ((row: Row<C>) => boolean) | undefined;
}

/** What a page of a list is read with. */
export interface Listing<C extends ListCommand> {
  readonly command: C;
  /** Given the rows, so that a join back costs no call. */
  readonly loader?: ResourceLoader<Row<C> & { id: string }>;
  /** Pages that are not filtered any further are kept for seconds, until something changes: for lists that forms offer. */
  readonly kept?: boolean;
  /** Called with the number of rows of an unfiltered list, for joins that choose by cost. */
  readonly counted?: (context: GatewayContext, count: number) => void;
}

/**
 * A connection over a list of CloudStack's. One call a page where CloudStack filters; where it cannot, all candidates are
 * looked through, up to 5,000.
 */
export async function listConnection<C extends ListCommand>(
  context: GatewayContext,
  listing: Listing<C>,
  args: PageArguments,
  selection: Selection<C>,
): Promise<Connection<Row<C>>> {
  checkPageArguments(args);
  const connection = selection.matches
    ? await lookThrough(context, listing, args, selection)
    : await pages(context, listing, args, selection);
  listing.loader?.prime(
    context,
    connection.edges.map((edge) => edge.node as Row<C> & { id: string }),
  );
  return connection;
}

async function pages<C extends ListCommand>(
  context: GatewayContext,
  { command, counted, kept }: Listing<C>,
  args: PageArguments,
  { parameters }: Selection<C>,
): Promise<Connection<Row<C>>> {
  const { cloud, services } = context;
  const read = (page: number, pagesize: number): Promise<Page<Row<C>>> => {
    const sent = { ...parameters, page, pagesize };
    const list = () => listPage(context, command, parameters, page, pagesize);
    return kept ? services.cache.get(cloud.identity.key, CHANGING + stableKey(command, sent), SLOW, list) : list();
  };
  const connection = await connectionFromPages(args, read);
  if (Object.values(parameters).every((value) => value === undefined)) counted?.(context, connection.totalCount);
  return connection;
}

async function lookThrough<C extends ListCommand>(
  context: GatewayContext,
  { command }: Listing<C>,
  args: PageArguments,
  { parameters, matches }: Selection<C>,
): Promise<Connection<Row<C>>> {
  const { rows, count } = await listEvery(context, command, parameters, MOST_LOOKED_THROUGH);
  if (rows.length < count) {
    throw new GatewayError('LIMIT_EXCEEDED', `Too many (${count}) to look through for this filter. Narrow it, or its scope.`);
  }
  return connectionFromRows(args, matches ? rows.filter(matches) : rows, 50);
}

/** One test from several, undefined when there is none left. */
export function allOf<R>(...tests: readonly (((row: R) => boolean) | undefined)[]): ((row: R) => boolean) | undefined {
  const left = tests.filter((test) => test !== undefined);
  return left.length === 0 ? undefined : (row) => left.every((test) => test(row));
}
