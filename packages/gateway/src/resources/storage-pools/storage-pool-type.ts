import { builder } from '../../builder.ts';
import { Action } from '../../interfaces.ts';
import { selectsOnly } from '../../lookahead.ts';
import { requireOperator } from '../../operators.ts';
import { connectionOf } from '../../resource-queries.ts';
import { offeredActions } from '../../rules.ts';
import { stateEnum } from '../../state-enum.ts';
import { clusters } from '../clusters/cluster-loader.ts';
import { Cluster } from '../clusters/cluster-type.ts';
import { Volume } from '../volumes/volume-type.ts';
import { optionalZoneOf, Zone } from '../zones/zone-type.ts';
import { type StoragePoolRow, storagePools } from './storage-pool-loader.ts';
import { storagePoolRules } from './storage-pool-rules.ts';

/** How primary storage is. */
export const storagePoolStates = stateEnum('StoragePoolState', 'How a storage pool is.', {
  Up: 'It is in use.',
  Initial: 'It was just added.',
  Initialized: 'It is ready to be attached to hosts.',
  Creating: 'It is just being added.',
  Attaching: 'It is just being attached to hosts.',
  Disabled: 'It takes no new volumes.',
  PrepareForMaintenance: 'Its volumes are put to rest.',
  Maintenance: 'Its volumes rest; it may be worked on.',
  CancelMaintenance: 'It comes back into service.',
  ErrorInMaintenance: 'Going into maintenance failed.',
  Removed: 'It was removed.',
});

export const StoragePool = builder.node(builder.objectRef<StoragePoolRow>('StoragePool'), {
  description: 'Primary storage: where volumes lie.',
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => storagePools.loadMany(context, ids),
  fields: (t) => ({
    uuid: t.id({ description: "CloudStack's own id.", resolve: (row) => row.id }),
    name: t.string({ description: 'The name.', resolve: (row) => row.name ?? '' }),
    state: t.field({ type: storagePoolStates.type, description: 'How it is.', resolve: (row) => storagePoolStates.of(row.state) }),
    kind: t.string({
      nullable: true,
      description: 'How hosts reach it: `NetworkFilesystem`, `RBD`, …',
      resolve: (row) => row.type ?? null,
    }),
    reach: t.string({ nullable: true, description: 'Who reaches it: `CLUSTER`, `ZONE` or `HOST`.', resolve: (row) => row.scope ?? null }),
    ipAddress: t.string({ nullable: true, description: 'The address of its server.', resolve: (row) => row.ipaddress ?? null }),
    path: t.exposeString('path', { nullable: true, description: 'Its place on that server.' }),
    provider: t.exposeString('provider', { nullable: true, description: 'What drives it.' }),
    hypervisor: t.exposeString('hypervisor', { nullable: true, description: 'For which hypervisor it is.' }),
    tags: t.stringList({
      description: 'Its storage tags; offerings may ask for them.',
      resolve: (row) => (row.tags ?? '').split(',').filter(Boolean),
    }),
    sizeTotal: t.field({
      type: 'BigInt',
      nullable: true,
      description: 'How much it holds, in bytes.',
      resolve: (row) => row.disksizetotal ?? null,
    }),
    sizeUsed: t.field({
      type: 'BigInt',
      nullable: true,
      description: 'How much is written, in bytes.',
      resolve: (row) => row.disksizeused ?? null,
    }),
    sizeAllocated: t.field({
      type: 'BigInt',
      nullable: true,
      description: 'How much is promised to volumes, in bytes; may be more than it holds.',
      resolve: (row) => row.disksizeallocated ?? null,
    }),
    overprovisioning: t.float({
      nullable: true,
      description: 'How many times its size may be promised.',
      resolve: (row) => Number(row.overprovisionfactor ?? Number.NaN) || null,
    }),
    createdAt: t.field({ type: 'DateTime', nullable: true, description: 'When it was added.', resolve: (row) => row.created ?? null }),
    zone: t.field({
      type: Zone,
      nullable: true,
      description: 'The zone it is in.',
      resolve: (row, _args, context, info) => optionalZoneOf(context, info, row),
    }),
    cluster: t.field({
      type: Cluster,
      nullable: true,
      description: 'The cluster it belongs to, where it is not of the whole zone.',
      resolve: (row, _args, context, info) => {
        if (row.clusterid === undefined) return null;
        if (selectsOnly(info, ['id', 'uuid', 'name']) && row.clustername !== undefined) return { id: row.clusterid, name: row.clustername };
        return clusters.load(context, row.clusterid);
      },
    }),
    actions: t.field({
      type: [Action],
      description: 'What may be done to it, and why not at the moment.',
      resolve: (row, _args, context) => offeredActions(context, storagePoolRules, row),
    }),
  }),
});

export const STORAGE_POOL = { one: 'a storage pool', many: 'storage pools' };
export const StoragePoolConnection = connectionOf(StoragePool, STORAGE_POOL);

builder.objectField(Volume, 'storagePool', (t) =>
  t.field({
    type: StoragePool,
    nullable: true,
    description: 'The storage pool it lies on; for operators. Null: it lies nowhere yet.',
    resolve: (row, _args, context, info) => {
      requireOperator(context, 'listStoragePools', 'storage pools');
      if (row.storageid === undefined) return null;
      if (selectsOnly(info, ['id', 'uuid', 'name']) && row.storage !== undefined) return { id: row.storageid, name: row.storage };
      return storagePools.load(context, row.storageid);
    },
  }),
);
