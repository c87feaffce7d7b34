/** Rows of users and accounts. */
import { timestamp } from '../../clock.ts';
import type { Body, Call } from '../../command.ts';
import { countOf, limitOf, type ResourceTypeName } from '../../limits.ts';
import type { Store } from '../../store.ts';
import { routers } from '../routers/router-records.ts';
import { usageAt } from '../virtual-machines/statistics.ts';
import { virtualMachines } from '../virtual-machines/virtual-machine-records.ts';
import { type AccountRecord, accounts, domains, roles, type UserRecord, users } from './account-records.ts';

/** A user. The API key is shown to whoever may see the row, as the real server does. */
export function userRow(store: Store, user: UserRecord): Body {
  const account = store.table(accounts).byId(user.accountId);
  const role = store.table(roles).byId(account?.roleId);
  const domain = store.table(domains).byId(account?.domainId);
  return {
    id: user.uuid,
    username: user.username,
    firstname: user.firstname,
    lastname: user.lastname,
    email: user.email === '' ? undefined : user.email,
    created: timestamp(user.created),
    state: user.state,
    timezone: user.timezone,
    account: account?.name,
    accounttype: account?.type,
    usersource: 'native',
    roleid: role?.uuid,
    roletype: role?.type,
    rolename: role?.name,
    domainid: domain?.uuid,
    domain: domain?.name,
    apikey: user.apiKey,
    accountid: account?.uuid,
    iscallerchilddomain: false,
    isdefault: user.builtIn === true,
    is2faenabled: user.secondFactor?.verified === true,
    is2famandated: user.secondFactorMandated === true,
  };
}

/** Limit, total and what is left of a kind: `vmlimit`, `vmtotal`, `vmavailable`. */
function counted(store: Store, account: AccountRecord, prefix: string, type: ResourceTypeName): Body {
  const limit = limitOf(store, account, type);
  const total = countOf(store, account, type);
  const unlimited = limit < 0;
  return {
    [`${prefix}limit`]: unlimited ? 'Unlimited' : String(limit),
    [`${prefix}total`]: total,
    [`${prefix}available`]: unlimited ? 'Unlimited' : fractional.has(type) ? decimal(limit - total) : String(limit - total),
  };
}

/** Kinds that are counted in fractions of GiB; the server writes what is left of them as `400.0`. */
const fractional: ReadonlySet<ResourceTypeName> = new Set(['secondary_storage']);

const decimal = (value: number): string => (Number.isInteger(value) ? value.toFixed(1) : String(value));

/** The counters in the order accounts show them; projects and domains start elsewhere in the same order. */
export function accountCounters(store: Store, account: AccountRecord): Body {
  const vms = store.table(virtualMachines).ofAccount(account.id);
  return {
    ...counted(store, account, 'vm', 'user_vm'),
    ...counted(store, account, 'ip', 'public_ip'),
    ...counted(store, account, 'volume', 'volume'),
    ...counted(store, account, 'snapshot', 'snapshot'),
    ...counted(store, account, 'backup', 'backup'),
    ...counted(store, account, 'backupstorage', 'backup_storage'),
    ...counted(store, account, 'template', 'template'),
    vmstopped: vms.filter((vm) => vm.state === 'Stopped').length,
    vmrunning: vms.filter((vm) => vm.state === 'Running').length,
    ...counted(store, account, 'project', 'project'),
    ...counted(store, account, 'network', 'network'),
    ...counted(store, account, 'vpc', 'vpc'),
    ...counted(store, account, 'cpu', 'cpu'),
    ...counted(store, account, 'memory', 'memory'),
    ...counted(store, account, 'gpu', 'gpu'),
    ...counted(store, account, 'primarystorage', 'primary_storage'),
    ...counted(store, account, 'secondarystorage', 'secondary_storage'),
    ...counted(store, account, 'bucket', 'bucket'),
    ...counted(store, account, 'objectstorage', 'object_storage'),
  };
}

/** Routers are asked for their traffic every five minutes (`router.stats.interval`). */
const TRAFFIC_AFTER = 300_000;

/** What passed through an account's routers; nothing while it has none. Simulated routers report a hundred bytes, once. */
function traffic(call: Call, account: AccountRecord): Body {
  const { store, clock, settings } = call.cloud;
  const asked = store
    .table(routers)
    .ofAccount(account.id)
    .map((router) => ({ router, seconds: (clock.now() - router.created) / 1000 }))
    .filter(({ seconds }) => seconds * 1000 >= TRAFFIC_AFTER);
  if (asked.length === 0) return {};
  const sum = (kib: 'networkRead' | 'networkWrite'): number =>
    asked.reduce(
      (total, { router, seconds }) =>
        total + (settings.hypervisor === 'Simulator' ? 100 : Math.round(seconds * 1024 * usageAt(router, router.created)[kib])),
      0,
    );
  return { receivedbytes: sum('networkRead'), sentbytes: sum('networkWrite') };
}

/** An account with its users and, unless they are not wanted, its counters. */
export function accountRow(call: Call, account: AccountRecord, counters = true): Body {
  const { store } = call.cloud;
  const role = store.table(roles).byId(account.roleId);
  const domain = store.table(domains).byId(account.domainId);
  return {
    id: account.uuid,
    name: account.name,
    accounttype: account.type,
    roleid: role?.uuid,
    roletype: role?.type,
    rolename: role?.name,
    domainid: domain?.uuid,
    domain: domain?.name,
    domainpath: domain?.path,
    ...traffic(call, account),
    ...(counters ? accountCounters(store, account) : {}),
    state: account.state,
    created: account.builtIn === true ? undefined : timestamp(account.created),
    user: store
      .table(users)
      .ofAccount(account.id)
      .map((user) => userRow(store, user)),
    isdefault: account.builtIn === true,
    groups: [],
    apikeyaccess: call.caller.role === 'Admin' ? 'INHERIT' : undefined,
  };
}
