import type { ListCommand, Row } from '@cloudstack-graph/client';
import type { GraphQLResolveInfo } from 'graphql';
import { builder, type Types } from '../builder.ts';
import type { GatewayContext } from '../context.ts';
import { selectedFields } from '../lookahead.ts';
import { type Connection, connectionFromRows, type PageArguments } from '../paging.ts';
import { FacetType, type IndexProgress, IndexProgressType, OrderDirection } from './index-types.ts';
import type { Condition, IndexedResource, OwnedKeys } from './indexed-resource.ts';
import type { FacetCount } from './resource-index.ts';

/** A connection that may come out of the live index. */
export interface IndexedConnection<R> extends Connection<R> {
  readonly facets?: readonly FacetCount[];
  readonly indexing?: IndexProgress;
}

/** An answer waits this long for an index that is being filled, in milliseconds. */
const patienceMs = 1000;

/** Makes the order input of a list: `VirtualMachineOrder` over the enum `VirtualMachineOrderField`. */
export function orderInput<Order extends string>(typename: string, fields: Readonly<Record<Order, string>>) {
  const values = Object.fromEntries(Object.entries<string>(fields).map(([name, description]) => [name, { description }]));
  const field = builder.enumType(`${typename}OrderField`, {
    description: 'What the list can be ordered by. Rows that lack it come last.',
    values: values as Record<Order, { description: string }>,
  });
  return builder.inputType(`${typename}Order`, {
    description: 'An order of the list.',
    fields: (t) => ({
      field: t.field({ type: field, required: true, description: 'By what.' }),
      direction: t.field({ type: OrderDirection, defaultValue: 'ASC', description: 'Which way.' }),
    }),
  });
}

// once a page, whatever the page's length, by which the connection multiplies
const asOne = { field: 0, multiplier: 0 };

type ConnectionRef = PothosSchemaTypes.ObjectRef<Types, never>;

/** Gives a connection the fields that the index answers. */
export function addIndexFields(connection: unknown): void {
  builder.objectFields(connection as ConnectionRef, (t) => ({
    indexing: t.field({
      type: IndexProgressType,
      nullable: true,
      complexity: asOne,
      description:
        'Not null: the whole list is still being read, so `orderBy`, `search` and `facets` cannot be answered yet. ' +
        'The rows then stand in the order of CloudStack, filtered without `search`. Ask again until it is null.',
      resolve: (page) => (page as IndexedConnection<unknown>).indexing ?? null,
    }),
    facets: t.field({
      type: [FacetType],
      nullable: true,
      description: 'Counts over the whole filtered list; null while it is still being read.',
      complexity: asOne,
      resolve: (page) => ((page as IndexedConnection<unknown>).facets ? [...((page as IndexedConnection<unknown>).facets ?? [])] : null),
    }),
  }));
}

interface OrderArgument<Order extends string> {
  readonly field: Order;
  readonly direction?: 'ASC' | 'DESC' | null | undefined;
}

export interface IndexedArguments<Order extends string> extends PageArguments {
  readonly orderBy?: readonly OrderArgument<Order>[] | null | undefined;
}

export interface IndexedQuery<C extends ListCommand, K extends OwnedKeys, Order extends string> {
  readonly resource: IndexedResource<C, K, Order>;
  readonly variant?: string;
  readonly search?: string | null | undefined;
  readonly conditions: () => readonly Condition<K>[];
  /** The list as CloudStack gives it. */
  readonly direct: () => Promise<Connection<Row<C> & { id: string }>>;
}

/**
 * A page of a list: from CloudStack as ever, or, when it is to be ordered, searched or counted, from the live index. While
 * that is being filled the page is CloudStack's own, and says so.
 */
export async function indexedConnection<C extends ListCommand, K extends OwnedKeys, Order extends string>(
  context: GatewayContext,
  info: GraphQLResolveInfo,
  args: IndexedArguments<Order>,
  query: IndexedQuery<C, K, Order>,
): Promise<IndexedConnection<Row<C> & { id: string }>> {
  const selected = selectedFields(info);
  const facets = selected.has('facets');
  if (!args.orderBy?.length && !query.search && !facets) return query.direct();
  const { resource } = query;
  const keeper = context.services.indexes.of(context.cloud.identity, resource, query.variant ?? '');
  const conditions = query.conditions();
  await Promise.all([keeper.ready(patienceMs), ...conditions.map((condition) => condition.prepare?.(context))]);
  if (!keeper.complete) return { ...(await query.direct()), indexing: keeper.progress };
  const orderBy = (args.orderBy ?? []).map(({ field, direction }) => ({ field, direction: direction ?? 'ASC' }));
  const found = keeper.index.find({ conditions, orderBy, search: query.search ?? undefined, facets });
  const page = connectionFromRows(args, found.ids, 50);
  const rows = keeper.index.rows(page.edges.map((edge) => edge.node));
  resource.loader.prime(context, rows, resource.details);
  // they are on somebody's screen now, as if CloudStack had listed them: looked at anew by the clock, and followed while they move
  context.services.live.saw(context.cloud.identity.key, resource.command, rows);
  const edges = rows.map((node, at) => ({ cursor: page.edges[at]?.cursor ?? '', node }));
  return { ...page, edges, facets: found.facets };
}
