/** Where a VM may run: the host with the most memory left that has enough of everything. */
import type { Cloud } from '../../cloud.ts';
import { ApiError } from '../../errors.ts';
import { type HostRecord, hosts } from '../infrastructure/infrastructure-records.ts';
import { described, type VirtualMachineRecord, virtualMachines } from './virtual-machine-records.ts';

const MIB = 1024 ** 2;

/** MHz and MiB in use on a host. */
export function usedOn(cloud: Cloud, host: HostRecord): { cpu: number; memory: number } {
  let cpu = 0;
  let memory = 0;
  for (const vm of cloud.store.table(virtualMachines).by('host', host.id)) {
    cpu += vm.cpuNumber * vm.cpuSpeed;
    memory += vm.memory;
  }
  return { cpu, memory };
}

/** The enabled hosts of a VM's zone that run VMs. */
export function candidateHosts(cloud: Cloud, vm: VirtualMachineRecord): HostRecord[] {
  return cloud.store
    .table(hosts)
    .by('type', 'Routing')
    .filter((host) => host.zoneId === vm.zoneId && host.state === 'Up' && host.resourceState === 'Enabled');
}

function fits(cloud: Cloud, host: HostRecord, vm: VirtualMachineRecord): number | undefined {
  const used = usedOn(cloud, host);
  const memoryLeft = (host.memory ?? 0) / MIB - used.memory - vm.memory;
  // CPU may be promised twice over, memory may not.
  const cpuLeft = 2 * (host.cpuNumber ?? 0) * (host.cpuSpeed ?? 0) - used.cpu - vm.cpuNumber * vm.cpuSpeed;
  return memoryLeft >= 0 && cpuLeft >= 0 ? memoryLeft : undefined;
}

/** Chooses a host; 533 when none has room. */
export function placeOn(cloud: Cloud, vm: VirtualMachineRecord): HostRecord {
  let best: { host: HostRecord; left: number } | undefined;
  for (const host of candidateHosts(cloud, vm)) {
    const left = fits(cloud, host, vm);
    if (left !== undefined && (best === undefined || left > best.left)) best = { host, left };
  }
  if (best === undefined) throw new ApiError(533, 9999, `Unable to create a deployment for ${described(vm)}`);
  return best.host;
}
