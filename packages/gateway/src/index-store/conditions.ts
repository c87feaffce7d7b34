import type { Identity } from '../identity/identity.ts';
import { optionalUuidOf } from '../ids.ts';
import type { Condition, OwnedKeys } from './indexed-resource.ts';

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
  const project = optionalUuidOf('Project', scope?.project, [...path, 'project']);
  const domain = optionalUuidOf('Domain', scope?.domain, [...path, 'domain']);
  if (project !== undefined) return { facet: 'owner', test: (keys) => keys.projectId === project };
  if (scope?.account) {
    const domainId = domain ?? identity.domainId;
    return { facet: 'owner', test: (keys) => keys.projectId === undefined && keys.account === scope.account && keys.domainId === domainId };
  }
  if (domain !== undefined) return { test: inDomain(domain) };
  if (scope?.everyone === true) return { test: () => true };
  if (scope?.everyone === false || identity.roleType === 'User')
    return { test: (keys) => keys.projectId === undefined && keys.account === identity.account && keys.domainId === identity.domainId };
  return { test: (keys) => keys.projectId === undefined };
}

/** A domain and what is below it. Its path is learnt from the first row that lies in it. */
function inDomain(domainId: string): (keys: OwnedKeys) => boolean {
  const paths = new Map<string, boolean>();
  let own: string | undefined;
  return (keys) => {
    if (keys.projectId !== undefined) return false;
    if (keys.domainId === domainId) {
      own = keys.domainPath;
      return true;
    }
    if (own === undefined || own === '') return false;
    const known = paths.get(keys.domainPath) ?? keys.domainPath.startsWith(`${own}/`);
    paths.set(keys.domainPath, known);
    return known;
  };
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
