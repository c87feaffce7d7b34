import type { MoreParameters } from './cloud.ts';
import type { GatewayContext } from './context.ts';
import type { Identity } from './identity/identity.ts';
import type { Freshness, SharedCache } from './shared-cache.ts';

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

/** How long CloudStack's list of somebody's projects is taken for true: who has left one sees nothing of it after that. */
const MEMBERSHIPS: Freshness = { freshMs: 10_000, staleMs: 0 };
const OWN_PROJECTS = 'listProjects';

/** The projects that the caller is a member of, by CloudStack's own list. */
export async function ownProjectIds(context: GatewayContext): Promise<ReadonlySet<string>> {
  const { cloud, services } = context;
  const ids = await services.cache.get(cloud.identity.key, OWN_PROJECTS, MEMBERSHIPS, async () => {
    const { rows } = await cloud.listAll('listProjects', {});
    return rows.map((row) => row.id);
  });
  return new Set(ids);
}

/** Somebody may have joined or left a project: CloudStack is asked anew. */
export function forgetProjects(cache: SharedCache, identity: string): void {
  cache.forget(identity, OWN_PROJECTS);
}

/**
 * `projectid=-1` gives a user also rows of projects that only a colleague of the account is a member of (an upstream slip);
 * those are dropped. Asks for the projects only when such a row could be there.
 * @param forGood what is dropped does not come again (events): who is not known as a member may have joined just now
 */
export async function dropSlippedProjects<R extends object>(
  context: GatewayContext,
  rows: readonly R[],
  forGood = false,
): Promise<readonly R[]> {
  const projectOf = (row: R) => (row as { projectid?: string }).projectid;
  if (context.cloud.identity.roleType !== 'User' || !rows.some(projectOf)) return rows;
  let own = await ownProjectIds(context);
  const isForeign = (row: R) => !own.has(projectOf(row) ?? '') && projectOf(row) !== undefined;
  if (forGood && rows.some(isForeign)) {
    forgetProjects(context.services.cache, context.cloud.identity.key);
    own = await ownProjectIds(context);
  }
  return rows.filter((row) => !isForeign(row));
}
