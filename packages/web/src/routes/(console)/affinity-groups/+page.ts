import { preload } from '#lib/graph/query.svelte.ts';
import { chosenOnly } from '#lib/table/filters.ts';
import { readListParams } from '#lib/table/list-params.ts';
import type { PageLoad } from './$types';
import { GroupListQuery } from './affinity-group-documents.ts';

export const load: PageLoad = async ({ parent, url }) => {
  const { client } = await parent();
  const params = readListParams(url);
  const filter = chosenOnly({ keyword: params.q });
  return {
    params,
    list: await preload(client, GroupListQuery, { first: params.size, after: params.after, ...(filter ? { filter } : {}) }),
  };
};
