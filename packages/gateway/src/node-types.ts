import { type GraphQLResolveInfo, isObjectType } from 'graphql';
import { InvalidInputError } from './errors.ts';

/** Whether the graph has a node type of that name; events and jobs name things that it does not model. */
export function isNodeType(info: Pick<GraphQLResolveInfo, 'schema'>, typename: string): boolean {
  const type = info.schema.getType(typename);
  return isObjectType(type) && type.getInterfaces().some((i) => i.name === 'Node');
}

/** Refuses the type of an id that cannot be looked up. @throws InvalidInputError */
export function requireNodeType(info: Pick<GraphQLResolveInfo, 'schema'>, typename: string, path: readonly string[]): void {
  if (isNodeType(info, typename)) return;
  throw new InvalidInputError([
    {
      path: [...path],
      message: `The graph has no "${typename}" to look up by id. Give an id as the graph gives it, like "Volume:029d3e74-…".`,
    },
  ]);
}
