import { preload } from '#lib/graph/query.svelte.ts';
import { chosenOnly } from '#lib/table/filters.ts';
import { readListParams } from '#lib/table/list-params.ts';
import { orderOf } from '#lib/table/order.ts';
import type { PageLoad } from './$types';
import { InstanceSnapshotListQuery } from './instance-snapshot-documents.ts';

const orders = ['NAME', 'STATE', 'VIRTUAL_MACHINE', 'KIND', 'OWNER', 'CREATED_AT'] as const;

export const load: PageLoad = async ({ parent, url }) => {
  const { client } = await parent();
  const params = readListParams(url);
  const filter = chosenOnly({ keyword: params.q });
  return {
    params,
    list: await preload(client, InstanceSnapshotListQuery, {
      first: params.size,
      after: params.after,
      ...orderOf(params.sort, orders),
      ...(filter ? { filter } : {}),
    }),
  };
};
