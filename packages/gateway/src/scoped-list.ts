import type { ListCommand, Params, Row } from '@cloudstack-graph/client';
import type { Page } from './cloud.ts';
import type { GatewayContext } from './context.ts';
import { ForbiddenError, NotFoundError } from './errors.ts';
import { ownProjectIds } from './scope.ts';

/** Most rows that are looked through where CloudStack cannot filter by itself. */
export const MOST_LOOKED_THROUGH = 5000;

/** A page of a list, wherever what is asked for lies. */
export async function listPage<C extends ListCommand>(
  context: GatewayContext,
  command: C,
  parameters: Params<C>,
  page: number,
  pagesize: number,
): Promise<Page<Row<C>>> {
  const { cloud } = context;
  if (!lieApart(context, command, parameters)) return cloud.list(command, { ...parameters, page, pagesize });
  const [first, projects] = await Promise.all([
    cloud.list(command, { ...parameters, projectid: undefined, page, pagesize }),
    inProjects(context, command, parameters, MOST_LOOKED_THROUGH),
  ]);
  const from = (page - 1) * pagesize - first.count;
  const rest = projects.slice(Math.max(0, from), Math.max(0, from + pagesize));
  return { rows: [...first.rows, ...rest], count: first.count + projects.length };
}

/** All rows of a list, wherever they lie; stops once `limit` are there. */
export async function listEvery<C extends ListCommand>(
  context: GatewayContext,
  command: C,
  parameters: Params<C>,
  limit: number,
): Promise<Page<Row<C>>> {
  const { cloud } = context;
  if (!lieApart(context, command, parameters)) return cloud.listAll(command, parameters, limit);
  const [first, projects] = await Promise.all([
    cloud.listAll(command, { ...parameters, projectid: undefined }, limit),
    inProjects(context, command, parameters, limit),
  ]);
  return { rows: [...first.rows, ...projects], count: first.count + projects.length };
}

/**
 * Whether what lies in projects is listed apart. Only a root admin has everything in one list: `projectid=-1` hides the domain
 * from its admin, and shows a user what lies in projects of colleagues in the same account.
 */
function lieApart({ cloud }: GatewayContext, command: ListCommand, parameters: object): boolean {
  const { roleType } = cloud.identity;
  if (roleType === 'Admin' || (parameters as { projectid?: string }).projectid !== '-1') return false;
  return roleType !== 'User' || !UNNAMED.has(command);
}

/** Their rows do not say in which project they lie. */
const UNNAMED: ReadonlySet<string> = new Set<ListCommand>(['listNetworkACLLists', 'listSnapshotPolicies']);

async function inProjects<C extends ListCommand>(
  context: GatewayContext,
  command: C,
  parameters: Params<C>,
  limit: number,
): Promise<Row<C>[]> {
  const { cloud } = context;
  if (cloud.identity.roleType !== 'User') {
    const { rows } = await cloud.listAll(command, parameters, limit);
    return rows.filter((row) => (row as { projectid?: string }).projectid !== undefined);
  }
  const ids = [...(await ownProjectIds(context))];
  const lists = ids.map(async (projectid) => {
    const { rows } = await cloud.listAll(command, { ...parameters, projectid }, limit).catch(nothingWhereLeft);
    // public images are in each of them
    return rows.filter((row) => (row as { projectid?: string }).projectid === projectid);
  });
  return (await Promise.all(lists)).flat();
}

/** A project that has just been left or deleted is still among those remembered. */
function nothingWhereLeft(error: unknown): { rows: [] } {
  if (error instanceof NotFoundError || error instanceof ForbiddenError) return { rows: [] };
  throw error;
}
