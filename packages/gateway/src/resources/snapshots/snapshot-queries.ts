import { builder } from '../../builder.ts';
import { pageArguments, pageComplexity } from '../../connection.ts';
import { ScopeFilter, scopeParameters, TagFilter, tagParameters } from '../../filters.ts';
import type { Identity } from '../../identity/identity.ts';
import { optionalUuidOf, uuidOf } from '../../ids.ts';
import { remember } from '../../join-by-cost.ts';
import { listConnection, type Selection, tagsMatch } from '../../listing.ts';
import { SNAPSHOT_COUNT, snapshots } from './snapshot-loader.ts';
import { Snapshot, SnapshotConnection } from './snapshot-type.ts';

export const SnapshotFilter = builder.inputType('SnapshotFilter', {
  description: 'Which snapshots of volumes. All that is given must hold.',
  fields: (t) => ({
    keyword: t.string({ description: 'A part of the name.' }),
    volumeId: t.id({ description: 'Only those of this volume.' }),
    zoneId: t.id({ description: 'Only those in this zone.' }),
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
    args: { ...pageArguments(t.arg), filter: t.arg({ type: SnapshotFilter, description: 'Which snapshots.' }) },
    complexity: pageComplexity(),
    resolve: (_root, args, context) =>
      listConnection(
        context,
        { command: 'listSnapshots', loader: snapshots, counted: (at, count) => remember(at, SNAPSHOT_COUNT, count) },
        args,
        selectionOf(context.cloud.identity, args.filter),
      ),
  }),
);
