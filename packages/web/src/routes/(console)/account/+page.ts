import { preload } from '#lib/graph/query.svelte.ts';
import type { PageLoad } from './$types';
import { PersonQuery } from './account-documents.ts';

export const load: PageLoad = async ({ parent }) => {
  const { client } = await parent();
  return { person: await preload(client, PersonQuery, {}) };
};
