/** Primary and secondary storage. */
import { target } from '../../access.ts';
import { timestamp } from '../../clock.ts';
import type { Cloud } from '../../cloud.ts';
import { asJob, type Body, type Call, type JobPlan, type ResourceModule, sync } from '../../command.ts';
import { internal, invalid } from '../../errors.ts';
import { same } from '../../matching.ts';
import { all, listBody, when } from '../../paging.ts';
import { volumes } from '../volumes/volume-records.ts';
import { clusters, pods, type StoragePoolRecord, storagePools, zones } from './infrastructure-records.ts';
import { loadOfPool, poolLoad } from './load.ts';
import { type ImageStoreRecord, imageStores } from './system-records.ts';

const quick = 700;

/** The row of `listStoragePools`. */
export function storagePoolRow(cloud: Cloud, pool: StoragePoolRecord, load = loadOfPool(cloud, pool)): Body {
  const { store } = cloud;
  const zone = store.table(zones).byId(pool.zoneId);
  const pod = store.table(pods).byId(pool.podId);
  const cluster = store.table(clusters).byId(pool.clusterId);
  return {
    id: pool.uuid,
    zoneid: zone?.uuid,
    zonename: zone?.name,
    podid: pod?.uuid,
    podname: pod?.name,
    name: pool.name,
    ipaddress: pool.ipAddress,
    path: pool.path,
    created: timestamp(pool.created),
    type: pool.type,
    clusterid: cluster?.uuid,
    clustername: cluster?.name,
    capacitybytes: pool.capacity,
    disksizetotal: pool.capacity,
    disksizeallocated: load.allocated,
    disksizeused: load.used,
    capacityiops: 1_000_000,
    usediops: 500_000,
    istagarule: false,
    state: pool.state,
    scope: pool.scope,
    tags: pool.tags,
    overprovisionfactor: '2.0',
    hypervisor: cluster?.hypervisor,
    provider: 'DefaultPrimary',
    storagecapabilities: { VOLUME_SNAPSHOT_QUIESCEVM: 'false' },
    managed: false,
    details: {},
    hasannotations: false,
  };
}

/** The pools a call asks for; also those of `listStoragePoolsMetrics`. */
export function chosenPools(call: Call): readonly StoragePoolRecord[] {
  const { params, cloud } = call;
  const test = all<StoragePoolRecord>(
    when(params.row(storagePools, 'id'), (row, one) => row === one),
    when(params.text('name'), (row, name) => same(row.name, name)),
    when(params.row(zones, 'zoneid'), (row, zone) => row.zoneId === zone.id),
    when(params.row(pods, 'podid'), (row, pod) => row.podId === pod.id),
    when(params.row(clusters, 'clusterid'), (row, cluster) => row.clusterId === cluster.id),
    when(params.text('scope')?.toLowerCase(), (row, scope) => row.scope.toLowerCase() === scope),
    when(params.text('status')?.toLowerCase(), (row, status) => row.state.toLowerCase() === status),
    when(params.text('ipaddress'), (row, address) => row.ipAddress === address),
    when(params.like('keyword'), (row, like) => like(row.name)),
  );
  const rows = cloud.store.table(storagePools).all();
  return test === undefined ? rows : rows.filter(test);
}

function listStoragePools(call: Call): Body {
  const loads = poolLoad(call.cloud);
  return listBody(call, 'storagepool', chosenPools(call), (row) => storagePoolRow(call.cloud, row, loadOfPool(call.cloud, row, loads)));
}

function setState(
  call: Call,
  from: StoragePoolRecord['state'],
  to: StoragePoolRecord['state'],
  type: string,
  description: string,
): JobPlan {
  const { cloud } = call;
  const pool = target(call, storagePools, 'id');
  return {
    instance: { type: 'StoragePool', uuid: pool.uuid },
    milliseconds: quick,
    event: { type, description, scheduled: `${description}: ${pool.uuid}`, resourceType: 'StoragePool', resourceUuid: pool.uuid },
    start: () => {
      if (pool.state !== from) throw invalid(`Primary storage ${pool.name} is in state ${pool.state}, not in ${from}`);
    },
    finish: () => {
      cloud.store.table(storagePools).update(pool, { state: to });
      return { storagepool: storagePoolRow(cloud, pool) };
    },
  };
}

