import type { ListCommand, Params, Row } from '@cloudstack-graph/client';
import DataLoader from 'dataloader';
import type { MoreParameters } from './cloud.ts';
import type { GatewayContext } from './context.ts';
import { type GatewayError, InvalidInputError, NotFoundError } from './errors.ts';
import { dropSlippedProjects, everything } from './scope.ts';

/** What `details` are asked of a row: names of CloudStack's, or everything. Only virtual machines have them. */
export type Details = readonly string[] | 'everything';

/** How rows of a resource are fetched by id. */
export interface LoaderOptions<C extends ListCommand> {
  readonly command: C;
  /** The parameter that takes many ids. Without one, rows are fetched one by one. */
  readonly ids?: 'ids' | 'vmsnapshotids';
  /** The parameter that takes one id. */
  readonly id?: string;
  /** What every call carries, `templatefilter` for instance. */
  readonly parameters?: (context: GatewayContext) => MoreParameters;
  /** The command's `projectid` means something else than where rows lie: look-ups leave it out, and rows of projects not joined yet are no slip. */
  readonly unscoped?: boolean;
}

/** Rows of one resource by id, each once a request, batched into as few calls as CloudStack allows. */
export interface ResourceLoader<R extends { id: string }> {
  /** The row; null when it is gone or not visible. */
  load(context: GatewayContext, id: string, details?: Details): Promise<R | null>;
  loadMany(context: GatewayContext, ids: readonly string[], details?: Details): Promise<(R | null)[]>;
  /** Rows that came with a list need not be fetched again in this request. */
  prime(context: GatewayContext, rows: readonly R[], details?: Details): void;
  /** The row with the details wanted: itself when it came with them, else fetched anew. */
  withDetails(context: GatewayContext, row: R, details: Details): Promise<R>;
}

interface Memo<R> {
  known: Map<string, { row: R; details: Details }>;
  loaders: Map<string, DataLoader<string, R | null>>;
}

// CloudStack answers at most 500 rows a page.
const BATCH = 500;

/** The loader of a resource; it lives beside the resource's type. */
export function resourceLoader<C extends ListCommand, R extends { id: string } = Row<C> & { id: string }>(
  options: LoaderOptions<C>,
): ResourceLoader<R> {
  // Rows of unknown origin (a job's result) are taken as complete.
  const detailsOf = new WeakMap<R, Details>();
  const memoOf = (context: GatewayContext) => context.memo(options, (): Memo<R> => ({ known: new Map(), loaders: new Map() }));
  const loader: ResourceLoader<R> = {
    async load(context, id, details = 'everything') {
      const memo = memoOf(context);
      const known = memo.known.get(id);
      if (known && covers(known.details, details)) return known.row;
      const key = details === 'everything' ? details : [...details].sort().join();
      let batch = memo.loaders.get(key);
      if (!batch) {
        batch = new DataLoader((ids) => fetchByIds<C, R>(context, options, ids, details), { maxBatchSize: BATCH });
        memo.loaders.set(key, batch);
      }
      const row = await batch.load(id);
      if (row) loader.prime(context, [row], details);
      return row;
    },
    loadMany: (context, ids, details) => Promise.all(ids.map((id) => loader.load(context, id, details))),
    prime(context, rows, details = 'everything') {
      const { known } = memoOf(context);
      for (const row of rows) {
        if (details !== 'everything') detailsOf.set(row, details);
        const before = known.get(row.id);
        if (!before || covers(details, before.details)) known.set(row.id, { row, details });
      }
    },
    async withDetails(context, row, details) {
      if (covers(detailsOf.get(row) ?? 'everything', details)) return row;
      return (await loader.load(context, row.id, details)) ?? row;
    },
  };
  return loader;
}

function covers(has: Details, wants: Details): boolean {
  return has === 'everything' || (wants !== 'everything' && wants.every((detail) => has.includes(detail)));
}

async function fetchByIds<C extends ListCommand, R extends { id: string }>(
  context: GatewayContext,
  options: LoaderOptions<C>,
  ids: readonly string[],
  details: Details,
): Promise<(R | null)[]> {
  const parameters: MoreParameters = {
    ...options.parameters?.(context),
    ...(details === 'everything' ? {} : { details: details.length === 0 ? 'min' : [...details] }),
  };
  const found = new Map<string, R>();
  const keep = (rows: readonly R[]) => {
    // A template lies in several zones: one row each, the first stands for it.
    for (const row of rows) if (!found.has(row.id)) found.set(row.id, row);
  };
  const many = options.ids;
  // `id` finds a domain admin more than lists do (projects of others): the live path wants to know what lists show
  if (many && (ids.length > 1 || context.arrival.byItself)) {
    for (const scope of everything(context.cloud.identity)) {
      const missing = ids.filter((id) => !found.has(id));
      if (missing.length > 0) keep(await fetchMany<C, R>(context, options.command, many, missing, { ...parameters, ...scope }));
    }
  } else {
    await Promise.all(ids.map(async (id) => keep(await fetchOne<C, R>(context, options, id, parameters))));
  }
  const rows = [...found.values()];
  const visible = options.unscoped ? rows : await dropSlippedProjects(context, rows);
  const byId = new Map(visible.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}

/** One unknown id fails a whole batch (431). CloudStack names it; where it does not, halving finds it. */
async function fetchMany<C extends ListCommand, R>(
  context: GatewayContext,
  command: C,
  many: string,
  ids: readonly string[],
  parameters: MoreParameters,
): Promise<R[]> {
  try {
    const { rows } = await context.cloud.list(command, { ...parameters, [many]: [...ids] } as unknown as Params<C>);
    return rows as unknown as R[];
  } catch (error) {
    if (!isUnknownId(error)) throw error;
    if (ids.length === 1) return [];
    const text = toldBy(error).toLowerCase();
    const rest = ids.filter((id) => !text.includes(id.toLowerCase()));
    if (rest.length < ids.length) return rest.length === 0 ? [] : fetchMany(context, command, many, rest, parameters);
    const middle = Math.ceil(ids.length / 2);
    const halves = await Promise.all(
      [ids.slice(0, middle), ids.slice(middle)].map((half) => fetchMany<C, R>(context, command, many, half, parameters)),
    );
    return halves.flat();
  }
}

async function fetchOne<C extends ListCommand, R>(
  context: GatewayContext,
  options: LoaderOptions<C>,
  id: string,
  parameters: MoreParameters,
): Promise<R[]> {
  const [scope] = options.unscoped ? [] : everything(context.cloud.identity);
  const name = options.id ?? 'id';
  try {
    const { rows } = await context.cloud.list(options.command, { ...parameters, ...scope, [name]: id } as unknown as Params<C>);
    return rows as unknown as R[];
  } catch (error) {
    if (isUnknownId(error)) return [];
    throw error;
  }
}

/** CloudStack's own words, which name the id; the message for the caller does not. */
const toldBy = (error: unknown): string => {
  const { originalError, message } = error as GatewayError;
  return originalError?.message ?? message;
};

function isUnknownId(error: unknown): boolean {
  return error instanceof NotFoundError || error instanceof InvalidInputError;
}
