import { ACTIONS, type ActionName, type Action as ActionRow } from './actions.ts';
import { builder } from './builder.ts';

/** Backing shape of `Owner`: what resource rows of CloudStack carry about who owns them. */
export interface OwnerRow {
  account?: string;
  domain?: string;
  domainid?: string;
  domainpath?: string;
  project?: string;
  projectid?: string;
}

export const Owner = builder.objectRef<OwnerRow>('Owner').implement({
  description: 'Who a resource belongs to: an account of a domain, or a project.',
  fields: (t) => ({
    account: t.string({ description: 'Name of the account; empty where a project owns it.', resolve: (row) => row.account ?? '' }),
    domain: t.string({ description: 'Name of the domain.', resolve: (row) => row.domain ?? '' }),
    domainPath: t.string({ description: 'Path of the domain from the root, like `/acme`.', resolve: (row) => domainPath(row) }),
    project: t.exposeString('project', { description: 'Name of the project, where a project owns it.', nullable: true }),
  }),
});

/** CloudStack writes `ROOT/acme` or, in older rows, only the name; the graph writes `/acme`. */
export function domainPath(row: Pick<OwnerRow, 'domain' | 'domainpath'>): string {
  const path = row.domainpath ?? row.domain ?? '';
  const inner = path
    .replace(/^\/?ROOT/i, '')
    .replace(/^\/+/, '')
    .replace(/\/+$/, '');
  return `/${inner}`;
}

export const ActionNameEnum = builder.enumType('ActionName', {
  description: 'Something that may be done to a resource.',
  values: Object.fromEntries(Object.entries(ACTIONS).map(([name, description]) => [name, { description }])) as Record<
    ActionName,
    { description: string }
  >,
});

export const Action = builder.objectRef<ActionRow>('Action').implement({
  description: 'Something that may be done to a resource, and why not at the moment.',
  fields: (t) => ({
    name: t.field({ type: ActionNameEnum, description: 'What may be done.', resolve: (row) => row.name }),
    disabledReason: t.exposeString('disabledReason', { description: 'Why it cannot be done now, in words; null: it can.', nullable: true }),
  }),
});

/** Backing shape of `Tag`. */
export interface TagRow {
  key?: string;
  value?: string;
}

export const Tag = builder.objectRef<TagRow>('Tag').implement({
  description: 'A word pair that its owner has put on a resource.',
  fields: (t) => ({
    key: t.string({ description: 'The key, unique on the resource.', resolve: (row) => row.key ?? '' }),
    value: t.string({ description: 'The value.', resolve: (row) => row.value ?? '' }),
  }),
});

/** `Resource`: what everything that somebody owns has in common. Types implement it with the fields of {@link resourceFields}. */
export const Resource = builder.interfaceRef<{ id: string }>('Resource');

Resource.implement({
  description: 'Something that somebody owns in the cloud.',
  interfaces: [builder.nodeInterfaceRef()],
  fields: (t) => ({
    uuid: t.id({ description: "CloudStack's own id.", resolve: (row) => row.id }),
    name: t.string({ description: 'The name.' }),
    owner: t.field({ type: Owner, description: 'Who it belongs to.' }),
    createdAt: t.field({ type: 'DateTime', nullable: true, description: 'When it was created.' }),
    actions: t.field({ type: [Action], description: 'What may be done to it, and why not at the moment.' }),
  }),
});
