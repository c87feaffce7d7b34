import { preload } from '#lib/graph/query.svelte.ts';
import { readListParams } from '#lib/table/list-params.ts';
import type { PageLoad } from './$types';
import { EventListQuery } from './event-documents.ts';
import { eventFilter } from './event-filter.ts';

export const load: PageLoad = async ({ parent, url }) => {
  const { client } = await parent();
  const params = readListParams(url, ['level', 'state', 'type']);
  const filter = eventFilter(params.q, params.filters);
  return { params, filter, list: await preload(client, EventListQuery, { first: params.size, after: params.after, filter }) };
};
