import type { Row } from '@cloudstack-graph/client';
import { builder } from '../builder.ts';
import type { GatewayContext } from '../context.ts';
import { GatewayError } from '../errors.ts';
import { typedId } from '../ids.ts';
import { domainPath } from '../interfaces.ts';
import { remember } from '../join-by-cost.ts';
import { type Identity, isAdmin } from './identity.ts';

type AccountRow = Row<'listAccounts'>;

/** What CloudStack counts and limits of an account: our name, and the beginning of its names. */
const COUNTED = {
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

interface LimitRow {
  resource: string;
  used: number;
  limit: number | null;
}

/** The caller's own account (`listAccounts`): counters, limits, role and domain in one call, once a request. */
export function ownAccount(context: GatewayContext): Promise<AccountRow> {
  return context.memo('own account', async () => {
    const { identity } = context.cloud;
    const { rows } = await context.cloud.list('listAccounts', { name: identity.account, domainid: identity.domainId, listall: true });
    const own = rows.find((row) => row.name === identity.account && row.domainid === identity.domainId);
    if (!own) throw new GatewayError('NOT_FOUND', 'CloudStack does not show you your own account.');
    if (!isAdmin(identity)) helpJoins(context, own);
    return own;
  });
}

/** The counters tell joins how many rows there are to list; administrators list more than their own. */
function helpJoins(context: GatewayContext, own: AccountRow): void {
  remember(context, { name: 'virtual machines' }, count(own, 'vmtotal'));
  remember(context, { name: 'volumes' }, count(own, 'volumetotal'));
  remember(context, { name: 'snapshots' }, count(own, 'snapshottotal'));
}

/** `"20"`, `20`, `"Unlimited"` and `-1` all occur. Storage is told in GiB with a fraction; the graph rounds up. */
function numberOf(value: unknown): number | null {
  const number = typeof value === 'number' ? value : typeof value === 'string' ? Number(value) : Number.NaN;
  return Number.isFinite(number) && number >= 0 ? Math.ceil(number) : null;
}

function limitsOf(row: AccountRow): LimitRow[] {
  const fields: Readonly<Record<string, unknown>> = { ...row };
  return Object.entries(COUNTED).flatMap(([resource, name]) =>
    `${name}total` in fields ? [{ resource, used: numberOf(fields[`${name}total`]) ?? 0, limit: numberOf(fields[`${name}limit`]) }] : [],
  );
}

const ResourceLimit = builder.objectRef<LimitRow>('ResourceLimit').implement({
  description: 'How much of something the account has, and may have.',
  fields: (t) => ({
    resource: t.exposeString('resource', {
      description: `What is counted: ${Object.keys(COUNTED).join(', ')}. The name says the unit where it is not pieces.`,
    }),
    used: t.field({ type: 'BigInt', description: 'How much there is.', resolve: (row) => row.used }),
    limit: t.field({ type: 'BigInt', nullable: true, description: 'How much there may be; null: unlimited.', resolve: (row) => row.limit }),
  }),
});

const count = (row: AccountRow, field: keyof AccountRow) => numberOf(row[field]) ?? 0;

const ResourceCounts = builder.objectRef<AccountRow>('ResourceCounts').implement({
  description: 'What the account has, in pieces.',
  fields: (t) => ({
    virtualMachines: t.int({ description: 'Virtual machines.', resolve: (row) => count(row, 'vmtotal') }),
    running: t.int({ description: 'Running virtual machines.', resolve: (row) => count(row, 'vmrunning') }),
    stopped: t.int({ description: 'Stopped virtual machines.', resolve: (row) => count(row, 'vmstopped') }),
    volumes: t.int({ description: 'Volumes.', resolve: (row) => count(row, 'volumetotal') }),
    snapshots: t.int({ description: 'Snapshots of volumes.', resolve: (row) => count(row, 'snapshottotal') }),
    templates: t.int({ description: 'Templates and ISOs of its own.', resolve: (row) => count(row, 'templatetotal') }),
    networks: t.int({ description: 'Networks.', resolve: (row) => count(row, 'networktotal') }),
    publicIpAddresses: t.int({ description: 'Public IP addresses.', resolve: (row) => count(row, 'iptotal') }),
  }),
});

export const Viewer = builder.objectRef<Identity>('Viewer').implement({
  description: 'Who calls, and what the account has.',
  fields: (t) => ({
    id: t.id({ description: 'The typed id of the user, like `User:…`.', resolve: (identity) => typedId('User', identity.key) }),
    username: t.exposeString('username', { description: 'The name to sign in with.' }),
    account: t.exposeString('account', { description: 'Name of the account.' }),
    domain: t.string({
      description: 'Name of the domain.',
      resolve: async (_identity, _args, context) => (await ownAccount(context)).domain ?? '',
    }),
    domainPath: t.string({
      description: 'Path of the domain, like `/acme`.',
      resolve: async (_identity, _args, context) => domainPath(await ownAccount(context)),
    }),
    role: t.string({
      description: 'Name of the role.',
      resolve: async (_identity, _args, context) => (await ownAccount(context)).rolename ?? '',
    }),
    roleType: t.string({ description: '`User`, `DomainAdmin`, `ResourceAdmin` or `Admin`.', resolve: (identity) => identity.roleType }),
    limits: t.field({
      type: [ResourceLimit],
      description: 'What the account may have.',
      resolve: async (_identity, _args, context) => limitsOf(await ownAccount(context)),
    }),
    counts: t.field({
      type: ResourceCounts,
      description: 'What the account has.',
      resolve: (_identity, _args, context) => ownAccount(context),
    }),
  }),
});

builder.queryField('viewer', (t) =>
  t.field({
    type: Viewer,
    nullable: true,
    description: 'Who calls; null: nobody.',
    resolve: (_root, _args, context) => context.identity ?? null,
  }),
);
