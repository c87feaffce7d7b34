/** The lists of hosts, clusters, zones and pools with figures and thresholds beside them. */
import { type Body, type Call, type ResourceModule, sync } from '../../command.ts';
import { listBody } from '../../paging.ts';
import { chosenHosts } from '../infrastructure/host-handlers.ts';
import { hostRow, percent } from '../infrastructure/host-rows.ts';
import { clusters, type HostRecord, hosts, storagePools, type ZoneRecord, zones } from '../infrastructure/infrastructure-records.ts';
import { type Load, loadOf, loadOfPool, poolLoad, runningHosts, totalLoad } from '../infrastructure/load.ts';
import { chosenClusters, clusterRow } from '../infrastructure/place-handlers.ts';
import { chosenPools, storagePoolRow } from '../infrastructure/storage-handlers.ts';
import { GIB } from '../volumes/volume-records.ts';
import { zoneRow } from '../zones/zone-handlers.ts';

/** Shares above which a threshold counts as passed: a warning, and no more machines. */
const warning = 0.75;
const disabling = 0.85;

const ghz = (mhz: number): string => `${(mhz / 1000).toFixed(2)} Ghz`;
const gb = (bytes: number): string => `${(bytes / GIB).toFixed(2)} GB`;

/** `cputhreshold`, `cpudisablethreshold`, … of a load. */
function thresholds({ cpuUsed, cpuAllocated, cpuTotal, memoryUsed, memoryAllocated, memoryTotal }: Load): Body {
  const above = (part: number, whole: number, limit: number): boolean => whole > 0 && part / whole > limit;
  return {
    cputhreshold: above(cpuUsed, cpuTotal, warning),
    cpudisablethreshold: above(cpuUsed, cpuTotal, disabling),
    cpuallocatedthreshold: above(cpuAllocated, cpuTotal, warning),
    cpuallocateddisablethreshold: above(cpuAllocated, cpuTotal, disabling),
    memorythreshold: above(memoryUsed, memoryTotal, warning),
    memorydisablethreshold: above(memoryUsed, memoryTotal, disabling),
    memoryallocatedthreshold: above(memoryAllocated, memoryTotal, warning),
    memoryallocateddisablethreshold: above(memoryAllocated, memoryTotal, disabling),
  };
}

function hostMetrics(call: Call, host: HostRecord): Body {
  const load = loadOf(call.cloud, host);
  const row = hostRow(call.cloud, host, load);
  return {
    powerstate: 'Disabled',
    instances: `${load.running} / ${load.machines}`,
    systeminstances: `${load.systemMachines} / ${load.systemMachines}`,
    cputotalghz: ghz(load.cpuTotal),
    cpuusedghz: ghz(load.cpuUsed),
    cpuallocatedghz: ghz(load.cpuAllocated),
    memorytotalgb: gb(load.memoryTotal),
    memoryusedgb: gb(load.memoryUsed),
    memoryallocatedgb: gb(load.memoryAllocated),
    networkread: `${(Number(row.networkkbsread) / 1024 ** 2).toFixed(2)} GB`,
    networkwrite: `${(Number(row.networkkbswrite) / 1024 ** 2).toFixed(2)} GB`,
    ...thresholds(load),
    ...row,
  };
}

/** Hosts that run machines; agents of system VMs have no figures. */
function listHostsMetrics(call: Call): Body {
  const rows = chosenHosts(call).filter(({ type }) => type === 'Routing');
  return listBody(call, 'host', rows, (host) => hostMetrics(call, host));
}

function loadFields(load: Load): Body {
  return {
    cputotal: ghz(load.cpuTotal),
    cpuallocated: percent(load.cpuAllocated, load.cpuTotal),
    memorytotal: gb(load.memoryTotal),
    memoryallocated: percent(load.memoryAllocated, load.memoryTotal),
    ...thresholds(load),
  };
}

function listClustersMetrics(call: Call): Body {
  const { cloud } = call;
  return listBody(call, 'cluster', chosenClusters(call), (cluster) => {
    const members = runningHosts(cloud, { clusterId: cluster.id });
    const shares = members
      .map((host) => loadOf(cloud, host))
      .map(({ memoryAllocated, memoryTotal }) => memoryAllocated / Math.max(1, memoryTotal));
    const mean = shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length);
    const spread = Math.sqrt(shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / Math.max(1, shares.length));
    return {
      state: cluster.allocationState,
      hosts: `${members.filter(({ state }) => state === 'Up').length} / ${members.length}`,
      ...loadFields(totalLoad(cloud, members)),
      drsimbalance: `${(mean === 0 ? 0 : (100 * spread) / mean).toFixed(2)}%`,
      ...clusterRow(cloud.store, cluster),
    };
  });
}

function listZonesMetrics(call: Call): Body {
  const { cloud, params } = call;
  const one = params.row(zones, 'id');
  const rows = one === undefined ? cloud.store.table(zones).all() : [one];
  return listBody(call, 'zone', rows, (zone: ZoneRecord) => {
    const among = cloud.store
      .table(clusters)
      .all()
      .filter(({ zoneId }) => zoneId === zone.id);
    return {
      state: zone.allocationState,
      clusters: `${among.filter(({ allocationState }) => allocationState === 'Enabled').length} / ${among.length}`,
      ...loadFields(totalLoad(cloud, runningHosts(cloud, { zoneId: zone.id }))),
      ...zoneRow(call, zone),
    };
  });
}

const overprovisioning = 2;

function listStoragePoolsMetrics(call: Call): Body {
  const loads = poolLoad(call.cloud);
  const rounded = (bytes: number): string => `${Math.round(bytes / GIB)}.00 GB`;
  return listBody(call, 'storagepool', chosenPools(call), (pool) => {
    const load = loadOfPool(call.cloud, pool, loads);
    const room = overprovisioning * pool.capacity;
    return {
      disksizeusedgb: gb(load.used),
      disksizetotalgb: `${gb(pool.capacity)} (x2.0)`,
      disksizeallocatedgb: rounded(load.allocated),
      disksizeunallocatedgb: rounded(room - load.allocated),
      storageusagethreshold: load.used > warning * pool.capacity,
      storageusagedisablethreshold: load.used > disabling * pool.capacity,
      storageallocatedthreshold: load.allocated > warning * room,
      storageallocateddisablethreshold: load.allocated > disabling * room,
      ...storagePoolRow(call.cloud, pool, load),
    };
  });
}

export const infrastructureMetricsResource: ResourceModule = {
  commands: {
    listHostsMetrics: sync(listHostsMetrics, { entities: { id: hosts } }),
    listClustersMetrics: sync(listClustersMetrics, { entities: { id: clusters } }),
    listZonesMetrics: sync(listZonesMetrics, { entities: { id: zones } }),
    listStoragePoolsMetrics: sync(listStoragePoolsMetrics, { entities: { id: storagePools } }),
  },
};
