import type { Row } from '@cloudstack-graph/client';
import { builder } from '../../builder.ts';
import { forwardArguments, pageComplexity } from '../../connection.ts';
import { ScopeFilter, scopeParameters } from '../../filters.ts';
import { listConnection } from '../../listing.ts';
import { loadNode } from '../../nodes.ts';
import { taggedTypeOf, typenameOfTagged } from './taggable.ts';

type TagRow = Row<'listTags'>;

export const ResourceTag = builder.objectRef<TagRow>('ResourceTag').implement({
  description: 'A tag, and what it is on.',
  fields: (t) => ({
    key: t.string({ description: 'The key.', resolve: (row) => row.key ?? '' }),
    value: t.string({ description: 'The value.', resolve: (row) => row.value ?? '' }),
    resourceType: t.string({
      description: "The graph's type of what it is on, or CloudStack's word for it.",
      resolve: (row) => typenameOfTagged(row.resourcetype) ?? row.resourcetype ?? '',
    }),
    resourceUuid: t.id({ nullable: true, description: 'The UUID of what it is on.', resolve: (row) => row.resourceid ?? null }),
    resource: t.field({
      type: builder.nodeInterfaceRef(),
      nullable: true,
      description: 'What it is on; null when that is gone, not visible or not part of the graph.',
      resolve: (row, _args, context, info) => {
        const typename = typenameOfTagged(row.resourcetype);
        return typename === undefined || row.resourceid === undefined ? null : loadNode(context, info, typename, row.resourceid);
      },
    }),
  }),
});

const ResourceTagConnection = builder.connectionObject(
  { type: ResourceTag, name: 'ResourceTagConnection', description: 'A page of tags.' },
  { name: 'ResourceTagEdge', description: 'A tag and its place in the list.' },
);

export const ResourceTagFilter = builder.inputType('ResourceTagFilter', {
  description: 'Which tags. All that is given must hold.',
  fields: (t) => ({
    keyword: t.string({ description: 'A part of key or value.' }),
    key: t.string({ description: 'The key.' }),
    value: t.string({ description: 'The value.' }),
    resourceType: t.string({ description: 'Only those on things of this type of the graph: `VirtualMachine`.' }),
    scope: t.field({ type: ScopeFilter, description: 'On whose things.' }),
  }),
});

builder.queryField('tags', (t) =>
  t.field({
    type: ResourceTagConnection,
    description: 'Tags, and what they are on.',
    args: { ...forwardArguments(t.arg, 50), filter: t.arg({ type: ResourceTagFilter, description: 'Which tags.' }) },
    complexity: pageComplexity(),
    resolve: (_root, { filter, ...args }, context) =>
      listConnection(context, { command: 'listTags' }, args, {
        parameters: {
          ...scopeParameters(context.cloud.identity, filter?.scope),
          keyword: filter?.keyword ?? undefined,
          key: filter?.key ?? undefined,
          value: filter?.value ?? undefined,
          resourcetype: filter?.resourceType ? (taggedTypeOf(filter.resourceType) ?? filter.resourceType) : undefined,
        },
      }),
  }),
);
