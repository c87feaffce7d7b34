import { preload } from '#lib/graph/query.svelte.ts';
import { chosenOnly, tagFilters } from '#lib/table/filters.ts';
import { readListParams } from '#lib/table/list-params.ts';
import type { PageLoad } from './$types';
import { VolumeListQuery } from './volume-documents.ts';
import { volumeKind } from './volume-view.ts';

export const load: PageLoad = async ({ parent, url }) => {
  const { client } = await parent();
  const params = readListParams(url, ['state', 'kind', 'zone', 'tag']);
  const { state = [], zone = [], tag = [] } = params.filters;
  const filter = chosenOnly({
    keyword: params.q,
    state,
    kind: volumeKind(params.filters.kind?.[0]),
    zoneId: zone[0] ?? '',
    tags: tagFilters(tag),
  });
  return {
    params,
    list: await preload(client, VolumeListQuery, { first: params.size, after: params.after, ...(filter ? { filter } : {}) }),
  };
};
