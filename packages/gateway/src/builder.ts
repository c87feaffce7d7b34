import SchemaBuilder, { type ArgBuilder } from '@pothos/core';
import ComplexityPlugin from '@pothos/plugin-complexity';
import ErrorsPlugin from '@pothos/plugin-errors';
import RelayPlugin from '@pothos/plugin-relay';
import type { GatewayContext } from './context.ts';
import { InvalidInputError } from './errors.ts';
import { parseTypedId, typedId } from './ids.ts';
import { complexityOptions } from './limits/complexity.ts';
import { requireNodeType } from './node-types.ts';
import { MAX_PAGE } from './paging.ts';

/** What the builder knows about types before any is defined. */
export interface GraphTypes {
  Context: GatewayContext;
  DefaultFieldNullability: false;
  DefaultEdgesNullability: false;
  DefaultNodeNullability: false;
  Scalars: {
    ID: { Input: string; Output: string };
    /** Out: ISO 8601 text or a Date; in: a Date. */
    DateTime: { Input: Date; Output: Date | string };
    /** A 64-bit whole number. */
    BigInt: { Input: bigint; Output: bigint | number | string };
    JSON: { Input: unknown; Output: unknown };
  };
}

/** The one schema builder. It defines no types: those are in resources/, and schema.ts lists them. */
export const builder = new SchemaBuilder<GraphTypes>({
  plugins: [ErrorsPlugin, RelayPlugin, ComplexityPlugin],
  defaultFieldNullability: false,
  complexity: { ...complexityOptions },
  errors: { directResult: true },
  relay: {
    cursorType: 'String',
    encodeGlobalID: (typename, id) => typedId(typename, String(id)),
    decodeGlobalID: (id) => parseTypedId(id),
    // The connection has multiplied by the length of the page already.
    nodesOnConnection: { description: 'The things of this page, without their cursors.', complexity: { field: 0, multiplier: 1 } },
    nodeTypeOptions: { description: 'Something with an id that is unique in the whole graph.' },
    idFieldOptions: { description: 'The typed id, like `VirtualMachine:029d3e74-…`.' },
    pageInfoTypeOptions: { description: 'Where a page stands in its list.' },
    hasNextPageFieldOptions: { description: 'Whether there is more after this page.' },
    hasPreviousPageFieldOptions: { description: 'Whether there is more before this page.' },
    startCursorFieldOptions: { description: 'Cursor of the first thing of this page, for `before`.' },
    endCursorFieldOptions: { description: 'Cursor of the last thing of this page, for `after`.' },
    cursorFieldOptions: { description: 'Where the thing stands in the list, for `after` and `before`.' },
    nodeFieldOptions: { nullable: false, description: 'The thing itself.' },
    edgesFieldOptions: {
      nullable: false,
      description: 'The things of this page with their cursors.',
      complexity: { field: 0, multiplier: 1 },
    },
    pageInfoFieldOptions: { description: 'Where this page stands in the list.' },
    nodeQueryOptions: {
      args: { id: { description: 'The typed id, like `VirtualMachine:029d3e74-…`.' } },
      description: 'Anything with an id, by its typed id. Null: it is gone, or not visible to the caller.',
      resolve: (_root, { id }, _context, info, resolveNode) => {
        requireNodeType(info, id.typename, ['id']);
        return resolveNode(id);
      },
    },
    nodesQueryOptions: {
      args: { ids: { description: `Typed ids, at most ${MAX_PAGE}.` } },
      description: 'Several things by their typed ids, in the order asked for; null where one is gone or not visible.',
      resolve: (_root, { ids }, _context, info, resolveNodes) => {
        if (ids.length > MAX_PAGE)
          throw new InvalidInputError([{ path: ['ids'], message: `At most ${MAX_PAGE} at once; ${ids.length} were asked for.` }]);
        for (const [index, { typename }] of ids.entries()) requireNodeType(info, typename, ['ids', String(index)]);
        return resolveNodes(ids);
      },
    },
  },
});

export type Builder = typeof builder;
/** The builder's type parameter with Pothos' own defaults, for helpers that take field builders. */
export type Types = Builder extends PothosSchemaTypes.SchemaBuilder<infer T> ? T : never;
/** What `t.arg` of a field is. */
export type ArgumentBuilder = ArgBuilder<Types>;
