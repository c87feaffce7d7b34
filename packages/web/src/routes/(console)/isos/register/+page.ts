import { preload } from '#lib/graph/query.svelte.ts';
import { IsoOptionsQuery } from '../iso-documents.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent }) => {
  const { client } = await parent();
  return { options: await preload(client, IsoOptionsQuery, {}) };
};
