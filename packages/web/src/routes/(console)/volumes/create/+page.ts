import { preload } from '#lib/graph/query.svelte.ts';
import { VolumeOptionsQuery } from '../volume-documents.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, url }) => {
  const { client } = await parent();
  return {
    options: await preload(client, VolumeOptionsQuery, {}),
    zoneId: url.searchParams.get('zone') ?? '',
    snapshotId: url.searchParams.get('snapshot') ?? '',
  };
};
