import { preload } from '#lib/graph/query.svelte.ts';
import { chosenOnly, ownerScope, tagFilters } from '#lib/table/filters.ts';
import { readListParams } from '#lib/table/list-params.ts';
import { orderOf } from '#lib/table/order.ts';
import type { PageLoad } from './$types';
import { SnapshotListQuery } from './snapshot-documents.ts';

const orders = ['NAME', 'STATE', 'VOLUME', 'SIZE', 'INTERVAL', 'OWNER', 'CREATED_AT'] as const;

export const load: PageLoad = async ({ parent, url }) => {
  const { client } = await parent();
  const params = readListParams(url, ['zone', 'owner', 'tag']);
  const { zone = [], owner = [], tag = [] } = params.filters;
  const filter = chosenOnly({ keyword: params.q, zoneId: zone[0] ?? '', scope: ownerScope(owner[0]), tags: tagFilters(tag) });
  return {
    params,
    list: await preload(client, SnapshotListQuery, {
      first: params.size,
      after: params.after,
      ...orderOf(params.sort, orders),
      ...(filter ? { filter } : {}),
    }),
  };
};
