import { preload } from '#lib/graph/query.svelte.ts';
import { chosenOnly } from '#lib/table/filters.ts';
import { readListParams } from '#lib/table/list-params.ts';
import type { PageLoad } from './$types';
import { ProjectListQuery, WaitingInvitationsQuery } from './project-documents.ts';
import { isProjectState } from './project-view.ts';

export const load: PageLoad = async ({ parent, url }) => {
  const { client } = await parent();
  const params = readListParams(url, ['state']);
  const state = params.filters.state?.[0];
  const filter = chosenOnly({ keyword: params.q, state: isProjectState(state) ? state : undefined });
  const variables = { first: params.size, after: params.after, ...(filter ? { filter } : {}) };
  const [list, invitations] = await Promise.all([
    preload(client, ProjectListQuery, variables),
    preload(client, WaitingInvitationsQuery, {}),
  ]);
  return { params, list, invitations };
};
