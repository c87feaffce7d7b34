import { builder } from '../../builder.ts';
import { pageArguments, pageComplexity } from '../../connection.ts';
import { ScopeFilter, scopeParameters, TagFilter, tagParameters, tagsMatch } from '../../filters.ts';
import type { Identity } from '../../identity/identity.ts';
import { optionalUuidOf, uuidOf } from '../../ids.ts';
import { addIndexFields, indexedConnection } from '../../index-store/index-connection.ts';
import { remember } from '../../join-by-cost.ts';
import { listConnection, type Selection } from '../../listing.ts';
import { SnapshotOrder, snapshotConditions, snapshotIndex } from './snapshot-index.ts';
import { SNAPSHOT_COUNT, snapshots } from './snapshot-loader.ts';
import { Snapshot, SnapshotConnection } from './snapshot-type.ts';

export const SnapshotFilter = builder.inputType('SnapshotFilter', {
  description: 'Which snapshots of volumes. All that is given must hold.',
  fields: (t) => ({
    keyword: t.string({ description: 'A part of the name.' }),
    volumeId: t.id({ description: 'Only those of this volume.' }),
    zoneId: t.id({ description: 'Only those in this zone.' }),
    search: t.string({ description: 'Words that must all occur somewhere in what the list shows; needs the live index (see `indexing`).' }),
    tags: t.field({ type: [TagFilter], description: 'Only those with all these tags.' }),
    scope: t.field({ type: ScopeFilter, description: 'Whose snapshots.' }),
  }),
});

const selectionOf = (identity: Identity, filter: typeof SnapshotFilter.$inferInput | null | undefined): Selection<'listSnapshots'> => ({
  parameters: {
    ...scopeParameters(identity, filter?.scope),
    ...tagParameters(filter?.tags),
    keyword: filter?.keyword ?? undefined,
    volumeid: optionalUuidOf('Volume', filter?.volumeId, ['filter', 'volumeId']),
    zoneid: optionalUuidOf('Zone', filter?.zoneId, ['filter', 'zoneId']),
  },
  matches: tagsMatch(filter?.tags),
});

addIndexFields(SnapshotConnection);

builder.queryField('snapshot', (t) =>
  t.field({
    type: Snapshot,
    nullable: true,
    description: 'A snapshot of a volume by its id. Null: it is gone, or not visible to the caller.',
    args: { id: t.arg.id({ required: true, description: 'Typed id or UUID.' }) },
    resolve: (_root, args, context) => snapshots.load(context, uuidOf('Snapshot', args.id)),
  }),
);

builder.queryField('snapshots', (t) =>
  t.field({
    type: SnapshotConnection,
    description: 'Snapshots of volumes.',
    args: {
      ...pageArguments(t.arg),
      filter: t.arg({ type: SnapshotFilter, description: 'Which snapshots.' }),
      orderBy: t.arg({ type: [SnapshotOrder], description: 'The order, by one column or several; needs the live index (see `indexing`).' }),
    },
    complexity: pageComplexity(),
    resolve: (_root, args, context, info) =>
      indexedConnection(context, info, args, {
        resource: snapshotIndex,
        search: args.filter?.search,
        conditions: () => snapshotConditions(context.cloud.identity, args.filter),
        direct: () =>
          listConnection(
            context,
            { command: 'listSnapshots', loader: snapshots, counted: (at, count) => remember(at, SNAPSHOT_COUNT, count) },
            args,
            selectionOf(context.cloud.identity, args.filter),
          ),
      }),
  }),
);
