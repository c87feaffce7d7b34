import { builder } from '../../builder.ts';
import { forwardArguments, pageComplexity } from '../../connection.ts';
import { optionalUuidOf } from '../../ids.ts';
import { listConnection } from '../../listing.ts';
import { resourceQueries } from '../../resource-queries.ts';
import { volumes } from '../volumes/volume-loader.ts';
import { VolumeConnection } from '../volumes/volume-type.ts';
import { storagePools } from './storage-pool-loader.ts';
import { STORAGE_POOL, StoragePool, StoragePoolConnection, storagePoolStates } from './storage-pool-type.ts';

export const StoragePoolFilter = builder.inputType('StoragePoolFilter', {
  description: 'Which storage pools. All that is given must hold.',
  fields: (t) => ({
    keyword: t.string({ description: 'A part of the name.' }),
    zoneId: t.id({ description: 'Only those in this zone.' }),
    podId: t.id({ description: 'Only those in this pod.' }),
    clusterId: t.id({ description: 'Only those of this cluster.' }),
    state: t.field({ type: storagePoolStates.type, description: 'Only those in this state.' }),
    reach: t.string({ description: 'Only those that reach so far: `CLUSTER`, `ZONE` or `HOST`.' }),
  }),
});

resourceQueries({
  type: StoragePool,
  connection: StoragePoolConnection,
  words: STORAGE_POOL,
  single: 'storagePool',
  plural: 'storagePools',
  command: 'listStoragePools',
  argumentPaths: { scope: ['filter', 'reach'] },
  loader: storagePools,
  filter: StoragePoolFilter,
  note: 'For operators.',
  select: (filter) => ({
    parameters: {
      keyword: filter?.keyword ?? undefined,
      zoneid: optionalUuidOf('Zone', filter?.zoneId, ['filter', 'zoneId']),
      podid: optionalUuidOf('Pod', filter?.podId, ['filter', 'podId']),
      clusterid: optionalUuidOf('Cluster', filter?.clusterId, ['filter', 'clusterId']),
      status: storagePoolStates.name(filter?.state),
      scope: filter?.reach ?? undefined,
    },
  }),
});

builder.objectField(StoragePool, 'volumes', (t) =>
  t.field({
    type: VolumeConnection,
    description: 'The volumes on it. One call a pool.',
    args: forwardArguments(t.arg, 20),
    complexity: pageComplexity(),
    resolve: (row, args, context) =>
      listConnection(context, { command: 'listVolumes', loader: volumes }, args, { parameters: { storageid: row.id } }),
  }),
);
