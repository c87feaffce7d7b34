import type { AnyVariables, Client, TypedDocumentNode } from '@urql/core';
import type { Preloaded } from './query.svelte.ts';

/** A query that no `load` has set out: for a tab or a panel that asks when it opens. To be given to `live`. */
export const onDemand = <Data, Variables extends AnyVariables>(
  client: Client,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Preloaded<Data, Variables> => ({ client, document, variables, answer: null });
