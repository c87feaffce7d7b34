import type { ListCommand, Params, Row } from '@cloudstack-graph/client';
import type { Cloud, Page } from './cloud.ts';

/** Most rows that are looked through where CloudStack cannot filter by itself. */
export const MOST_LOOKED_THROUGH = 5000;

/** A page of a list, wherever what is asked for lies. */
export async function listPage<C extends ListCommand>(
  cloud: Cloud,
  command: C,
  parameters: Params<C>,
  page: number,
  pagesize: number,
): Promise<Page<Row<C>>> {
  const inDomain = domainPart(cloud, parameters);
  if (!inDomain) return cloud.list(command, { ...parameters, page, pagesize });
  const [first, projects] = await Promise.all([
    cloud.list(command, { ...inDomain, page, pagesize }),
    inProjects(cloud, command, parameters, MOST_LOOKED_THROUGH),
  ]);
  const from = (page - 1) * pagesize - first.count;
  const rest = projects.slice(Math.max(0, from), Math.max(0, from + pagesize));
  return { rows: [...first.rows, ...rest], count: first.count + projects.length };
}

/** All rows of a list, wherever they lie; stops once `limit` are there. */
export async function listEvery<C extends ListCommand>(
  cloud: Cloud,
  command: C,
  parameters: Params<C>,
  limit: number,
): Promise<Page<Row<C>>> {
  const inDomain = domainPart(cloud, parameters);
  if (!inDomain) return cloud.listAll(command, parameters, limit);
  const [first, projects] = await Promise.all([cloud.listAll(command, inDomain, limit), inProjects(cloud, command, parameters, limit)]);
  return { rows: [...first.rows, ...projects], count: first.count + projects.length };
}

/**
 * `projectid=-1` hides the domain from its admin: everything is two lists to them, the domain's, then the projects'. The
 * parameters of the first; undefined when one list will do.
 */
function domainPart<C extends ListCommand>(cloud: Cloud, parameters: Params<C>): Params<C> | undefined {
  if (cloud.identity.roleType !== 'DomainAdmin' || (parameters as { projectid?: string }).projectid !== '-1') return undefined;
  return { ...parameters, projectid: undefined };
}

/** What lies in projects of a list that holds what is the caller's own, too. */
async function inProjects<C extends ListCommand>(cloud: Cloud, command: C, parameters: Params<C>, limit: number): Promise<Row<C>[]> {
  const { rows } = await cloud.listAll(command, parameters, limit);
  return rows.filter((row) => (row as { projectid?: string }).projectid !== undefined);
}
