import { joinAhead } from '../../ask-ahead.ts';
import { builder } from '../../builder.ts';
import { forwardArguments, pageComplexity } from '../../connection.ts';
import { Action, Owner, Resource, Tag } from '../../interfaces.ts';
import { selectsOnly } from '../../lookahead.ts';
import { connectionFromRows } from '../../paging.ts';
import { offeredActions } from '../../rules.ts';
import { volumes } from '../volumes/volume-loader.ts';
import { Volume } from '../volumes/volume-type.ts';
import { optionalZoneOf, Zone } from '../zones/zone-type.ts';
import { type SnapshotRow, snapshots, snapshotsOf } from './snapshot-loader.ts';
import { snapshotRules } from './snapshot-rules.ts';

/** What a snapshot's row tells of its volume. */
const OF_THE_ROW = ['id', 'uuid', 'name', 'state', 'kind'];

export const Snapshot = builder.node(builder.objectRef<SnapshotRow>('Snapshot'), {
  description: 'A copy of a volume as it was at one moment.',
  interfaces: [Resource],
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => snapshots.loadMany(context, ids),
  fields: (t) => ({
    name: t.string({ description: 'The name.', resolve: (row) => row.name ?? '' }),
    owner: t.field({ type: Owner, description: 'Who it belongs to.', resolve: (row) => row }),
    createdAt: t.field({ type: 'DateTime', nullable: true, description: 'When it was taken.', resolve: (row) => row.created ?? null }),
    actions: t.field({
      type: [Action],
      description: 'What may be done to it, and why not at the moment.',
      resolve: (row, _args, context) => offeredActions(context, snapshotRules, row),
    }),
    state: t.string({
      description: "CloudStack's state: `Creating`, `BackingUp`, `BackedUp`, `Error`, …",
      resolve: (row) => row.state ?? '',
    }),
    volume: t.field({
      type: Volume,
      nullable: true,
      description: 'The volume it is a copy of; null when that is gone.',
      resolve: (row, _args, context, info) => {
        if (row.volumeid === undefined) return null;
        if (selectsOnly(info, OF_THE_ROW) && row.volumename !== undefined) return volumeOfRow(row, row.volumeid);
        return volumes.load(context, row.volumeid);
      },
    }),
    virtualSizeBytes: t.field({
      type: 'BigInt',
      nullable: true,
      description: 'Size of the volume it was taken of, in bytes.',
      resolve: (row) => row.virtualsize ?? null,
    }),
    physicalSizeBytes: t.field({
      type: 'BigInt',
      nullable: true,
      description: 'What it takes on storage, in bytes.',
      resolve: (row) => row.physicalsize ?? null,
    }),
    intervalKind: t.exposeString('intervaltype', {
      nullable: true,
      description: 'How it came to be: `MANUAL`, or by a policy: `HOURLY`, `DAILY`, `WEEKLY`, `MONTHLY`.',
    }),
    revertable: t.exposeBoolean('revertable', { nullable: true, description: 'Whether the hypervisor can put its volume back to it.' }),
    zone: t.field({
      type: Zone,
      nullable: true,
      description: 'Where it lies.',
      resolve: (row, _args, context, info) => optionalZoneOf(context, info, row),
    }),
    osName: t.exposeString('osdisplayname', { nullable: true, description: 'The operating system on it, of a root disk.' }),
    tags: t.field({ type: [Tag], description: 'Its tags.', resolve: (row) => row.tags ?? [] }),
  }),
});

function volumeOfRow(row: SnapshotRow, id: string) {
  return {
    id,
    ...(row.volumename === undefined ? {} : { name: row.volumename }),
    ...(row.volumestate === undefined ? {} : { state: row.volumestate }),
    ...(row.volumetype === undefined ? {} : { type: row.volumetype }),
  };
}

export const SnapshotConnection = builder.connectionObject(
  { type: Snapshot, name: 'SnapshotConnection', description: 'A page of snapshots of volumes.' },
  { name: 'SnapshotEdge', description: 'A snapshot and its place in the list.' },
);

builder.objectField(Volume, 'snapshots', (t) =>
  t.field({
    type: SnapshotConnection,
    description: 'The snapshots taken of it, all unless `first` says otherwise.',
    args: forwardArguments(t.arg),
    complexity: pageComplexity(3),
    resolve: async (volume, args, context) => connectionFromRows(args, await snapshotsOf(context, volume)),
  }),
);

joinAhead('Volume.snapshots', { rows: 'Snapshot', each: 1, start: snapshotsOf.ahead });
