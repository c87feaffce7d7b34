import { preload } from '#lib/graph/query.svelte.ts';
import type { PageLoad } from './$types';
import { OverviewQuery, StatesQuery } from './overview/overview-documents.ts';

export const load: PageLoad = async ({ parent }) => {
  const { client, viewer } = await parent();
  const [overview, everyone] = await Promise.all([
    preload(client, OverviewQuery, {}),
    viewer.roleType === 'User' ? null : preload(client, StatesQuery, {}),
  ]);
  return { overview, everyone };
};
