import { gibibytes } from '#lib/i18n/format.ts';
import { m } from '#lib/paraglide/messages.js';
import type { DeployOptions } from './deploy-documents.ts';

type Limit = NonNullable<DeployOptions['viewer']>['limits'][number];

/** How one limit of the account would stand after the deploy, in the unit that it is shown in. */
export interface LimitAfter {
  resource: string;
  label: string;
  /** '' for things that are counted. */
  unit: string;
  used: number;
  adds: number;
  limit: number;
  exceeded: boolean;
}

/** What an instance takes. */
export interface Needs {
  cpuCount: number;
  memoryMib: number;
  /** Disks that it brings: one, or two with an extra one. */
  volumes: number;
  /** GiB of the extra disk; the root disk's size is the template's secret until it is made. */
  diskGib: number;
}

/** The limits that a deploy touches, in the order of the summary; `divisor` leads from the graph's unit to the shown one. */
const touched: readonly { resource: string; label: () => string; divisor: number; isSize: boolean; need: (needs: Needs) => number }[] = [
  { resource: 'virtualMachines', label: m.deploy_resource_instance, divisor: 1, isSize: false, need: () => 1 },
  { resource: 'cpus', label: m.deploy_resource_cpu, divisor: 1, isSize: false, need: (needs) => needs.cpuCount },
  { resource: 'memoryMib', label: m.deploy_resource_memory, divisor: 1024, isSize: true, need: (needs) => needs.memoryMib },
  { resource: 'volumes', label: m.deploy_resource_volume, divisor: 1, isSize: false, need: (needs) => needs.volumes },
  { resource: 'primaryStorageGib', label: m.deploy_resource_storage, divisor: 1, isSize: true, need: (needs) => needs.diskGib },
];

/** The finite limits that a deploy adds to, as they would stand after it. Unlimited and untouched ones are left out. */
export function limitsAfter(limits: readonly Limit[], needs: Needs): LimitAfter[] {
  return touched.flatMap(({ resource, label, divisor, isSize, need }) => {
    const known = limits.find((limit) => limit.resource === resource);
    const adds = need(needs) / divisor;
    if (!known || known.limit === null || Number(known.limit) < 0 || adds === 0) return [];
    const [used, limit] = [Number(known.used) / divisor, Number(known.limit) / divisor];
    return [{ resource, label: label(), unit: isSize ? gibibytes(1).unit : '', used, adds, limit, exceeded: used + adds > limit }];
  });
}
