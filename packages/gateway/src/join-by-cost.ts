import DataLoader from 'dataloader';
import { eachBounded } from './bounded.ts';
import type { Page } from './cloud.ts';
import type { GatewayContext } from './context.ts';

/** What a call and a row cost CloudStack, in milliseconds; measured on 4.22, only the ratio matters. */
export interface Costs {
  call: number;
  row: number;
}

const MEASURED: Costs = { call: 11, row: 1.3 };
const PAGE = 500;
/** How many calls of a fan-out run side by side. CloudStack saturates at its cores. */
const IN_FLIGHT = 4;

/** How the rows of many parents are found where CloudStack has no batch for it (volumes of VMs, snapshots of volumes). */
export interface JoinOptions<R> {
  /** Names the join in the estimates, `volumes` for instance. */
  readonly name: string;
  /** One page of all rows that could belong to any of the parents. */
  readonly all: (context: GatewayContext, page: number, pagesize: number) => Promise<Page<R>>;
  /** The rows of one parent. */
  readonly one: (context: GatewayContext, parentId: string) => Promise<R[]>;
  /** Which parent a row belongs to. */
  readonly parentOf: (row: R) => string | undefined;
  /** How many rows there are in all, if something in this request already tells (at least). */
  readonly atLeast?: (context: GatewayContext) => number | undefined;
  readonly costs?: Costs;
}

/** Rows of one parent, batched over all parents that the request asks for in the same moment. */
export interface Join<R> {
  (context: GatewayContext, parentId: string): Promise<R[]>;
  /** Begins to list for so many parents that are not known yet, unless asking for each of them will be cheaper. */
  ahead(context: GatewayContext, parents: number): void;
}

/** A first page that was begun ahead, once a request. */
interface Begun<R> {
  first?: { size: number; page: Promise<Page<R>> };
}

/** A first look is at least so long: most accounts are small, and one call then does. */
const LEAST_PROBE = 50;

const ESTIMATE_MS = 10 * 60_000;

/**
 * Chooses by cost between listing everything and asking for each parent. The number of rows is known from earlier lists of
 * this identity, from the request itself (`atLeast`), or from the first page, which is never dearer than asking for each:
 * so the choice costs at most twice the better way, and an account with 10,000 volumes is not listed for a page of 20.
 */
export function joinByCost<R>(options: JoinOptions<R>): Join<R> {
  const load = (context: GatewayContext, parentId: string): Promise<R[]> =>
    context
      .memo(options, () => new DataLoader<string, R[]>((ids) => joinMany(context, options, ids), { maxBatchSize: PAGE }))
      .load(parentId);
  const ahead = (context: GatewayContext, parents: number): void => {
    const { eachIsCheaper, fanOut, known } = weigh(context, options, parents);
    if (parents < 2 || eachIsCheaper) return;
    const begun = begunOf(context, options);
    begun.first ??= readFirst(context, options, fanOut, known);
    // Whoever joins meets the failure; nobody may.
    begun.first.page.catch(() => undefined);
  };
  return Object.assign(load, { ahead });
}

async function joinMany<R>(context: GatewayContext, options: JoinOptions<R>, parentIds: readonly string[]): Promise<R[][]> {
  const { fanOut, eachIsCheaper, known, costs } = weigh(context, options, parentIds.length);
  const begun = begunOf(context, options).first;
  if (!begun && (known === undefined ? parentIds.length === 1 : eachIsCheaper)) return askEach(context, options, parentIds);

  const { size, page } = begun ?? readFirst(context, options, fanOut, known);
  const first = await page;
  remember(context, options, first.count);
  const left = Math.max(0, first.count - first.rows.length);
  if (left === 0) return group(options, parentIds, first.rows);
  if (Math.ceil(left / size) * costs.call + left * costs.row > fanOut) return askEach(context, options, parentIds);
  const rows = [...first.rows];
  for (let number = 2; rows.length < first.count; number++) {
    const next = await options.all(context, number, size);
    rows.push(...next.rows);
    if (next.rows.length < size) break;
  }
  return group(options, parentIds, rows);
}

const begunOf = <R>(context: GatewayContext, options: JoinOptions<R>): Begun<R> => context.memo(options.all, (): Begun<R> => ({}));

/** What asking for each parent would cost, and listing all, where the number of rows is known. */
function weigh<R>(context: GatewayContext, options: JoinOptions<R>, parents: number) {
  const costs = options.costs ?? MEASURED;
  const known = estimateOf(context, options);
  const rows = known ?? 0;
  const fanOut = parents * (costs.call + costs.row);
  const listing = Math.max(1, Math.ceil(rows / PAGE)) * costs.call + rows * costs.row;
  // of several parents, a list that a first look would show whole is one call instead of several
  const isShort = parents > 1 && rows <= LEAST_PROBE;
  return { costs, known, fanOut, eachIsCheaper: known !== undefined && listing > fanOut && !isShort };
}

/** The first page of all rows. While nobody knows how many there are, it is no longer than what asking for each would cost. */
function readFirst<R>(
  context: GatewayContext,
  options: JoinOptions<R>,
  fanOut: number,
  known: number | undefined,
): { size: number; page: Promise<Page<R>> } {
  const { call, row } = options.costs ?? MEASURED;
  const size = known === undefined ? Math.min(PAGE, Math.max(LEAST_PROBE, Math.floor((fanOut - call) / row))) : PAGE;
  return { size, page: options.all(context, 1, size) };
}

function group<R>(options: JoinOptions<R>, parentIds: readonly string[], rows: readonly R[]): R[][] {
  const byParent = Map.groupBy(rows, options.parentOf);
  return parentIds.map((id) => byParent.get(id) ?? []);
}

async function askEach<R>(context: GatewayContext, options: JoinOptions<R>, parentIds: readonly string[]): Promise<R[][]> {
  const outcomes = await eachBounded(parentIds, IN_FLIGHT, (id) => options.one(context, id));
  return outcomes.map((outcome) => {
    if (!outcome.ok) throw outcome.error;
    return outcome.value;
  });
}

const keyOf = (options: { name: string }) => `rows of ${options.name}`;

function estimateOf<R>(context: GatewayContext, options: JoinOptions<R>): number | undefined {
  const remembered = context.services.cache.peek<number>(context.cloud.identity.key, keyOf(options));
  const least = options.atLeast?.(context);
  // A floor alone does not say how many there are: it only counts where it already speaks against listing.
  if (remembered !== undefined) return Math.max(remembered, least ?? 0);
  return least !== undefined && least > PAGE ? least : undefined;
}

/** Lists elsewhere may tell how many rows there are, too. */
export function remember(context: GatewayContext, options: { name: string }, count: number): void {
  context.services.cache.put(context.cloud.identity.key, keyOf(options), count, ESTIMATE_MS);
}
