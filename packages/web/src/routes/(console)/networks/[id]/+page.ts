import { preload } from '#lib/graph/query.svelte.ts';
import { runsTheCloud } from '../../viewer.ts';
import { NetworkQuery } from '../network-documents.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, params }) => {
  const { client, viewer } = await parent();
  return { network: await preload(client, NetworkQuery, { id: params.id, operator: runsTheCloud(viewer) }) };
};
