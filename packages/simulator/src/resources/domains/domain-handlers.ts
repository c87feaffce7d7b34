/** Domains: the tree that accounts hang in. */
import { accountsInDomain, inside } from '../../access.ts';
import { timestamp } from '../../clock.ts';
import { asJob, type Body, type Call, type JobPlan, type ResourceModule, sync } from '../../command.ts';
import { wantsCounters } from '../../details.ts';
import { forbidden, internal, invalid } from '../../errors.ts';
import { SYSTEM } from '../../events.ts';
import { countOf, type ResourceTypeName, resourceLimits } from '../../limits.ts';
import { same } from '../../matching.ts';
import { all, listBody, when } from '../../paging.ts';
import type { Store } from '../../store.ts';
import { accounts, type DomainRecord, domains, users } from '../accounts/account-records.ts';
import { checkNetworkDomain } from '../networks/network-domain.ts';

const quick = 600;

/** The counters of domains, by the prefix of their keys. */
const counters: readonly (readonly [string, ResourceTypeName])[] = [
  ['vm', 'user_vm'],
  ['ip', 'public_ip'],
  ['volume', 'volume'],
  ['snapshot', 'snapshot'],
  ['backup', 'backup'],
  ['backupstorage', 'backup_storage'],
  ['template', 'template'],
  ['project', 'project'],
  ['network', 'network'],
  ['vpc', 'vpc'],
  ['cpu', 'cpu'],
  ['memory', 'memory'],
  ['gpu', 'gpu'],
  ['primarystorage', 'primary_storage'],
  ['secondarystorage', 'secondary_storage'],
  ['bucket', 'bucket'],
  ['objectstorage', 'object_storage'],
];

function nameFields(store: Store, domain: DomainRecord): Body {
  const parent = store.table(domains).byId(domain.parentId);
  return {
    id: domain.uuid,
    name: domain.name,
    level: domain.level,
    parentdomainid: parent?.uuid,
    parentdomainname: parent?.name,
    haschild: store.table(domains).by('parent', domain.id).length > 0,
    path: domain.path,
  };
}

export function domainRow(store: Store, domain: DomainRecord, counted = true): Body {
  return {
    ...nameFields(store, domain),
    state: domain.state,
    networkdomain: domain.networkDomain,
    created: domain.parentId === undefined ? undefined : timestamp(domain.created),
    ...(counted ? countersOf(store, domain) : {}),
    hasannotations: false,
  };
}

/** A domain's total is that of all accounts in it and below. */
function countersOf(store: Store, domain: DomainRecord): Body {
  const members = accountsInDomain(store, domain, true)
    .filter((id) => id !== SYSTEM)
    .map((id) => store.table(accounts).byId(id));
  const own = store.table(resourceLimits).by('domain', domain.id);
  const counts: Body = {};
  for (const [prefix, type] of counters) {
    const total = members.reduce((sum, account) => sum + (account === undefined ? 0 : countOf(store, account, type)), 0);
    const limit = own.find((row) => row.type === type && row.accountId === undefined)?.max ?? -1;
    counts[`${prefix}limit`] = limit < 0 ? 'Unlimited' : String(limit);
    counts[`${prefix}total`] = total;
    counts[`${prefix}available`] = limit < 0 ? 'Unlimited' : String(limit - total);
  }
  return counts;
}

function ownDomain(call: Call): DomainRecord | undefined {
  return call.cloud.store.table(domains).byId(call.caller.account.domainId);
}

function conditions(call: Call): ((row: DomainRecord) => boolean) | undefined {
  const { params } = call;
  return all<DomainRecord>(
    when(params.text('name'), (row, name) => same(row.name, name)),
    when(params.number('level'), (row, level) => row.level === level),
    when(params.like('keyword'), (row, like) => like(row.name)),
  );
}

/** The caller's own, and with `listall` those below it; root admins see all. */
function listDomains(call: Call): Body {
  const { store } = call.cloud;
  const { caller } = call;
  const deep = caller.role === 'Admin' || call.params.boolean('listall') === true;
  const one = call.params.row(domains, 'id');
  const seen = store
    .table(domains)
    .all()
    .filter((row) => (deep ? inside(store, row.id, caller.account.domainId) : row.id === caller.account.domainId));
  const allowed = (row: DomainRecord): boolean =>
    caller.role === 'User' ? row.id === caller.account.domainId : inside(store, row.id, caller.account.domainId);
  if (one !== undefined && store.table(domains).isRemoved(one)) throw invalid(`Domain id=${one.id} doesn't exist`);
  if (one !== undefined && !allowed(one)) throw forbidden();
  const test = conditions(call);
  const rows = one === undefined ? seen : [one];
  const counted = wantsCounters(call);
  return listBody(call, 'domain', test === undefined ? rows : rows.filter(test), (row) => domainRow(store, row, counted));
}

