/** How much of everything an account owns, how much it may, and the refusal (535) beyond. */
import type { Cloud } from './cloud.ts';
import { ApiError } from './errors.ts';
import { type AccountRecord, accounts } from './resources/accounts/account-records.ts';
import { networks } from './resources/networks/network-records.ts';
import { projectMembers } from './resources/projects/project-records.ts';
import { snapshots } from './resources/snapshots/snapshot-records.ts';
import { isos, templates } from './resources/templates/template-records.ts';
import { virtualMachines } from './resources/virtual-machines/virtual-machine-records.ts';
import { GIB, volumes } from './resources/volumes/volume-records.ts';
import { defineTable, type Entity, type Store } from './store.ts';

/** The kinds of resource that are limited, in the order of their numbers (`resourcetype`), with the default limits. */
export const resourceTypes = [
  { name: 'user_vm', limit: 20 },
  { name: 'public_ip', limit: 20 },
  { name: 'volume', limit: 20 },
  { name: 'snapshot', limit: 20 },
  { name: 'template', limit: 20 },
  { name: 'project', limit: 10 },
  { name: 'network', limit: 20 },
  { name: 'vpc', limit: 20 },
  { name: 'cpu', limit: 40 },
  { name: 'memory', limit: 40960 },
  { name: 'primary_storage', limit: 200 },
  { name: 'secondary_storage', limit: 400 },
  { name: 'backup', limit: 20 },
  { name: 'backup_storage', limit: 400 },
  { name: 'bucket', limit: 20 },
  { name: 'object_storage', limit: 400 },
  { name: 'gpu', limit: 20 },
] as const;

export type ResourceTypeName = (typeof resourceTypes)[number]['name'];

export interface ResourceLimitRecord extends Entity {
  accountId?: number;
  /** A limit of a whole domain. */
  domainId?: number;
  type: ResourceTypeName;
  /** -1 for none. */
  max: number;
}

export const resourceLimits = defineTable<ResourceLimitRecord>()({ name: 'ResourceLimit', indexes: { domain: (row) => row.domainId } });

/** The limit of an account: its own, or the default; root admins have none. -1 is "no limit". */
export function limitOf(store: Store, account: AccountRecord, type: ResourceTypeName): number {
  const own = store
    .table(resourceLimits)
    .ofAccount(account.id)
    .find((limit) => limit.type === type);
  if (own !== undefined) return own.max;
  if (account.type === 1) return -1;
  return resourceTypes.find((known) => known.name === type)?.limit ?? -1;
}

export function setLimit(store: Store, account: AccountRecord, type: ResourceTypeName, max: number): void {
  const table = store.table(resourceLimits);
  const own = table.ofAccount(account.id).find((limit) => limit.type === type);
  if (own === undefined) table.insert({ accountId: account.id, type, max });
  else table.update(own, { max });
}

/** Counts kept by resources that are not the core's own; GiB for storage, MiB for memory. */
export type Counter = (store: Store, account: AccountRecord) => number;

const gib = (bytes: number): number => Math.ceil(bytes / GIB);
const gone: readonly string[] = ['Destroyed', 'Expunging', 'Error'];

const livingVms = (store: Store, account: AccountRecord) =>
  store
    .table(virtualMachines)
    .ofAccount(account.id)
    .filter((vm) => !gone.includes(vm.state));

const counters: Partial<Record<ResourceTypeName, Counter>> = {
  user_vm: (store, account) => livingVms(store, account).length,
  cpu: (store, account) => livingVms(store, account).reduce((sum, vm) => sum + vm.cpuNumber, 0),
  memory: (store, account) => livingVms(store, account).reduce((sum, vm) => sum + vm.memory, 0),
  volume: (store, account) => livingVolumes(store, account).length,
  primary_storage: (store, account) => livingVolumes(store, account).reduce((sum, volume) => sum + gib(volume.size), 0),
  snapshot: (store, account) => store.table(snapshots).ofAccount(account.id).length,
  template: (store, account) => store.table(templates).ofAccount(account.id).length + store.table(isos).ofAccount(account.id).length,
  secondary_storage: (store, account) => {
    const images = [...store.table(templates).ofAccount(account.id), ...store.table(isos).ofAccount(account.id)];
    const bytes =
      images.reduce((sum, image) => sum + (image.size ?? 0), 0) +
      store
        .table(snapshots)
        .ofAccount(account.id)
        .reduce((sum, row) => sum + row.physicalSize, 0);
    return bytes / GIB;
  },
  network: (store, account) => store.table(networks).ofAccount(account.id).length,
  project: (store, account) =>
    store
      .table(projectMembers)
      .by('member', account.id)
      .filter((member) => member.role === 'Admin').length,
  public_ip: (store, account) => store.named('IpAddress')?.ofAccount(account.id).length ?? 0,
  vpc: (store, account) => store.named('Vpc')?.ofAccount(account.id).length ?? 0,
};

function livingVolumes(store: Store, account: AccountRecord) {
  return store
    .table(volumes)
    .ofAccount(account.id)
    .filter((volume) => volume.state !== 'Destroy');
}

/** How much of a kind an account owns now: a number, MiB of memory, GiB of storage. */
export function countOf(store: Store, account: AccountRecord, type: ResourceTypeName): number {
  return counters[type]?.(store, account) ?? 0;
}

/** The `cserrorcode` of a limit (ResourceAllocationException), unless a command has words of its own for it. */
const BEYOND_LIMIT = 4370;

/** Refuses with 535 what would take an account beyond its limit. */
export function checkLimit(cloud: Cloud, accountId: number, type: ResourceTypeName, amount: number, csErrorCode = BEYOND_LIMIT): void {
  const account = cloud.store.table(accounts).byId(accountId);
  if (account === undefined) return;
  const limit = limitOf(cloud.store, account, type);
  if (limit < 0) return;
  const current = countOf(cloud.store, account, type);
  if (current + amount <= limit) return;
  throw new ApiError(
    535,
    csErrorCode,
    `Maximum amount of resources of Type = '${type}', tag = 'null' for Account Name = ${account.name} in Domain Id = ${account.domainId} is exceeded: Account Resource Limit = ${limit}, Current Account Resource Amount = ${current}, Current Account Resource Reservation = 0, Requested Resource Amount = ${amount}.`,
  );
}
