import { m } from '#lib/paraglide/messages.js';
import type { DeployOptions } from './deploy-documents.ts';

type Limit = NonNullable<DeployOptions['viewer']>['limits'][number];

/** How one limit of the account would stand after the deploy. Memory in MiB, disk in GiB, the rest in pieces. */
export interface LimitAfter {
  resource: 'instance' | 'cpu' | 'memory' | 'volume' | 'storage';
  label: string;
  used: number;
  adds: number;
  limit: number;
  exceeded: boolean;
}

/** What an instance takes: in the units of the limits. */
export interface Needs {
  cpuCount: number;
  memoryMib: number;
  /** Disks that it brings: one, or two with an extra one. */
  volumes: number;
  /** GiB of the extra disk; the root disk's size is the template's secret until it is made. */
  diskGib: number;
}

const labels: Record<LimitAfter['resource'], () => string> = {
  instance: m.deploy_resource_instance,
  cpu: m.deploy_resource_cpu,
  memory: m.deploy_resource_memory,
  volume: m.deploy_resource_volume,
  storage: m.deploy_resource_storage,
};

/** The graph's names of limits, whatever their spelling: "virtualMachines", "INSTANCE", "user_vm" mean the same. */
const spellings: readonly [RegExp, LimitAfter['resource']][] = [
  [/^(instances?|user_?vms?|virtual_?machines?|vms?)$/i, 'instance'],
  [/^cpus?(count)?$/i, 'cpu'],
  [/^memory(mib)?$/i, 'memory'],
  [/^volumes?$/i, 'volume'],
  [/^primary_?storage(gib)?$/i, 'storage'],
];

/** The finite limits that a deploy touches, as they would stand after it. Unlimited ones are left out. */
export function limitsAfter(limits: readonly Limit[], needs: Needs): LimitAfter[] {
  const adds: Record<LimitAfter['resource'], number> = {
    instance: 1,
    cpu: needs.cpuCount,
    memory: needs.memoryMib,
    volume: needs.volumes,
    storage: needs.diskGib,
  };
  return limits.flatMap((limit) => {
    const resource = spellings.find(([pattern]) => pattern.test(limit.resource))?.[1];
    const most = limit.limit === null ? -1 : Number(limit.limit);
    if (!resource || most < 0) return [];
    const used = Number(limit.used);
    return [{ resource, label: labels[resource](), used, adds: adds[resource], limit: most, exceeded: used + adds[resource] > most }];
  });
}