function listDomainChildren(call: Call): Body {
  const { store } = call.cloud;
  const parent = call.params.row(domains, 'id') ?? ownDomain(call);
  if (parent === undefined || !inside(store, parent.id, call.caller.account.domainId)) throw forbidden();
  const deep = call.params.boolean('isrecursive') === true;
  const below = deep
    ? store
        .table(domains)
        .all()
        .filter((row) => row !== parent && inside(store, row.id, parent.id))
    : store.table(domains).by('parent', parent.id);
  const test = conditions(call);
  return listBody(call, 'domain', test === undefined ? below : below.filter(test), (row) => domainRow(store, row));
}

function createDomain(call: Call): Body {
  const { params, cloud } = call;
  const { store, clock, events } = cloud;
  const parent = params.row(domains, 'parentdomainid') ?? ownDomain(call);
  if (parent === undefined || !inside(store, parent.id, call.caller.account.domainId)) throw forbidden();
  const name = params.required('name');
  checkFree(store, parent, name);
  const networkDomain = params.text('networkdomain');
  checkNetworkDomain(networkDomain);
  const domain = store.table(domains).insert({
    ...{ name, path: `${parent.path}/${name}`, parentId: parent.id, level: parent.level + 1, created: clock.now(), state: 'Active' },
    ...(networkDomain === undefined ? {} : { networkDomain }),
  });
  events.completed(call, eventOf(domain, 'DOMAIN.CREATE', 'creating Domain'));
  return { domain: { ...nameFields(store, domain), secondarystoragetotal: 0 } };
}

function checkFree(store: Store, parent: DomainRecord, name: string): void {
  if (name.includes('/')) throw invalid('Domain name must not contain a slash');
  const taken = store
    .table(domains)
    .by('parent', parent.id)
    .some((row) => row.name.toLowerCase() === name.toLowerCase());
  if (taken) throw invalid(`Domain with name ${name} already exists for the parent id=${parent.id}`);
}

function changeable(call: Call): DomainRecord {
  const domain = call.params.row(domains, 'id');
  if (domain === undefined || domain.parentId === undefined)
    throw invalid('The ROOT domain may not be edited with a new name, nor deleted');
  if (!inside(call.cloud.store, domain.id, call.caller.account.domainId)) throw forbidden();
  return domain;
}

function updateDomain(call: Call): Body {
  const { params, cloud } = call;
  const { store, events } = cloud;
  const domain = changeable(call);
  const parent = store.table(domains).byId(domain.parentId);
  const name = params.text('name') ?? domain.name;
  if (parent !== undefined && name !== domain.name) checkFree(store, parent, name);
  checkNetworkDomain(params.text('networkdomain'));
  const networkDomain = params.text('networkdomain') ?? domain.networkDomain;
  const before = domain.path;
  store.table(domains).update(domain, { name, ...(networkDomain === undefined ? {} : { networkDomain }) });
  for (const row of store.table(domains).all()) {
    if (row !== domain && !row.path.startsWith(`${before}/`)) continue;
    store.table(domains).update(row, { path: `${parent?.path}/${name}${row.path.slice(before.length)}` });
  }
  events.completed(call, eventOf(domain, 'DOMAIN.UPDATE', 'updating Domain'));
  return { domain: domainRow(store, domain) };
}

/** With `cleanup` the accounts and domains below go too. */
function deleteDomain(call: Call): JobPlan {
  const { store } = call.cloud;
  const domain = changeable(call);
  const cleanup = call.params.boolean('cleanup') === true;
  return {
    instance: { type: 'Domain', uuid: domain.uuid },
    milliseconds: quick,
    event: { ...eventOf(domain, 'DOMAIN.DELETE', 'deleting Domain'), scheduled: `deleting domain: ${domain.uuid}` },
    finish: () => {
      const below = store
        .table(domains)
        .all()
        .filter((row) => inside(store, row.id, domain.id));
      const inhabitants = accountsInDomain(store, domain, true);
      if (!cleanup && (inhabitants.length > 0 || below.length > 1)) {
        throw internal(`Failed to delete domain ${domain.name} (id: ${domain.uuid}); either accounts, subdomains or resources exist in it`);
      }
      for (const id of inhabitants) {
        for (const user of [...store.table(users).ofAccount(id)]) store.table(users).remove(user);
        const account = store.table(accounts).byId(id);
        if (account !== undefined) store.table(accounts).remove(account);
      }
      for (const row of below) store.table(domains).remove(row);
      return { success: true };
    },
  };
}

function eventOf(domain: DomainRecord, type: string, description: string) {
  return { type, description, detail: `Domain ID: ${domain.uuid}`, resourceType: 'Domain', resourceUuid: domain.uuid };
}

const byId = { entities: { id: domains } };

export const domainResource: ResourceModule = {
  commands: {
    listDomains: sync(listDomains, byId),
    listDomainChildren: sync(listDomainChildren, byId),
    createDomain: sync(createDomain),
    updateDomain: sync(updateDomain, byId),
    deleteDomain: asJob('admin.domain.DeleteDomainCmd', deleteDomain, byId),
  },
};
