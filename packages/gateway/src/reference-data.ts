import type { ListCommand, Params, Row } from '@cloudstack-graph/client';
import type { MoreParameters, Page } from './cloud.ts';
import { stableKey } from './coalesce.ts';
import type { GatewayContext } from './context.ts';
import { type Details, type LoaderOptions, type ResourceLoader, resourceLoader } from './loading.ts';
import { type Connection, checkPageArguments, connectionFromPages, connectionFromRows, type PageArguments } from './paging.ts';
import { CHANGING, EVERYONE, type Freshness, REFERENCE, SLOW } from './shared-cache.ts';

/** Lists longer than this are not kept whole: their rows are then fetched one by one. */
const MOST_ROWS = 2000;

/** A list that is kept whole and looked up by id: zones, offerings, OS types, networks. */
export interface ReferenceOptions<C extends ListCommand> extends LoaderOptions<C> {
  readonly freshness?: Freshness;
  /** Kept once for all callers; only for what CloudStack gives to all alike. */
  readonly forEveryone?: boolean;
}

/** The rows of a reference list, and whether they are all. */
export interface ReferenceList<R> {
  readonly rows: readonly R[];
  readonly complete: boolean;
  readonly byId: ReadonlyMap<string, R>;
}

/** A {@link ResourceLoader} that looks into a kept list first. */
export interface ReferenceLoader<R extends { id: string }> extends ResourceLoader<R> {
  /** The whole list from the cache, fetched when needed. Rows are shared: do not change them. */
  list(context: GatewayContext): Promise<ReferenceList<R>>;
  /** One page straight from CloudStack, for lists too long to be kept. */
  page(context: GatewayContext, parameters: MoreParameters): Promise<Page<R>>;
  /** Forgets the caller's copy, after a mutation that changed it. */
  forget(context: GatewayContext): void;
}

/** The loader of reference data; it lives beside the type. */
export function referenceLoader<C extends ListCommand, R extends { id: string } = Row<C> & { id: string }>(
  options: ReferenceOptions<C>,
): ReferenceLoader<R> {
  const single = resourceLoader<C, R>(options);
  const freshness = options.freshness ?? REFERENCE;
  const prefix = freshness === SLOW ? CHANGING : '';
  const owner = (context: GatewayContext) => (options.forEveryone ? EVERYONE : context.cloud.identity.key);
  const parametersOf = (context: GatewayContext): MoreParameters => options.parameters?.(context) ?? {};
  const list = async (context: GatewayContext): Promise<ReferenceList<R>> => {
    const parameters = parametersOf(context);
    const fetch = async () => {
      const { rows, count } = await context.cloud.listAll(options.command, parameters as unknown as Params<C>, MOST_ROWS);
      return { rows: rows as unknown as R[], complete: rows.length >= count };
    };
    const key = prefix + stableKey(options.command, parameters);
    // what changes by the user's own doing is too fresh to be shared with other replicas
    const kept = await context.services.cache.get(owner(context), key, freshness, fetch, freshness !== SLOW);
    return { ...kept, byId: indexOf(kept.rows) };
  };
  const load = async (context: GatewayContext, id: string, details?: Details) => {
    const { byId } = await list(context);
    // What is not in the list may be a removed offering, which CloudStack still tells by its id.
    return byId.get(id) ?? single.load(context, id, details);
  };
  return {
    load,
    loadMany: (context, ids, details) => Promise.all(ids.map((id) => load(context, id, details))),
    prime: single.prime,
    withDetails: single.withDetails,
    list,
    page: (context, parameters) =>
      context.cloud.list(options.command, { ...parametersOf(context), ...parameters } as unknown as Params<C>) as Promise<
        Page<unknown>
      > as Promise<Page<R>>,
    forget: (context) => context.services.cache.forget(owner(context), prefix + options.command),
  };
}

/** A connection over a kept list; one too long to be kept is paged upstream with `upstream` parameters. */
export async function referenceConnection<R extends { id: string }>(
  context: GatewayContext,
  loader: ReferenceLoader<R>,
  args: PageArguments,
  matches: (row: R) => boolean,
  upstream: MoreParameters,
): Promise<Connection<R>> {
  checkPageArguments(args);
  const { rows, complete } = await loader.list(context);
  if (complete) return connectionFromRows(args, rows.filter(matches), 50);
  return connectionFromPages(args, (page, pagesize) => loader.page(context, { ...upstream, page, pagesize }));
}

const indexes = new WeakMap<object, ReadonlyMap<string, unknown>>();

/** The rows by id; made once for as long as the list is kept. */
function indexOf<R extends { id: string }>(rows: readonly R[]): ReadonlyMap<string, R> {
  const known = indexes.get(rows) ?? new Map(rows.map((row) => [row.id, row]));
  indexes.set(rows, known);
  return known as ReadonlyMap<string, R>;
}
