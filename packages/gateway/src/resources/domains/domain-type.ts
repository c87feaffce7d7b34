import { builder } from '../../builder.ts';
import { forwardArguments, pageComplexity } from '../../connection.ts';
import { Action, domainPath, Owner } from '../../interfaces.ts';
import { listConnection } from '../../listing.ts';
import { limitsOf, ResourceCounts, ResourceLimit } from '../../resource-limits.ts';
import { connectionOf } from '../../resource-queries.ts';
import { offeredActions } from '../../rules.ts';
import { Project } from '../projects/project-type.ts';
import { type DomainRow, domainOf, domains } from './domain-loader.ts';
import { domainRules } from './domain-rules.ts';

export const Domain = builder.node(builder.objectRef<DomainRow>('Domain'), {
  description: 'A part of the organisation: it holds accounts and further domains.',
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => domains.loadMany(context, ids),
  fields: (t) => ({
    uuid: t.id({ description: "CloudStack's own id.", resolve: (row) => row.id }),
    name: t.string({ description: 'The name.', resolve: (row) => row.name ?? '' }),
    path: t.string({
      description: 'The way from the root, like `/acme/research`.',
      resolve: (row) => domainPath({ domainpath: row.path ?? '' }),
    }),
    level: t.int({ description: 'How deep it lies; the root is 0.', resolve: (row) => row.level ?? 0 }),
    state: t.string({ nullable: true, description: '`Active`, or `Inactive` while it is deleted.', resolve: (row) => row.state ?? null }),
    networkDomain: t.exposeString('networkdomain', { nullable: true, description: 'The DNS domain of its networks.' }),
    createdAt: t.field({ type: 'DateTime', nullable: true, description: 'When it was created.', resolve: (row) => row.created ?? null }),
    hasChildren: t.boolean({ description: 'Whether there are domains in it.', resolve: (row) => row.haschild ?? false }),
    counts: t.field({
      type: ResourceCounts,
      description: 'What its accounts have, with those of the domains in it.',
      resolve: (row) => row,
    }),
    limits: t.field({ type: [ResourceLimit], description: 'What its accounts may have together.', resolve: (row) => limitsOf(row) }),
    actions: t.field({
      type: [Action],
      description: 'What may be done to it, and why not at the moment.',
      resolve: (row, _args, context) => offeredActions(context, domainRules, row),
    }),
  }),
});

export const DOMAIN = { one: 'a domain', many: 'domains' };
export const DomainConnection = connectionOf(Domain, DOMAIN);

builder.objectFields(Domain, (t) => ({
  parent: t.field({
    type: Domain,
    nullable: true,
    description: 'The domain it lies in; null for the root, and where the caller may not see it.',
    resolve: (row, _args, context) => (row.parentdomainid === undefined ? null : domains.load(context, row.parentdomainid)),
  }),
  children: t.field({
    type: DomainConnection,
    description: 'The domains directly in it. One call a domain.',
    args: forwardArguments(t.arg, 20),
    complexity: pageComplexity(),
    resolve: (row, args, context) =>
      listConnection(context, { command: 'listDomainChildren', loader: domains }, args, { parameters: { id: row.id } }),
  }),
}));

builder.objectField(Project, 'domain', (t) =>
  t.field({
    type: Domain,
    nullable: true,
    description: 'The domain it lies in.',
    resolve: (row, _args, context, info) => domainOf(context, info, row),
  }),
);

builder.objectField(Owner, 'domainId', (t) =>
  t.id({
    nullable: true,
    description: 'Typed id of the domain.',
    resolve: (row) => (row.domainid === undefined ? null : `Domain:${row.domainid}`),
  }),
);
