import { preload } from '#lib/graph/query.svelte.ts';
import type { PageLoad } from './$types';
import { OverviewQuery, StatesQuery } from './overview/overview-documents.ts';
import { seesOthers } from './viewer.ts';

export const load: PageLoad = async ({ parent }) => {
  const { client, viewer } = await parent();
  const [overview, everyone] = await Promise.all([
    preload(client, OverviewQuery, {}),
    seesOthers(viewer) ? preload(client, StatesQuery, {}) : null,
  ]);
  return { overview, everyone };
};
