import { preload } from '#lib/graph/query.svelte.ts';
import { VolumeQuery } from '../volume-documents.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, params }) => {
  const { client } = await parent();
  return { volume: await preload(client, VolumeQuery, { id: params.id }) };
};
