import { preload } from '#lib/graph/query.svelte.ts';
import type { PageLoad } from './$types';
import { DeployOptionsQuery } from './deploy-documents.ts';

export const load: PageLoad = async ({ parent, url }) => {
  const { client } = await parent();
  const start = url.searchParams;
  return {
    options: await preload(client, DeployOptionsQuery, {}),
    start: {
      ...(start.has('zone') ? { zoneId: start.get('zone') ?? '' } : {}),
      ...(start.has('template') ? { templateId: start.get('template') ?? '' } : {}),
      ...(start.has('iso') ? { isoId: start.get('iso') ?? '' } : {}),
    },
  };
};
