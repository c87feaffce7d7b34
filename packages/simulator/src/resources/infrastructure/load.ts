/** What hosts and storage are promised and what is used of them, reckoned from the machines that are there. */
import type { Cloud } from '../../cloud.ts';
import { routers } from '../routers/router-records.ts';
import { usageAt } from '../virtual-machines/statistics.ts';
import { virtualMachines } from '../virtual-machines/virtual-machine-records.ts';
import { volumes } from '../volumes/volume-records.ts';
import { type HostRecord, hosts, type StoragePoolRecord, storagePools } from './infrastructure-records.ts';
import { systemVms } from './system-records.ts';

export const MIB = 1024 ** 2;

/** A host, or several together. */
export interface Load {
  readonly machines: number;
  readonly running: number;
  readonly systemMachines: number;
  /** MHz. */
  readonly cpuAllocated: number;
  readonly cpuTotal: number;
  readonly cpuUsed: number;
  readonly coresAllocated: number;
  readonly coresTotal: number;
  /** Bytes. */
  readonly memoryAllocated: number;
  readonly memoryTotal: number;
  readonly memoryUsed: number;
}

/** The sizes of the hidden offerings of system VMs and routers. */
const systemSizes = { secondarystoragevm: { mhz: 500, mib: 512 }, consoleproxy: { mhz: 500, mib: 1024 }, router: { mhz: 500, mib: 256 } };

const nothing: Load = {
  machines: 0,
  running: 0,
  systemMachines: 0,
  cpuAllocated: 0,
  cpuTotal: 0,
  cpuUsed: 0,
  coresAllocated: 0,
  coresTotal: 0,
  memoryAllocated: 0,
  memoryTotal: 0,
  memoryUsed: 0,
};

/** Simulated hypervisors report no use at all. */
export function loadOf(cloud: Cloud, host: HostRecord): Load {
  const { store, clock } = cloud;
  const now = clock.now();
  const machines = store.table(virtualMachines).by('host', host.id);
  const measured = host.hypervisor !== 'Simulator';
  let [cpuAllocated, cpuUsed, cores, memoryAllocated, memoryUsed, running] = [0, 0, 0, 0, 0, 0];
  for (const vm of machines) {
    const mhz = vm.cpuNumber * vm.cpuSpeed;
    cpuAllocated += mhz;
    cores += vm.cpuNumber;
    memoryAllocated += vm.memory * MIB;
    if (vm.state !== 'Running') continue;
    running += 1;
    if (!measured) continue;
    const use = usageAt(vm, now);
    cpuUsed += mhz * use.cpu;
    memoryUsed += vm.memory * MIB * use.memory;
  }
  const system = [
    ...store
      .table(systemVms)
      .by('host', host.id)
      .map(({ kind, state }) => ({ ...systemSizes[kind], state })),
    ...store
      .table(routers)
      .by('host', host.id)
      .map(({ state }) => ({ ...systemSizes.router, state })),
  ].filter(({ state }) => state === 'Running');
  const of = (key: 'mhz' | 'mib'): number => system.reduce((sum, vm) => sum + vm[key], 0);
  return {
    machines: machines.length,
    running,
    systemMachines: system.length,
    cpuAllocated: cpuAllocated + of('mhz'),
    cpuTotal: (host.cpuNumber ?? 0) * (host.cpuSpeed ?? 0),
    cpuUsed: measured ? Math.round(cpuUsed + 0.1 * of('mhz')) : 0,
    coresAllocated: cores + system.length,
    coresTotal: host.cpuNumber ?? 0,
    memoryAllocated: memoryAllocated + of('mib') * MIB,
    memoryTotal: host.memory ?? 0,
    memoryUsed: measured ? Math.round(memoryUsed + 0.6 * of('mib') * MIB) : 0,
  };
}

/** The sum over hosts. */
export function totalLoad(cloud: Cloud, among: readonly HostRecord[]): Load {
  return among
    .map((host) => loadOf(cloud, host))
    .reduce(
      (sum, load) => Object.fromEntries((Object.keys(sum) as (keyof Load)[]).map((key) => [key, sum[key] + load[key]])) as unknown as Load,
      nothing,
    );
}

/** The hosts that run machines, within a zone, pod or cluster where one is named. */
export function runningHosts(cloud: Cloud, within: { zoneId?: number; podId?: number; clusterId?: number } = {}): HostRecord[] {
  return cloud.store
    .table(hosts)
    .by('type', 'Routing')
    .filter(
      (host) =>
        (within.zoneId ?? host.zoneId) === host.zoneId &&
        (within.podId ?? host.podId) === host.podId &&
        (within.clusterId === undefined || within.clusterId === host.clusterId),
    );
}

/** Bytes promised and bytes written on a pool. Thin volumes hold less than they promise. */
export function poolLoad(cloud: Cloud): Map<number, { allocated: number; used: number }> {
  const loads = new Map<number, { allocated: number; used: number }>();
  const first = cloud.store.table(storagePools).all()[0];
  for (const volume of cloud.store.table(volumes).all()) {
    const id = volume.poolId ?? (volume.state === 'Ready' ? first?.id : undefined);
    if (id === undefined) continue;
    const load = loads.get(id) ?? { allocated: 0, used: 0 };
    load.allocated += volume.size;
    load.used += Math.round(volume.size * (0.2 + 0.5 * ((volume.id * 0.618) % 1)));
    loads.set(id, load);
  }
  return loads;
}

/** Of one pool; simulated storage reports no use. */
export function loadOfPool(cloud: Cloud, pool: StoragePoolRecord, loads = poolLoad(cloud)): { allocated: number; used: number } {
  const load = loads.get(pool.id) ?? { allocated: 0, used: 0 };
  return cloud.settings.hypervisor === 'Simulator' ? { ...load, used: 0 } : load;
}
