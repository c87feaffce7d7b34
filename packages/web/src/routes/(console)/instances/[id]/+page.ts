import { preload } from '#lib/graph/query.svelte.ts';
import { InstanceQuery } from '../instance-documents.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, params }) => {
  const { client } = await parent();
  return { id: params.id, instance: await preload(client, InstanceQuery, { id: params.id }) };
};
