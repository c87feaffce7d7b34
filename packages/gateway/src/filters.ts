import { builder } from './builder.ts';
import type { MoreParameters } from './cloud.ts';
import { ForbiddenError, InvalidInputError } from './errors.ts';
import { type Identity, isAdmin } from './identity/identity.ts';
import { optionalUuidOf } from './ids.ts';

export const ScopeFilter = builder.inputType('ScopeFilter', {
  description: 'Whose things are listed. Left out: all that the caller may list.',
  fields: (t) => ({
    project: t.id({ description: 'Only those of this project.' }),
    account: t.string({ description: 'Only those of this account (its name); `domain` says of which domain, else of the own one.' }),
    domain: t.id({ description: 'Only those of this domain and what is below it.' }),
    everyone: t.boolean({ description: 'True: all that the caller may list, of projects too. False: only the own account.' }),
  }),
});

export const TagFilter = builder.inputType('TagFilter', {
  description: 'A tag that must be there.',
  fields: (t) => ({
    key: t.string({ required: true, description: 'The key.' }),
    value: t.string({ description: 'The value; left out, every value.' }),
  }),
});

export const NameFilter = builder.inputType('NameFilter', {
  description: 'Which of the list.',
  fields: (t) => ({
    keyword: t.string({ description: 'A part of the name, in any case.' }),
    zoneId: t.id({ description: 'Only those usable in this zone.' }),
  }),
});

type Scope = typeof ScopeFilter.$inferInput;

/** The parameters that narrow a list to a scope. */
export function scopeParameters(
  identity: Identity,
  scope: Scope | null | undefined,
  path: readonly string[] = ['filter', 'scope'],
): MoreParameters {
  if (!scope) return {};
  const project = optionalUuidOf('Project', scope.project, [...path, 'project']);
  const domain = optionalUuidOf('Domain', scope.domain, [...path, 'domain']);
  if (project !== undefined && (scope.account || domain)) {
    throw new InvalidInputError([
      { path: [...path, 'project'], message: 'A project belongs to no account: give either the project or the account and domain.' },
    ]);
  }
  if (
    !isAdmin(identity) &&
    (scope.account || domain) &&
    !(scope.account === identity.account && (domain === undefined || domain === identity.domainId))
  ) {
    throw new ForbiddenError('Only administrators may look into other accounts and domains.');
  }
  if (project !== undefined) return { projectid: project };
  if (scope.account) return { account: scope.account, domainid: domain ?? identity.domainId };
  if (domain !== undefined) return { domainid: domain, isrecursive: true };
  if (scope.everyone === true) return { listall: true, projectid: '-1' };
  if (scope.everyone === false) return { listall: false };
  return {};
}

type TagFilters = readonly (typeof TagFilter.$inferInput)[];

/**
 * `tags[0].key=…` of a filter. CloudStack searches for pairs only, and of several it takes any: one narrows the list, all are
 * looked for in the rows (`tagsMatch`).
 */
export function tagParameters(tags: TagFilters | null | undefined): { tags?: Record<string, string>[] } {
  const [pair] = (tags ?? []).flatMap(({ key, value }) => (value === null || value === undefined ? [] : [{ key, value }]));
  return pair ? { tags: [pair] } : {};
}

/** All the tags of a filter, as a test of rows; undefined where CloudStack's own search is enough. */
export function tagsMatch(tags: TagFilters | null | undefined) {
  const wanted = tags ?? [];
  const [first] = wanted;
  if (!first || (wanted.length === 1 && first.value !== null && first.value !== undefined)) return undefined;
  return (row: { tags?: { key?: string; value?: string }[] }): boolean =>
    wanted.every(({ key, value }) =>
      (row.tags ?? []).some((tag) => tag.key === key && (value === null || value === undefined || tag.value === value)),
    );
}

/** Whether a name holds a keyword, as CloudStack's own search would say. */
export function matchesKeyword(row: { name?: string; displaytext?: string }, keyword: string | null | undefined): boolean {
  if (!keyword) return true;
  const wanted = keyword.toLowerCase();
  return (row.name ?? '').toLowerCase().includes(wanted) || (row.displaytext ?? '').toLowerCase().includes(wanted);
}
