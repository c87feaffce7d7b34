import type { MoreParameters } from './cloud.ts';
import type { GatewayContext } from './context.ts';
import type { Identity } from './identity/identity.ts';
import { SLOW } from './shared-cache.ts';

/**
 * The parameters under which an identity finds every row that it may see, for look-ups by id. A user reaches the own
 * account and all projects in one call; a domain admin needs a second one, since `projectid=-1` hides the domain.
 */
export function everything(identity: Identity): readonly MoreParameters[] {
  switch (identity.roleType) {
    case 'DomainAdmin':
      return [{ listall: true }, { listall: true, projectid: '-1' }];
    default:
      return [{ listall: true, projectid: '-1' }];
  }
}

/** What a row says of who owns it. */
export interface Owned {
  readonly projectid?: string | undefined;
}

/** Which of the scopes of {@link everything} finds what belongs to a row: those of projects lie in the last. */
export function scopeOf(identity: Identity, row: Owned): number {
  return row.projectid === undefined ? 0 : everything(identity).length - 1;
}

/** The projects that the caller is a member of, by CloudStack's own list. */
export async function ownProjectIds(context: GatewayContext): Promise<ReadonlySet<string>> {
  const { cloud, services } = context;
  const ids = await services.cache.get(cloud.identity.key, 'listProjects', SLOW, async () => {
    const { rows } = await cloud.listAll('listProjects', {});
    return rows.map((row) => row.id);
  });
  return new Set(ids);
}

/**
 * `projectid=-1` gives a user also rows of projects that only a colleague of the account is a member of (an upstream slip);
 * those are dropped. Asks for the projects only when such a row could be there.
 */
export async function dropSlippedProjects<R extends object>(context: GatewayContext, rows: readonly R[]): Promise<readonly R[]> {
  const projectOf = (row: R) => (row as { projectid?: string }).projectid;
  if (context.cloud.identity.roleType !== 'User' || !rows.some(projectOf)) return rows;
  const own = await ownProjectIds(context);
  return rows.filter((row) => {
    const project = projectOf(row);
    return project === undefined || own.has(project);
  });
}
