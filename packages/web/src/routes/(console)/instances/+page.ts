import { preload } from '#lib/graph/query.svelte.ts';
import { chosenOnly, ownerScope, tagFilters } from '#lib/table/filters.ts';
import { readListParams } from '#lib/table/list-params.ts';
import { orderOf } from '#lib/table/order.ts';
import type { PageLoad } from './$types';
import { InstanceListQuery } from './instance-documents.ts';
import { isInstanceState } from './instance-view.ts';

const orders = ['DISPLAY_NAME', 'STATE', 'IP_ADDRESS', 'CPU_COUNT', 'TEMPLATE', 'ZONE', 'OWNER', 'CREATED_AT'] as const;

export const load: PageLoad = async ({ parent, url }) => {
  const { client } = await parent();
  const params = readListParams(url, ['state', 'zone', 'template', 'owner', 'tag']);
  const { state = [], zone = [], template = [], owner = [], tag = [] } = params.filters;
  const filter = chosenOnly({
    keyword: params.q,
    state: state.filter(isInstanceState),
    zoneId: zone[0] ?? '',
    templateId: template[0] ?? '',
    scope: ownerScope(owner[0]),
    tags: tagFilters(tag),
  });
  const order = orderOf(params.sort, orders);
  const variables = { first: params.size, after: params.after, ...order, ...(filter ? { filter } : {}) };
  return { params, list: await preload(client, InstanceListQuery, variables) };
};
