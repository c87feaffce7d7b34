import { preload } from '#lib/graph/query.svelte.ts';
import { NetworkOptionsQuery } from '../network-documents.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, url }) => {
  const { client } = await parent();
  return { options: await preload(client, NetworkOptionsQuery, {}), zoneId: url.searchParams.get('zone') ?? '' };
};
