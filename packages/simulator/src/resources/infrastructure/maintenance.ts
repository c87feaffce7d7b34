/** Emptying a host: its machines move to others, without a word to their owners. */
import { type Cloud, lasting } from '../../cloud.ts';
import { routers } from '../routers/router-records.ts';
import { virtualMachines } from '../virtual-machines/virtual-machine-records.ts';
import { type HostRecord, hosts } from './infrastructure-records.ts';
import { loadOf, MIB } from './load.ts';
import { systemVms } from './system-records.ts';

const migrationTime = 1500;
const settlingTime = 10_000;
/** MiB that a router or system VM needs at most. */
const serviceMemory = 1024;

/** Moves everything off a host. Machines that find no room stay, and the host ends in `ErrorInMaintenance`. */
export function emptyHost(cloud: Cloud, host: HostRecord): void {
  const { store, clock } = cloud;
  let stranded = 0;
  for (const [index, vm] of [...store.table(virtualMachines).by('host', host.id)].entries()) {
    const next = roomFor(cloud, host, vm.memory);
    if (next === undefined) {
      stranded += 1;
      continue;
    }
    store.table(virtualMachines).update(vm, { state: 'Migrating', hostId: next.id, lastHostId: host.id, lastUpdated: clock.now() });
    clock.schedule(lasting(cloud, migrationTime + 200 * index), () => {
      if (vm.state === 'Migrating') store.table(virtualMachines).update(vm, { state: 'Running', lastUpdated: clock.now() });
    });
  }
  for (const vm of [...store.table(systemVms).by('host', host.id)]) {
    const next = roomFor(cloud, host, serviceMemory);
    if (next !== undefined) store.table(systemVms).update(vm, { hostId: next.id });
  }
  for (const router of [...store.table(routers).by('host', host.id)]) {
    const next = roomFor(cloud, host, serviceMemory);
    if (next !== undefined) store.table(routers).update(router, { hostId: next.id });
  }
  clock.schedule(lasting(cloud, settlingTime), () => {
    if (host.resourceState !== 'PrepareForMaintenance') return;
    store.table(hosts).update(host, { resourceState: stranded === 0 ? 'Maintenance' : 'ErrorInMaintenance' });
  });
}

/** The other host of the cluster with the most memory left, if it has enough. */
function roomFor(cloud: Cloud, host: HostRecord, mib: number): HostRecord | undefined {
  const free = cloud.store
    .table(hosts)
    .by('cluster', host.clusterId)
    .filter((other) => other !== host && other.state === 'Up' && other.resourceState === 'Enabled')
    .map((other) => ({ other, load: loadOf(cloud, other) }))
    .map(({ other, load }) => ({ other, left: load.memoryTotal - load.memoryAllocated }))
    .sort((a, b) => b.left - a.left)[0];
  return free !== undefined && free.left >= mib * MIB ? free.other : undefined;
}
