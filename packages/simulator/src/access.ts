/** Whose rows a caller sees, and on whose it may act: own account, domain, projects, root. */
import type { Call, Caller } from './command.ts';
import { ApiError, forbidden, invalid } from './errors.ts';
import { unknownId } from './params.ts';
import { type AccountRecord, accounts, type DomainRecord, domains } from './resources/accounts/account-records.ts';
import { allProjectAccounts, projectAccountsOf, projects, projectsOf } from './resources/projects/project-records.ts';
import type { Entity, Store, Table, TableDefinition } from './store.ts';

/** The accounts whose rows a list shows; `everything` for a root admin that asks for all. */
export type Scope =
  | { readonly kind: 'accounts'; readonly ids: readonly number[] }
  | { readonly kind: 'everything'; readonly projects: boolean };

const only = (ids: readonly number[]): Scope => ({ kind: 'accounts', ids: [...new Set(ids)].sort((a, b) => a - b) });

/** The scope of a list call: `listall`, `account` + `domainid`, `projectid`, `isrecursive`, and `id`, which widens it. */
export function listScope(call: Call): Scope {
  const { params, caller, cloud } = call;
  const { store } = cloud;
  const projectId = params.text('projectid');
  const listAll = params.boolean('listall') === true;
  if (projectId !== undefined && params.has('account')) throw invalid("Account and projectId can't be specified together");
  if (projectId === '-1') {
    if (caller.role === 'Admin') return listAll ? { kind: 'everything', projects: true } : only(allProjectAccounts(store));
    const member = projectAccountsOf(store, caller);
    return only(listAll || member.length === 0 ? [caller.account.id, ...member] : member);
  }
  if (projectId !== undefined) return only([projectAccount(call, projectId).id]);
  const named = namedOwner(call);
  if (named !== undefined) return named;
  if (caller.role === 'Admin') {
    if (listAll) return { kind: 'everything', projects: params.has('id') };
    return params.has('id') ? { kind: 'everything', projects: true } : only([caller.account.id]);
  }
  if (caller.role === 'DomainAdmin') {
    if (listAll) return only(accountsInDomain(store, callerDomain(store, caller), params.has('id')));
    return params.has('id') ? only(accountsInDomain(store, callerDomain(store, caller), true)) : only([caller.account.id]);
  }
  return only([caller.account.id]);
}

/** `account` + `domainid`, or `domainid` alone. */
function namedOwner(call: Call): Scope | undefined {
  const { params, caller, cloud } = call;
  const domain = params.row(domains, 'domainid');
  const name = params.text('account');
  if (name === undefined && domain === undefined) return undefined;
  if (domain === undefined) {
    const own = findAccount(cloud.store, name ?? '', caller.account.domainId);
    if (own === undefined) throw invalid(`could not find account ${name} in domain ${domainText(cloud.store, caller.account.domainId)}`);
    if (!mayAct(cloud.store, caller, own.id)) throw forbidden();
    return only([own.id]);
  }
  if (caller.role === 'User' && name === undefined) {
    if (domain.id !== caller.account.domainId) throw forbidden();
    return only([caller.account.id]);
  }
  if (name === undefined) {
    if (!seesDomain(cloud.store, caller, domain)) throw forbidden();
    const inside =
      params.boolean('isrecursive') === true
        ? accountsInDomain(cloud.store, domain, params.has('id'))
        : cloud.store
            .table(accounts)
            .by('domain', domain.id)
            .filter((account) => params.has('id') || isPerson(account))
            .map((row) => row.id);
    return only(inside);
  }
  const account = findAccount(cloud.store, name, domain.id);
  if (account === undefined) throw invalid(`could not find account ${name} in domain ${domainText(cloud.store, domain.id)}`);
  if (!mayAct(cloud.store, caller, account.id)) throw forbidden();
  return only([account.id]);
}

/** A domain as the server's own texts name it. */
function domainText(store: Store, id: number): string {
  const domain = store.table(domains).byId(id);
  return `Domain ${JSON.stringify({ id, name: domain?.name, path: domain?.path, uuid: domain?.uuid })}`;
}

/** The account a creation is for: `account` + `domainid`, the project's, or the caller's own. */
export function ownerOf(call: Call): AccountRecord {
  const { params, caller, cloud } = call;
  const projectId = params.text('projectid');
  const name = params.text('account');
  if (name === undefined) return projectId === undefined || projectId === '-1' ? caller.account : projectAccount(call, projectId);
  const domain = params.row(domains, 'domainid');
  if (domain === undefined) throw invalid('Account must be specified with domainId parameter');
  if (projectId !== undefined) throw invalid("ProjectId and account/domainId can't be specified together");
  const account = findAccount(cloud.store, name, domain.id);
  if (account === undefined) throw invalid(`Unable to find account by name ${name} in domain with specified id`);
  if (!mayAct(cloud.store, caller, account.id)) throw forbidden();
  return account;
}

