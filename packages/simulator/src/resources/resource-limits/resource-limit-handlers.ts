/** How much accounts and domains may own. */
import { accountsInDomain, findAccount, inside, mayAct } from '../../access.ts';
import { type Body, type Call, type ResourceModule, sync } from '../../command.ts';
import { forbidden, invalid } from '../../errors.ts';
import { countOf, limitOf, type ResourceTypeName, resourceLimits, resourceTypes, setLimit } from '../../limits.ts';
import { listBody } from '../../paging.ts';
import type { Store } from '../../store.ts';
import { type AccountRecord, accounts, type DomainRecord, domains } from '../accounts/account-records.ts';
import { projects } from '../projects/project-records.ts';

/** An account, or a whole domain. */
type Holder = { readonly account: AccountRecord } | { readonly domain: DomainRecord };

/** Upstream answers `projectid` with the caller's own limits, and so does this. */
function holderOf(call: Call, projectCounts: boolean): Holder {
  const { params, cloud, caller } = call;
  const { store } = cloud;
  const project = params.row(projects, 'projectid');
  if (project !== undefined && projectCounts) return holderAccount(store, store.table(accounts).byId(project.projectAccountId));
  const domain = params.row(domains, 'domainid');
  const name = params.text('account');
  if (name !== undefined) {
    const account = findAccount(store, name, domain?.id ?? caller.account.domainId);
    if (account === undefined) throw invalid(`Unable to find account by name ${name} in domain with specified id`);
    if (!mayAct(store, caller, account.id)) throw forbidden();
    return { account };
  }
  if (domain === undefined) return { account: caller.account };
  if (!inside(store, domain.id, caller.account.domainId)) throw forbidden();
  return caller.role === 'User' ? { account: caller.account } : { domain };
}

function holderAccount(store: Store, account: AccountRecord | undefined): Holder {
  if (account === undefined || store.table(accounts).isRemoved(account)) throw invalid('Unable to find the account of the project');
  return { account };
}

function maximum(store: Store, holder: Holder, type: ResourceTypeName): number {
  if ('account' in holder) return limitOf(store, holder.account, type);
  const own = store.table(resourceLimits).by('domain', holder.domain.id);
  return own.find((limit) => limit.type === type)?.max ?? -1;
}

function limitRow(store: Store, holder: Holder, type: ResourceTypeName): Body {
  const domain = 'domain' in holder ? holder.domain : store.table(domains).byId(holder.account.domainId);
  return {
    account: 'account' in holder ? holder.account.name : undefined,
    ...{ domainid: domain?.uuid, domain: domain?.name, domainpath: domain?.path },
    ...typeFields(type),
    max: maximum(store, holder, type),
  };
}

function typeFields(type: ResourceTypeName): Body {
  return { resourcetype: String(resourceTypes.findIndex(({ name }) => name === type)), resourcetypename: type };
}

/** The type that `resourcetype` (a number) or `resourcetypename` names; undefined for all. */
function typeOf(call: Call): ResourceTypeName | undefined {
  const number = call.params.number('resourcetype');
  const name = call.params.text('resourcetypename');
  if (number === undefined && name === undefined) return undefined;
  const found = number === undefined ? resourceTypes.find((type) => type.name === name) : resourceTypes[number];
  if (found === undefined) throw invalid(`Please specify a valid resource type: ${number ?? name}`);
  return found.name;
}

/** The limits that somebody set come first, the defaults after them. */
function typesOf(store: Store, holder: Holder): ResourceTypeName[] {
  const table = store.table(resourceLimits);
  const own = 'account' in holder ? table.ofAccount(holder.account.id) : table.by('domain', holder.domain.id);
  const isSet = new Set(own.map(({ type }) => type));
  const names = resourceTypes.map(({ name }) => name);
  return [...names.filter((name) => isSet.has(name)), ...names.filter((name) => !isSet.has(name))];
}

function listResourceLimits(call: Call): Body {
  const { store } = call.cloud;
  const holder = holderOf(call, false);
  const type = typeOf(call);
  const types = type === undefined ? typesOf(store, holder) : [type];
  return listBody(call, 'resourcelimit', types, (name) => limitRow(store, holder, name));
}

function updateResourceLimit(call: Call): Body {
  const { store, events } = call.cloud;
  const holder = holderOf(call, true);
  const type = typeOf(call);
  const max = call.params.number('max') ?? -1;
  if (type === undefined) throw invalid('Please specify a resource type');
  if (max < -1) throw invalid('Please specify either -1 for an infinite limit or a limit of at least 0');
  if ('account' in holder && holder.account.id === call.caller.account.id && call.caller.role !== 'Admin')
    throw forbidden('Can not update your own resource limit');
  if ('account' in holder) setLimit(store, holder.account, type, max);
  else setDomainLimit(store, holder.domain, type, max);
  const thing =
    'account' in holder
      ? { resourceType: 'Account', resourceUuid: holder.account.uuid }
      : { resourceType: 'Domain', resourceUuid: holder.domain.uuid };
  const description = `updating resource limit. Resource Type: ${type}, New Value: ${max}`;
  events.completed(call, { type: 'RESOURCE.LIMIT.UPDATE', description, ...thing });
  return { resourcelimit: limitRow(store, holder, type) };
}

function countOfAccount(store: Store, id: number, type: ResourceTypeName): number {
  const account = store.table(accounts).byId(id);
  return account === undefined ? 0 : countOf(store, account, type);
}

/** Counts anew; here the counts are never wrong. */
function updateResourceCount(call: Call): Body {
  const { store } = call.cloud;
  const holder = holderOf(call, true);
  const type = typeOf(call);
  const domain = 'domain' in holder ? holder.domain : store.table(domains).byId(holder.account.domainId);
  const owners = 'account' in holder ? [holder.account.id] : accountsInDomain(store, holder.domain, true);
  return listBody(call, 'resourcecount', type === undefined ? resourceTypes.map(({ name }) => name) : [type], (name) => ({
    account: 'account' in holder ? holder.account.name : undefined,
    ...{ domainid: domain?.uuid, domain: domain?.name, domainpath: domain?.path },
    ...typeFields(name),
    resourcecount: owners.reduce((sum, id) => sum + countOfAccount(store, id, name), 0),
  }));
}

function setDomainLimit(store: Store, domain: DomainRecord, type: ResourceTypeName, max: number): void {
  const table = store.table(resourceLimits);
  const own = table.by('domain', domain.id).find((limit) => limit.type === type);
  if (own === undefined) table.insert({ domainId: domain.id, type, max });
  else table.update(own, { max });
}

export const resourceLimitResource: ResourceModule = {
  commands: {
    listResourceLimits: sync(listResourceLimits),
    updateResourceLimit: sync(updateResourceLimit),
    updateResourceCount: sync(updateResourceCount),
  },
};
