import type { ListCommand, Params, Row } from '@cloudstack-graph/client';
import type { GatewayContext } from './context.ts';
import { type Join, joinByCost } from './join-by-cost.ts';
import type { ResourceLoader } from './loading.ts';
import { everything, type Owned, scopeOf } from './scope.ts';

/** How the rows of a list belong to rows of another. */
export interface OwnedJoinOptions<C extends ListCommand> {
  readonly command: C;
  /** Names the number of rows in the estimates (`join-by-cost.ts`). */
  readonly name: string;
  /** The parameter that takes the parent's id, and the field of a row that holds it: `volumeid`. */
  readonly by: keyof Row<C> & string;
  /** What every call carries. */
  readonly parameters?: Params<C>;
  /** Given the rows, so that asking for them by id costs no further call. */
  readonly loader?: ResourceLoader<Row<C> & { id: string }>;
}

/** Finds the rows of one parent. */
export interface OwnedJoin<R> {
  (context: GatewayContext, parent: Owned & { id: string }): Promise<R[]>;
  /** Begins to list before the parents are known (`ask-ahead.ts`). */
  ahead(context: GatewayContext, parents: number): void;
}

/** The rows of a list that belong to one parent, batched over all parents asked for: by one list or one call each, whatever costs less. */
export function ownedJoin<C extends ListCommand>(options: OwnedJoinOptions<C>): OwnedJoin<Row<C>> {
  const { command, by } = options;
  // One join for each scope of `everything`: a row of a project is not found under a domain's scope.
  const joins: readonly Join<Row<C>>[] = [0, 1].map((index) => {
    const scope = (context: GatewayContext) => ({ ...options.parameters, ...everything(context.cloud.identity)[index] });
    return joinByCost<Row<C>>({
      name: options.name,
      all: (context, page, pagesize) => context.cloud.list(command, { ...scope(context), page, pagesize } as unknown as Params<C>),
      one: async (context, id) => (await context.cloud.listAll(command, { ...scope(context), [by]: id } as unknown as Params<C>)).rows,
      parentOf: (row) => (row as Record<string, unknown>)[by] as string | undefined,
    });
  });
  const load = async (context: GatewayContext, parent: Owned & { id: string }) => {
    const rows = (await joins[scopeOf(context.cloud.identity, parent)]?.(context, parent.id)) ?? [];
    options.loader?.prime(context, rows as (Row<C> & { id: string })[]);
    return rows;
  };
  return Object.assign(load, { ahead: (context: GatewayContext, parents: number) => joins[0]?.ahead(context, parents) });
}
