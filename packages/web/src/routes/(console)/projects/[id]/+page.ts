import { preload } from '#lib/graph/query.svelte.ts';
import { ProjectQuery } from '../project-documents.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, params }) => {
  const { client } = await parent();
  return { project: await preload(client, ProjectQuery, { id: params.id }) };
};
