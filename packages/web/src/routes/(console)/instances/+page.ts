import { preload } from '#lib/graph/query.svelte.ts';
import { chosenOnly, tagFilters } from '#lib/table/filters.ts';
import { readListParams } from '#lib/table/list-params.ts';
import type { PageLoad } from './$types';
import { InstanceListQuery } from './instance-documents.ts';
import { type InstanceState, isInstanceState } from './instance-view.ts';

export const load: PageLoad = async ({ parent, url }) => {
  const { client } = await parent();
  const params = readListParams(url, ['state', 'zone', 'tag']);
  const { state = [], zone = [], tag = [] } = params.filters;
  const filter = chosenOnly({
    keyword: params.q,
    state: state.filter(isInstanceState) satisfies InstanceState[],
    zoneId: zone[0] ?? '',
    tags: tagFilters(tag),
  });
  return {
    params,
    list: await preload(client, InstanceListQuery, { first: params.size, after: params.after, ...(filter ? { filter } : {}) }),
  };
};