/** Writes no event but for tags and names, as upstream. */
function updateStoragePool(call: Call): Body {
  const { params, cloud } = call;
  const pool = target(call, storagePools, 'id');
  const enabled = params.boolean('enabled');
  if (enabled !== undefined && pool.state !== (enabled ? 'Disabled' : 'Up'))
    throw invalid(
      `Primary storage ${pool.name} is in state ${pool.state}; it can be ${enabled ? 'enabled' : 'disabled'} only from ${enabled ? 'Disabled' : 'Up'}`,
    );
  const tags = params.raw('tags') ?? pool.tags;
  cloud.store.table(storagePools).update(pool, {
    name: params.text('name') ?? pool.name,
    ...(enabled === undefined ? {} : { state: enabled ? 'Up' : 'Disabled' }),
    ...(tags === undefined ? {} : { tags }),
  });
  cloud.events.completed(call, {
    type: 'UPDATE.PS',
    description: 'update storage pool',
    resourceType: 'StoragePool',
    resourceUuid: pool.uuid,
  });
  return { storagepool: storagePoolRow(cloud, pool) };
}

function deleteStoragePool(call: Call): Body {
  const { store } = call.cloud;
  const pool = target(call, storagePools, 'id');
  if (pool.state !== 'Maintenance')
    throw invalid(`Unable to delete storage ${pool.name} as it is not in Maintenance state but ${pool.state}`);
  const used = store.table(volumes).find((volume) => volume.poolId === pool.id) !== undefined;
  if (used && call.params.boolean('forced') !== true)
    throw internal(`Cannot delete storage pool ${pool.name} as there are associated volumes`);
  store.table(storagePools).remove(pool);
  return { success: true };
}

function imageStoreRow(cloud: Cloud, store: ImageStoreRecord): Body {
  const zone = cloud.store.table(zones).byId(store.zoneId);
  return {
    id: store.uuid,
    zoneid: zone?.uuid,
    zonename: zone?.name,
    name: store.name,
    url: store.url,
    protocol: store.protocol,
    providername: store.provider,
    scope: 'ZONE',
    readonly: store.readOnly,
    disksizetotal: store.capacity,
    disksizeused: store.capacity === undefined ? undefined : Math.round(store.capacity * 0.37),
    hasannotations: false,
  };
}

function listImageStores(call: Call): Body {
  const { params, cloud } = call;
  const test = all<ImageStoreRecord>(
    when(params.row(imageStores, 'id'), (row, one) => row === one),
    when(params.text('name'), (row, name) => same(row.name, name)),
    when(params.row(zones, 'zoneid'), (row, zone) => row.zoneId === zone.id),
    when(params.text('protocol')?.toLowerCase(), (row, protocol) => row.protocol === protocol),
    when(params.boolean('readonly'), (row, readOnly) => row.readOnly === readOnly),
    when(params.like('keyword'), (row, like) => like(row.name)),
  );
  const rows = cloud.store.table(imageStores).all();
  return listBody(call, 'imagestore', test === undefined ? rows : rows.filter(test), (row) => imageStoreRow(cloud, row));
}

const byPool = { entities: { id: storagePools } };

export const storageResource: ResourceModule = {
  tables: [imageStores],
  commands: {
    listStoragePools: sync(listStoragePools, byPool),
    updateStoragePool: sync(updateStoragePool, byPool),
    deleteStoragePool: sync(deleteStoragePool, byPool),
    enableStorageMaintenance: asJob(
      'admin.storage.PreparePrimaryStorageForMaintenanceCmd',
      (call) => setState(call, 'Up', 'Maintenance', 'MAINT.PREPARE.PS', 'preparing storage pool for maintenance'),
      byPool,
    ),
    cancelStorageMaintenance: asJob(
      'admin.storage.CancelPrimaryStorageMaintenanceCmd',
      (call) => setState(call, 'Maintenance', 'Up', 'MAINT.CANCEL.PS', 'canceling maintenance for primary storage pool'),
      byPool,
    ),
    listImageStores: sync(listImageStores, { entities: { id: imageStores } }),
  },
};
