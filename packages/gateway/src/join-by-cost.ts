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
export type Join<R> = (context: GatewayContext, parentId: string) => Promise<R[]>;

/** A first look is at least so long: most accounts are small, and one call then does. */
const LEAST_PROBE = 50;

const ESTIMATE_MS = 10 * 60_000;

/**
 * Chooses by cost between listing everything and asking for each parent. The number of rows is known from earlier lists of
 * this identity, from the request itself (`atLeast`), or from the first page, which is never dearer than asking for each:
 * so the choice costs at most twice the better way, and an account with 10,000 volumes is not listed for a page of 20.
 */
export function joinByCost<R>(options: JoinOptions<R>): Join<R> {
  return (context, parentId) =>
    context
      .memo(options, () => new DataLoader<string, R[]>((ids) => joinMany(context, options, ids), { maxBatchSize: PAGE }))
      .load(parentId);
}

async function joinMany<R>(context: GatewayContext, options: JoinOptions<R>, parentIds: readonly string[]): Promise<R[][]> {
  const { call, row } = options.costs ?? MEASURED;
  const fanOut = parentIds.length * (call + row);
  const known = estimateOf(context, options);
  const listCost = (rows: number) => Math.max(1, Math.ceil(rows / PAGE)) * call + rows * row;
  if (parentIds.length === 1 && (known === undefined || listCost(known) > fanOut))
    return [await options.one(context, parentIds[0] as string)];
  if (known !== undefined && listCost(known) > fanOut) return askEach(context, options, parentIds);

  const size = known === undefined ? Math.min(PAGE, Math.max(LEAST_PROBE, Math.floor((fanOut - call) / row))) : PAGE;
  const first = await options.all(context, 1, size);
  remember(context, options, first.count);
  const left = Math.max(0, first.count - first.rows.length);
  if (left === 0) return group(options, parentIds, first.rows);
  if (Math.ceil(left / size) * call + left * row > fanOut) return askEach(context, options, parentIds);
  const rows = [...first.rows];
  for (let page = 2; rows.length < first.count; page++) {
    const next = await options.all(context, page, size);
    rows.push(...next.rows);
    if (next.rows.length < size) break;
  }
  return group(options, parentIds, rows);
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
