import type { Exchange } from '@urql/core';
import { type Cache, cacheExchange, type KeyingConfig } from '@urql/exchange-graphcache';
import { activeQueries, changed } from './active.ts';
import { possibleTypes } from './generated/possible-types.ts';

/** Things without an identity of their own are kept inside what holds them; the names tell. */
const keyless =
  /(Connection|Edge|Error|Success|PageInfo|Problem|Limit|Counts|Change|Owner|Member|Action|Tag|Facet|FacetValue|IndexProgress|BulkItem|Statistics|Status|Capacity|Schedule)$/;

const keys = new Proxy({} as KeyingConfig, {
  get: (_, typename) => (typeof typename === 'string' && keyless.test(typename) ? () => null : undefined),
});

interface ResourceChange {
  kind: 'ADDED' | 'CHANGED' | 'REMOVED';
  id: string;
  type: string;
}

/** The normalised cache: every answer and every live change is merged by id, so that all pages agree. */
export const graphCache = (): Exchange =>
  cacheExchange({
    keys,
    possibleTypes,
    updates: {
      Subscription: {
        resourceChanged(result: { resourceChanged: ResourceChange }, _args: unknown, cache: Cache) {
          const { kind, id, type } = result.resourceChanged;
          if (kind === 'REMOVED') removeEverywhere(cache, type, id);
          changed(kind, type);
        },
      },
      Mutation: {
        /** Asked by bounded-cache.ts. */
        forgetLists(_result: unknown, _args: unknown, cache: Cache) {
          const kept = new Set([...activeQueries].flatMap((query) => query.rootFields));
          for (const { fieldName, arguments: args } of cache.inspectFields('Query')) {
            if (!kept.has(fieldName)) cache.invalidate('Query', fieldName, args);
          }
        },
      },
    },
  });

/** Takes a thing out of the lists on the screen; lists that nobody looks at are asked for anew when somebody does. */
function removeEverywhere(cache: Cache, type: string, id: string): void {
  for (const { document, variables } of activeQueries) {
    cache.updateQuery({ query: document, variables }, (data) => (data ? without(data, id) : data));
  }
  cache.invalidate({ __typename: type, id });
}

/** The data without the thing: out of `nodes` and `edges`, counted off `totalCount`, null where it stood alone. */
export function without<T>(data: T, id: string): T {
  if (Array.isArray(data)) {
    return data
      .filter((item) => !isIt(item, id) && !isIt((item as { node?: unknown } | null)?.node, id))
      .map((item) => without(item, id)) as T;
  }
  if (typeof data !== 'object' || data === null) return data;
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(data)) out[key] = isIt(value, id) ? null : without(value, id);
  const [before, after] = [(data as { nodes?: unknown }).nodes, out.nodes];
  if (typeof out.totalCount === 'number' && Array.isArray(before) && Array.isArray(after)) out.totalCount -= before.length - after.length;
  return out as T;
}

const isIt = (value: unknown, id: string): boolean => typeof value === 'object' && value !== null && (value as { id?: unknown }).id === id;
