import { builder } from './builder.ts';

/** What CloudStack counts and limits of an account: our name, and the beginning of its names. */
export const COUNTED = {
  virtualMachines: 'vm',
  volumes: 'volume',
  snapshots: 'snapshot',
  templates: 'template',
  networks: 'network',
  publicIpAddresses: 'ip',
  vpcs: 'vpc',
  projects: 'project',
  cpus: 'cpu',
  memoryMib: 'memory',
  gpus: 'gpu',
  primaryStorageGib: 'primarystorage',
  secondaryStorageGib: 'secondarystorage',
  backups: 'backup',
  backupStorageGib: 'backupstorage',
  buckets: 'bucket',
  objectStorageGib: 'objectstorage',
} as const;

/** Backing shape of `ResourceLimit`. */
export interface LimitRow {
  resource: string;
  used: number;
  limit: number | null;
}

/** `"20"`, `20`, `"Unlimited"` and `-1` all occur. Storage is told in GiB with a fraction; the graph rounds up. */
function numberOf(value: unknown): number | null {
  const number = typeof value === 'number' ? value : typeof value === 'string' ? Number(value) : Number.NaN;
  return Number.isFinite(number) && number >= 0 ? Math.ceil(number) : null;
}

/** The counters and limits that a row of `listAccounts`, `listDomains` or `listProjects` carries. */
export function limitsOf(row: object): LimitRow[] {
  const fields: Readonly<Record<string, unknown>> = { ...row };
  return Object.entries(COUNTED).flatMap(([resource, name]) =>
    `${name}total` in fields ? [{ resource, used: numberOf(fields[`${name}total`]) ?? 0, limit: numberOf(fields[`${name}limit`]) }] : [],
  );
}

export const ResourceLimit = builder.objectRef<LimitRow>('ResourceLimit').implement({
  description: 'How much of something an account, domain or project has, and may have.',
  fields: (t) => ({
    resource: t.exposeString('resource', {
      description: `What is counted: ${Object.keys(COUNTED).join(', ')}. The name says the unit where it is not pieces.`,
    }),
    used: t.field({ type: 'BigInt', description: 'How much there is.', resolve: (row) => row.used }),
    limit: t.field({ type: 'BigInt', nullable: true, description: 'How much there may be; null: unlimited.', resolve: (row) => row.limit }),
  }),
});

/** A counter of such a row, in pieces. */
export const countOf = (row: object, field: string) => numberOf((row as Record<string, unknown>)[field]) ?? 0;

export const ResourceCounts = builder.objectRef<object>('ResourceCounts').implement({
  description: 'What an account, domain or project has, in pieces.',
  fields: (t) => ({
    virtualMachines: t.int({ description: 'Virtual machines.', resolve: (row) => countOf(row, 'vmtotal') }),
    running: t.int({ description: 'Running virtual machines.', resolve: (row) => countOf(row, 'vmrunning') }),
    stopped: t.int({ description: 'Stopped virtual machines.', resolve: (row) => countOf(row, 'vmstopped') }),
    volumes: t.int({ description: 'Volumes.', resolve: (row) => countOf(row, 'volumetotal') }),
    snapshots: t.int({ description: 'Snapshots of volumes.', resolve: (row) => countOf(row, 'snapshottotal') }),
    templates: t.int({ description: 'Templates and ISOs of its own.', resolve: (row) => countOf(row, 'templatetotal') }),
    networks: t.int({ description: 'Networks.', resolve: (row) => countOf(row, 'networktotal') }),
    publicIpAddresses: t.int({ description: 'Public IP addresses.', resolve: (row) => countOf(row, 'iptotal') }),
  }),
});
