import type { FieldNode, GraphQLResolveInfo } from 'graphql';
import type { GatewayContext } from './context.ts';
import { rowFields } from './lookahead.ts';

/** A join whose rows can be asked for before its parents are there. */
export interface AheadJoin {
  /** The type of its rows. */
  readonly rows: string;
  /** How many rows a parent has, about. */
  readonly each: number;
  /** Begins to read what the join of so many parents will need; does nothing where that would be dear. */
  readonly start: (context: GatewayContext, parents: number) => void;
}

const joins = new Map<string, AheadJoin>();

/** Lets the lists of a type start a join of its rows side by side with themselves. `field`: `VirtualMachine.volumes`. */
export function joinAhead(field: string, join: AheadJoin): void {
  joins.set(field, join);
}

/**
 * Starts the joins that a list's selection will need, while the list itself is still on its way: machines, their volumes
 * and the volumes' snapshots are then asked for together, not one after the other.
 */
export function askAhead(context: GatewayContext, info: GraphQLResolveInfo, typename: string, parents: number): void {
  follow(context, info, typename, [...info.fieldNodes], parents);
}

function follow(context: GatewayContext, info: GraphQLResolveInfo, typename: string, connections: FieldNode[], parents: number): void {
  const byName = Map.groupBy(rowFields(info, connections), (field) => field.name.value);
  for (const [name, fields] of byName) {
    const join = joins.get(`${typename}.${name}`);
    if (!join) continue;
    join.start(context, parents);
    follow(context, info, join.rows, fields, Math.ceil(parents * join.each));
  }
}
