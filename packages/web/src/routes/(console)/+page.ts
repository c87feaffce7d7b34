import { preload } from '#lib/graph/query.svelte.ts';
import type { PageLoad } from './$types';
import { OperatorsQuery, OverviewQuery, StatesQuery } from './overview/overview-documents.ts';
import { runsTheCloud, seesOthers } from './viewer.ts';

export const load: PageLoad = async ({ parent }) => {
  const { client, viewer } = await parent();
  const [overview, everyone, operators] = await Promise.all([
    preload(client, OverviewQuery, {}),
    seesOthers(viewer) ? preload(client, StatesQuery, {}) : null,
    runsTheCloud(viewer) ? preload(client, OperatorsQuery, {}) : null,
  ]);
  return { overview, everyone, operators };
};
