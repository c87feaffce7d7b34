/** How full a zone, a pod or a cluster is. */
import { type Body, type Call, type ResourceModule, sync } from '../../command.ts';
import { listBody } from '../../paging.ts';
import { networks } from '../networks/network-records.ts';
import { poolSize, publicIps } from '../public-ips/public-ip-records.ts';
import { clusters, pods, storagePools, type ZoneRecord, zones } from './infrastructure-records.ts';
import { loadOfPool, poolLoad, runningHosts, totalLoad } from './load.ts';
import { systemVms } from './system-records.ts';

interface Capacity {
  readonly type: number;
  readonly name: string;
  readonly used: number;
  readonly total: number;
  /** CPU, memory, cores and GPUs also tell what is promised. */
  readonly allocated?: number;
}

const overprovisioning = 2;
const firstVlan = 100;
const lastVlan = 900;

/** `41.67`, without needless zeros. */
function percentUsed({ used, total }: Capacity): string {
  return total === 0 ? '0' : String(Math.round((10_000 * used) / total) / 100);
}

function capacities(call: Call, zone: ZoneRecord): Capacity[] {
  const { params, cloud } = call;
  const { store } = cloud;
  const pod = params.row(pods, 'podid');
  const cluster = params.row(clusters, 'clusterid');
  const load = totalLoad(
    cloud,
    runningHosts(cloud, {
      zoneId: zone.id,
      ...(pod === undefined ? {} : { podId: pod.id }),
      ...(cluster === undefined ? {} : { clusterId: cluster.id }),
    }),
  );
  const loads = poolLoad(cloud);
  const pools = store
    .table(storagePools)
    .all()
    .filter(
      (pool) =>
        pool.zoneId === zone.id && (pod === undefined || pool.podId === pod.id) && (cluster === undefined || pool.clusterId === cluster.id),
    )
    .map((pool) => ({ capacity: pool.capacity, ...loadOfPool(cloud, pool, loads) }));
  const sum = (key: 'capacity' | 'allocated' | 'used'): number => pools.reduce((total, pool) => total + pool[key], 0);
  const machines: Capacity[] = [
    { type: 0, name: 'MEMORY', used: load.memoryAllocated, total: load.memoryTotal, allocated: load.memoryAllocated },
    { type: 1, name: 'CPU', used: load.cpuAllocated, total: load.cpuTotal, allocated: load.cpuAllocated },
    { type: 2, name: 'STORAGE', used: sum('used'), total: sum('capacity') },
    { type: 3, name: 'STORAGE_ALLOCATED', used: sum('allocated'), total: overprovisioning * sum('capacity') },
  ];
  const cores: Capacity = { type: 90, name: 'CPU_CORE', used: load.coresAllocated, total: load.coresTotal, allocated: load.coresAllocated };
  const gpus: Capacity = { type: 19, name: 'GPU', used: 0, total: 0, allocated: 0 };
  if (cluster !== undefined || pod !== undefined) return [...machines, gpus, cores];
  const hosts = runningHosts(cloud, { zoneId: zone.id }).length;
  const vlans = new Set(
    store
      .table(networks)
      .all()
      .map(({ vlan }) => vlan)
      .filter((vlan) => vlan !== undefined),
  ).size;
  return [
    ...machines,
    { type: 4, name: 'VIRTUAL_NETWORK_PUBLIC_IP', used: store.table(publicIps).all().length, total: poolSize(store, zone.id) },
    { type: 5, name: 'PRIVATE_IP', used: hosts + store.table(systemVms).all().length, total: privateAddresses(call, zone) },
    { type: 6, name: 'SECONDARY_STORAGE', used: 0, total: 0 },
    { type: 7, name: 'VLAN', used: vlans, total: lastVlan - firstVlan + 1 },
    gpus,
    cores,
  ];
}

function privateAddresses(call: Call, zone: ZoneRecord): number {
  const last = (address: string): number => Number(address.split('.').at(-1));
  return call.cloud.store
    .table(pods)
    .all()
    .filter((pod) => pod.zoneId === zone.id)
    .reduce((sum, pod) => sum + last(pod.endIp) - last(pod.startIp) + 1, 0);
}

const byUse = (a: Capacity, b: Capacity): number =>
  Number(a.name === 'GPU') - Number(b.name === 'GPU') || Number(percentUsed(b)) - Number(percentUsed(a)) || b.type - a.type;

/** `sortby=usage` puts the fullest first, and leaves out what is promised; GPUs come last and as ever. */
function listCapacity(call: Call): Body {
  const { params, cloud } = call;
  const cluster = params.row(clusters, 'clusterid');
  const pod = params.row(pods, 'podid');
  const zone = params.row(zones, 'zoneid');
  const type = params.number('type');
  const byUsage = params.text('sortby') === 'usage';
  const found = (zone === undefined ? cloud.store.table(zones).all() : [zone]).flatMap((one) =>
    capacities(call, one).map((capacity) => ({ one, capacity })),
  );
  const rows = found.filter(({ capacity }) => type === undefined || capacity.type === type);
  if (byUsage) rows.sort((a, b) => byUse(a.capacity, b.capacity));
  return listBody(call, 'capacity', rows, ({ one, capacity }) => ({
    type: capacity.type,
    name: capacity.name,
    zoneid: one.uuid,
    zonename: one.name,
    podid: pod?.uuid,
    podname: pod?.name,
    clusterid: cluster?.uuid,
    clustername: cluster?.name,
    capacityallocated: byUsage && capacity.name !== 'GPU' ? undefined : capacity.allocated,
    capacityused: capacity.used,
    capacitytotal: capacity.total,
    percentused: percentUsed(capacity),
  }));
}

export const capacityResource: ResourceModule = { commands: { listCapacity: sync(listCapacity) } };
