import { initGraphQLTada } from 'gql.tada';
import type { introspection } from './graphql-env.d.ts';

/** Writes a document whose result and variables are typed from `schema.graphql`. A BigInt is a number while that is exact. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: { DateTime: string; BigInt: number | string; JSON: unknown };
}>();

export type { FragmentOf, ResultOf, VariablesOf } from 'gql.tada';
export { readFragment } from 'gql.tada';
