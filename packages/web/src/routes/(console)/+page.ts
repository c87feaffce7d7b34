import { preload } from '#lib/graph/query.svelte.ts';
import type { PageLoad } from './$types';
import { OverviewQuery } from './overview/overview-documents.ts';

export const load: PageLoad = async ({ parent }) => {
  const { client } = await parent();
  return { overview: await preload(client, OverviewQuery, {}) };
};
