import type { GatewayContext } from '../context.ts';
import { scopeParameters } from '../filters.ts';
import type { Identity } from '../identity/identity.ts';
import { optionalUuidOf } from '../ids.ts';
import { REFERENCE } from '../shared-cache.ts';
import { type Condition, type OwnedKeys, type OwnedRow, ownedKeys } from './indexed-resource.ts';

interface Scope {
  readonly project?: string | null | undefined;
  readonly account?: string | null | undefined;
  readonly domain?: string | null | undefined;
  readonly everyone?: boolean | null | undefined;
}

interface Tag {
  readonly key: string;
  readonly value?: string | null | undefined;
}

/** The condition that a scope of a filter means; the same rows that CloudStack would list for it. */
export function scopeCondition(identity: Identity, scope: Scope | null | undefined): Condition<OwnedKeys> {
  const path = ['filter', 'scope'];
  // refuses what the caller may not look into, as the list does
  scopeParameters(identity, scope, path);
  const project = optionalUuidOf('Project', scope?.project, [...path, 'project']);
  const domain = optionalUuidOf('Domain', scope?.domain, [...path, 'domain']);
  if (project !== undefined) return { facet: 'owner', test: (keys) => keys.projectId === project };
  if (scope?.account) {
    const domainId = domain ?? identity.domainId;
    return { facet: 'owner', test: (keys) => keys.projectId === undefined && keys.account === scope.account && keys.domainId === domainId };
  }
  if (domain !== undefined) return inDomain(domain);
  if (scope?.everyone === true) return { test: () => true };
  if (scope?.everyone === false || identity.roleType === 'User')
    return { test: (keys) => keys.projectId === undefined && keys.account === identity.account && keys.domainId === identity.domainId };
  return { test: (keys) => keys.projectId === undefined };
}

/** A domain and what is below it; rows tell only the path of their own. */
function inDomain(domainId: string): Condition<OwnedKeys> {
  let below: string | undefined;
  return {
    async prepare({ cloud, services }) {
      const path = await services.cache.get(cloud.identity.key, `path of domain ${domainId}`, REFERENCE, async () => {
        const { rows } = await cloud.list('listDomains', { id: domainId });
        return rows[0]?.path ?? null;
      });
      below = path === null ? undefined : `${path}/`;
    },
    test: (keys) =>
      keys.projectId === undefined && (keys.domainId === domainId || (below !== undefined && keys.domainPath.startsWith(below))),
  };
}

/** The same condition as a test of CloudStack's rows, for lists that it does not narrow by itself; undefined: all belong. */
export async function scopeMatch(
  context: GatewayContext,
  scope: Scope | null | undefined,
): Promise<((row: OwnedRow) => boolean) | undefined> {
  if (!narrows(scope)) return undefined;
  const { prepare, test } = scopeCondition(context.cloud.identity, scope);
  await prepare?.(context);
  return (row) => test(ownedKeys(row));
}

/** Whether a scope leaves anything out. */
export function narrows(scope: Scope | null | undefined): boolean {
  return Boolean(scope?.project || scope?.account || scope?.domain || scope?.everyone === false);
}

/** All these tags; one without a value is there with any. */
export function tagConditions(tags: readonly Tag[] | null | undefined): Condition<OwnedKeys>[] {
  return (tags ?? []).map(({ key, value }) => ({
    test: (keys) =>
      keys.tags.some((tag) => (value === null || value === undefined ? tag.startsWith(`${key}=`) : tag === `${key}=${value}`)),
  }));
}

/** One of these values; none given: any. */
export function oneOf<K>(
  wanted: readonly string[] | null | undefined,
  of: (keys: K) => string | undefined,
  facet?: string,
): Condition<K>[] {
  if (!wanted || wanted.length === 0) return [];
  const set = new Set(wanted);
  return [{ ...(facet === undefined ? {} : { facet }), test: (keys) => set.has(of(keys) ?? '') }];
}

/** A part of one of these texts, in any case; nothing given: any. */
export function contains<K>(part: string | null | undefined, of: (keys: K) => readonly (string | undefined)[]): Condition<K>[] {
  if (!part) return [];
  const wanted = part.toLowerCase();
  return [{ test: (keys) => of(keys).some((text) => text?.toLowerCase().includes(wanted)) }];
}
