import { type AnyVariables, Client, fetchExchange, type TypedDocumentNode } from '@urql/core';
import { type Problem, problemOf } from './problems.ts';
import { watchfulFetch } from './watchful-fetch.ts';

/**
 * Asks by a client of its own, without the tab's cache, and lets go of it: for secrets. Like every request it waits over a
 * lapse of the session. Never throws.
 */
export async function askPastCache<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<{ data: Data | null; problem: Problem | null }> {
  const client = new Client({
    url: `${location.origin}/graphql`,
    exchanges: [fetchExchange],
    preferGetMethod: false,
    fetch: watchfulFetch(fetch),
  });
  const { data, error } = await client.query(document, variables).toPromise();
  return { data: data ?? null, problem: error ? problemOf(error) : null };
}
