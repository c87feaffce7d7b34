import { preload } from '#lib/graph/query.svelte.ts';
import { chosenOnly, ownerScope, tagFilters } from '#lib/table/filters.ts';
import { readListParams } from '#lib/table/list-params.ts';
import { orderOf } from '#lib/table/order.ts';
import type { PageLoad } from './$types';
import { VolumeListQuery } from './volume-documents.ts';
import { volumeKind } from './volume-view.ts';

const orders = ['NAME', 'STATE', 'SIZE', 'KIND', 'VIRTUAL_MACHINE', 'DISK_OFFERING', 'ZONE', 'OWNER', 'CREATED_AT'] as const;

export const load: PageLoad = async ({ parent, url }) => {
  const { client } = await parent();
  const params = readListParams(url, ['state', 'kind', 'zone', 'owner', 'tag']);
  const { state = [], kind = [], zone = [], owner = [], tag = [] } = params.filters;
  const filter = chosenOnly({
    keyword: params.q,
    state,
    kind: volumeKind(kind[0]),
    zoneId: zone[0] ?? '',
    scope: ownerScope(owner[0]),
    tags: tagFilters(tag),
  });
  const order = orderOf(params.sort, orders);
  const variables = { first: params.size, after: params.after, ...order, ...(filter ? { filter } : {}) };
  return { params, list: await preload(client, VolumeListQuery, variables) };
};
