import { builder } from '../../builder.ts';
import { Tag } from '../../interfaces.ts';
import { selectsOnly } from '../../lookahead.ts';
import { volumes } from '../volumes/volume-loader.ts';
import { Volume } from '../volumes/volume-type.ts';
import { type SnapshotPolicyRow, snapshotPolicies, snapshotPoliciesOf } from './snapshot-policy-loader.ts';

/** CloudStack writes the interval as a number. */
export const INTERVALS = ['HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY'] as const;

export const SnapshotIntervalEnum = builder.enumType('SnapshotInterval', {
  description: 'How often a policy takes a snapshot.',
  values: {
    HOURLY: { description: 'Every hour, at a minute: `30`.' },
    DAILY: { description: 'Every day: `30:03` is at 3:30.' },
    WEEKLY: { description: 'Every week: `30:03:1` is on Sunday at 3:30.' },
    MONTHLY: { description: 'Every month: `30:03:15` is on the 15th at 3:30.' },
  } as const,
});

export const SnapshotPolicy = builder.node(builder.objectRef<SnapshotPolicyRow>('SnapshotPolicy'), {
  description: 'A rule by which CloudStack takes snapshots of a volume by itself.',
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => snapshotPolicies.loadMany(context, ids),
  fields: (t) => ({
    uuid: t.id({ description: "CloudStack's own id.", resolve: (row) => row.id }),
    volume: t.field({
      type: Volume,
      nullable: true,
      description: 'The volume that it takes snapshots of.',
      resolve: (row, _args, context, info) => {
        if (row.volumeid === undefined) return null;
        if (selectsOnly(info, ['id', 'uuid', 'name']) && row.volumename !== undefined) return { id: row.volumeid, name: row.volumename };
        return volumes.load(context, row.volumeid);
      },
    }),
    interval: t.field({
      type: SnapshotIntervalEnum,
      description: 'How often.',
      resolve: (row) => INTERVALS[row.intervaltype ?? 0] ?? 'HOURLY',
    }),
    schedule: t.string({
      description: 'When: minute, minute:hour or minute:hour:day, by the interval.',
      resolve: (row) => row.schedule ?? '',
    }),
    timeZone: t.string({ description: 'In which time zone: `Europe/Paris`.', resolve: (row) => row.timezone ?? 'UTC' }),
    maximumSnapshots: t.int({
      description: 'How many of its snapshots are kept; older ones are deleted.',
      resolve: (row) => row.maxsnaps ?? 0,
    }),
    tags: t.field({ type: [Tag], description: 'Tags that its snapshots get.', resolve: (row) => row.tags ?? [] }),
  }),
});

export const SnapshotPolicyConnection = builder.connectionObject(
  { type: SnapshotPolicy, name: 'SnapshotPolicyConnection', description: 'A page of snapshot policies.' },
  { name: 'SnapshotPolicyEdge', description: 'A snapshot policy and its place in the list.' },
);

builder.objectField(Volume, 'snapshotPolicies', (t) =>
  t.field({
    type: [SnapshotPolicy],
    description: 'The rules by which snapshots are taken of it, one of each interval at most.',
    complexity: { field: 1, multiplier: 2 },
    resolve: (volume, _args, context) => snapshotPoliciesOf(context, volume),
  }),
);
