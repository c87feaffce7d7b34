/** The keys by which rows say whose they are. */
import type { Body } from '../../command.ts';
import type { Store } from '../../store.ts';
import { projects } from '../projects/project-records.ts';
import { accounts, domains } from './account-records.ts';

/** `account`, or `projectid` and `project`. */
export function accountFields(store: Store, accountId: number): Body {
  const account = store.table(accounts).byId(accountId);
  const project = account?.projectId === undefined ? undefined : store.table(projects).byId(account.projectId);
  return project === undefined ? { account: account?.name } : { projectid: project.uuid, project: project.name };
}

/** `domainid`, `domain`, `domainpath`. */
export function domainFields(store: Store, accountId: number): Body {
  const domain = store.table(domains).byId(store.table(accounts).byId(accountId)?.domainId);
  return { domainid: domain?.uuid, domain: domain?.name, domainpath: domain?.path };
}

/** `account` (or `projectid` and `project`), `domainid`, `domain`, `domainpath`: side by side in most rows. */
export const ownerFields = (store: Store, accountId: number): Body => ({
  ...accountFields(store, accountId),
  ...domainFields(store, accountId),
});
