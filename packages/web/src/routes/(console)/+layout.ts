import { error, redirect } from '@sveltejs/kit';
import { preloadNow } from '#lib/graph/query.svelte.ts';
import type { LayoutLoad } from './$types';
import { ViewerQuery } from './viewer.ts';

/** The console is for those who are signed in; others are shown the way, and brought back after it. */
export const load: LayoutLoad = async ({ parent, url, untrack }) => {
  const { client } = await parent();
  const who = await preloadNow(client, ViewerQuery, {});
  const { data, problem } = who.answer;
  const stranger = problem ? problem.code === 'UNAUTHENTICATED' || problem.code === 'SECOND_FACTOR_REQUIRED' : !data?.viewer;
  if (stranger) {
    const next = untrack(() => url.pathname + url.search);
    redirect(303, next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`);
  }
  if (!data?.viewer) error(503, problem?.text ?? '');
  return { who, viewer: data.viewer };
};