/** What those who are invited need before they are members. */
const forOutsiders = new Set(['updateProjectInvitation']);

/** 432 unless the caller is a member of the project a call names. Admins are not asked here. */
export function checkProject(call: Call): void {
  const projectId = call.params.text('projectid');
  if (forOutsiders.has(call.command)) return;
  if (projectId === undefined || projectId === '-1' || call.caller.role !== 'User') return;
  const project = call.cloud.store.table(projects).get(projectId);
  if (project === undefined || projectsOf(call.cloud.store, call.caller).includes(project)) return;
  throw new ApiError(
    432,
    9999,
    `The API [${call.command}] does not exist or is not available for this account/user in project [${projectId}].`,
    'errorresponse',
  );
}

function projectAccount(call: Call, projectUuid: string): AccountRecord {
  const account = call.cloud.store.table(accounts).byId(call.cloud.store.table(projects).get(projectUuid)?.projectAccountId);
  if (account === undefined) throw unknownId(call.command, 'projectid', projectUuid);
  if (!mayAct(call.cloud.store, call.caller, account.id)) throw forbidden();
  return account;
}

/** Whether the caller may act on what this account owns. */
export function mayAct(store: Store, caller: Caller, accountId: number | undefined): boolean {
  if (accountId === undefined || caller.role === 'Admin' || accountId === caller.account.id) return true;
  const owner = store.table(accounts).byId(accountId);
  if (owner === undefined) return false;
  if (projectAccountsOf(store, caller).includes(accountId)) return true;
  return caller.role === 'DomainAdmin' && inside(store, owner.domainId, caller.account.domainId);
}

/** The row an action names: 431 when it is gone, 531 when it is another's. */
export function target<R extends Entity, I extends string>(call: Call, table: TableDefinition<R, I>, parameter: string): R {
  const row = call.params.row(table, parameter);
  if (row === undefined) throw invalid(`Unable to find ${table.name} by ${parameter}`);
  if (call.cloud.store.table(table).isRemoved(row)) throw invalid(`Unable to find UUID for id [${row.id}] of type [${table.name}]`);
  if (!mayAct(call.cloud.store, call.caller, row.accountId)) throw forbidden();
  return row;
}

/** The rows of a table within a scope, by ascending id. */
export function rowsIn<R extends Entity, I extends string>(store: Store, table: Table<R, I>, scope: Scope): readonly R[] {
  if (scope.kind === 'everything') {
    if (scope.projects) return table.all();
    const hidden = allProjectAccounts(store).filter((id) => table.ofAccount(id).length > 0);
    return hidden.length === 0 ? table.all() : table.all().filter((row) => row.accountId === undefined || !hidden.includes(row.accountId));
  }
  const groups = scope.ids.map((id) => table.ofAccount(id)).filter((rows) => rows.length > 0);
  if (groups.length <= 1) return groups[0] ?? [];
  return groups.flat().sort((a, b) => a.id - b.id);
}

export function inScope(store: Store, scope: Scope, accountId: number | undefined): boolean {
  if (scope.kind === 'accounts') return accountId !== undefined && scope.ids.includes(accountId);
  return scope.projects || accountId === undefined || store.table(accounts).byId(accountId)?.type !== 5;
}

const isPerson = (account: AccountRecord): boolean => account.type !== 5;

/** The ids of the accounts in a domain and below it. */
export function accountsInDomain(store: Store, domain: DomainRecord, withProjects: boolean): number[] {
  return store
    .table(accounts)
    .all()
    .filter((account) => (withProjects || isPerson(account)) && inside(store, account.domainId, domain.id))
    .map((account) => account.id);
}

/** Whether a domain is another one or lies below it. */
export function inside(store: Store, domainId: number, ancestorId: number): boolean {
  for (let at = store.table(domains).byId(domainId); at !== undefined; at = store.table(domains).byId(at.parentId)) {
    if (at.id === ancestorId) return true;
  }
  return false;
}

function seesDomain(store: Store, caller: Caller, domain: DomainRecord): boolean {
  return caller.role === 'Admin' || inside(store, domain.id, caller.account.domainId);
}

function callerDomain(store: Store, caller: Caller): DomainRecord {
  const domain = store.table(domains).byId(caller.account.domainId);
  if (domain === undefined) throw new Error(`account ${caller.account.name} is in no domain`);
  return domain;
}

export function findAccount(store: Store, name: string, domainId: number): AccountRecord | undefined {
  return store
    .table(accounts)
    .by('name', name.toLowerCase())
    .find((account) => account.domainId === domainId && account.state !== undefined && !store.table(accounts).isRemoved(account));
}
