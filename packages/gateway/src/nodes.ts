import { brandWithType } from '@pothos/core';
import { resolveNodes } from '@pothos/plugin-relay';
import type { GraphQLResolveInfo } from 'graphql';
import { builder } from './builder.ts';
import type { GatewayContext } from './context.ts';
import { isNodeType } from './node-types.ts';

/** Any node by type and UUID, through the loader of its type. Null: gone, foreign, or not modelled. */
export async function loadNode(context: GatewayContext, info: GraphQLResolveInfo, typename: string, id: string): Promise<object | null> {
  if (!isNodeType(info, typename)) return null;
  const [node] = await resolveNodes(builder, context, info, [{ typename, id }]);
  return ((await node) as object | null | undefined) ?? null;
}

/** What stands for a node of which only the id is selected: no call is made, and nobody asks whether it is still there. */
export function nodeStub(info: GraphQLResolveInfo, typename: string, id: string): object | null {
  if (!isNodeType(info, typename)) return null;
  const stub = { id };
  brandWithType(stub, typename as never);
  return stub;
}
