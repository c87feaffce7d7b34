import { formatNumber, gibibytes, mebibytes, type Quantity } from '#lib/i18n/format.ts';
import { m } from '#lib/paraglide/messages.js';

/** A limit as the overview draws it. */
export interface Limit {
  resource: string;
  label: string;
  used: number;
  limit: number | null;
  write: (amount: number) => Quantity;
  href: string | undefined;
}

interface Known {
  label: () => string;
  write?: (amount: number) => Quantity;
  href?: string;
}

const pieces = (amount: number): Quantity => ({ value: formatNumber(amount, 0), unit: '' });

/** The graph's names of limits; what is not here is not shown. In the order in which people run into them. */
const known: Record<string, Known> = {
  virtualMachines: { label: m.dashboard_limit_instances, href: '/instances' },
  cpus: { label: m.dashboard_limit_cpus, href: '/instances' },
  memoryMib: { label: m.dashboard_limit_memory, write: mebibytes, href: '/instances' },
  primaryStorageGib: { label: m.dashboard_limit_primary, write: gibibytes, href: '/volumes' },
  volumes: { label: m.dashboard_limit_volumes, href: '/volumes' },
  snapshots: { label: m.dashboard_limit_snapshots, href: '/snapshots' },
  secondaryStorageGib: { label: m.dashboard_limit_secondary, write: gibibytes, href: '/snapshots' },
  templates: { label: m.dashboard_limit_templates, href: '/templates' },
  publicIpAddresses: { label: m.dashboard_limit_ips },
  networks: { label: m.dashboard_limit_networks, href: '/networks' },
  vpcs: { label: m.dashboard_limit_vpcs },
  projects: { label: m.dashboard_limit_projects },
};

/** Those in use with a limit, the fullest first; those with a limit that are not used; those in use without. */
export function drawnLimits(rows: readonly { resource: string; used: number | string; limit: number | string | null }[]): {
  bounded: Limit[];
  unused: Limit[];
  unbounded: Limit[];
} {
  const limits = rows.flatMap(({ resource, used, limit }): Limit[] => {
    const about = known[resource];
    if (!about) return [];
    return [
      {
        resource,
        label: about.label(),
        used: Number(used),
        limit: limit === null ? null : Number(limit),
        write: about.write ?? pieces,
        href: about.href,
      },
    ];
  });
  const share = (one: Limit) => (one.limit ? one.used / one.limit : one.used > 0 ? 1 : 0);
  return {
    bounded: limits.filter((one) => one.limit !== null && one.used > 0).sort((a, b) => share(b) - share(a)),
    unused: limits.filter((one) => one.limit !== null && one.used === 0),
    unbounded: limits.filter((one) => one.limit === null && one.used > 0),
  };
}
