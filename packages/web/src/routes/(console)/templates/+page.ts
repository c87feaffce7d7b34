import { preload } from '#lib/graph/query.svelte.ts';
import { chosenOnly, tagFilters } from '#lib/table/filters.ts';
import { readListParams } from '#lib/table/list-params.ts';
import { orderOf } from '#lib/table/order.ts';
import { visibilityOf } from '../isos/image-visibility.ts';
import type { PageLoad } from './$types';
import { TemplateListQuery } from './template-documents.ts';

const orders = ['NAME', 'READY', 'SIZE', 'OS', 'ZONE', 'OWNER', 'CREATED_AT'] as const;

export const load: PageLoad = async ({ parent, url }) => {
  const { client } = await parent();
  const params = readListParams(url, ['zone', 'tag']);
  const { zone = [], tag = [] } = params.filters;
  const visibility = visibilityOf(url.searchParams.get('show') ?? undefined);
  const filter = { visibility, ...chosenOnly({ keyword: params.q, zoneId: zone[0] ?? '', tags: tagFilters(tag) }) };
  return {
    params,
    visibility,
    list: await preload(client, TemplateListQuery, { first: params.size, after: params.after, ...orderOf(params.sort, orders), filter }),
  };
};
