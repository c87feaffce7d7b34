/** Rows of projects, their members and invitations. */
import { timestamp } from '../../clock.ts';
import type { Body } from '../../command.ts';
import type { Store } from '../../store.ts';
import { accounts, domains, users } from '../accounts/account-records.ts';
import { accountCounters } from '../accounts/account-rows.ts';
import { tagFields } from '../tags/tag-fields.ts';
import { type ProjectInvitationRecord, type ProjectMemberRecord, type ProjectRecord, projectMembers, projects } from './project-records.ts';

/** With the counters of the account that owns the project's resources, unless they are not wanted. */
export function projectRow(store: Store, project: ProjectRecord, counted = true): Body {
  const domain = store.table(domains).byId(project.domainId);
  const own = store.table(accounts).byId(project.projectAccountId);
  const {
    projectlimit: _limit,
    projecttotal: _total,
    projectavailable: _available,
    ...counters
  } = own === undefined || !counted ? {} : accountCounters(store, own);
  const owners = membersOf(store, project).filter(({ role }) => role === 'Admin');
  return {
    id: project.uuid,
    name: project.name,
    displaytext: project.displayText,
    domainid: domain?.uuid,
    domain: domain?.name,
    owner: owners.map((member) => ownerRow(store, member)),
    projectaccountname: own?.name,
    state: project.state,
    tags: tagFields(store, project.uuid),
    ...counters,
    created: timestamp(project.created),
  };
}

function ownerRow(store: Store, member: ProjectMemberRecord): Body {
  const user = store.table(users).byId(member.memberUserId);
  const account = store.table(accounts).byId(member.memberAccountId);
  return user === undefined ? { account: account?.name } : { account: account?.name, user: user.username, userid: user.uuid };
}

/** The members of a project, newest first as `listProjectAccounts` gives them. */
export function membersOf(store: Store, project: ProjectRecord): ProjectMemberRecord[] {
  return [...store.table(projectMembers).by('project', project.id)].reverse();
}

export function memberRow(store: Store, member: ProjectMemberRecord): Body {
  const project = store.table(projects).byId(member.projectId);
  const account = store.table(accounts).byId(member.memberAccountId);
  const user = store.table(users).byId(member.memberUserId);
  const domain = store.table(domains).byId(account?.domainId);
  return {
    projectid: project?.uuid,
    project: project?.name,
    accountid: account?.uuid,
    account: account?.name,
    accounttype: account?.type,
    userid: user?.uuid,
    username: user?.username,
    role: member.role,
    domainid: domain?.uuid,
    domain: domain?.name,
    domainpath: domain?.path,
  };
}

export function invitationRow(store: Store, invitation: ProjectInvitationRecord): Body {
  const project = store.table(projects).byId(invitation.projectId);
  const account = store.table(accounts).byId(invitation.forAccountId);
  const domain = store.table(domains).byId(account?.domainId);
  return {
    id: invitation.uuid,
    projectid: project?.uuid,
    project: project?.name,
    domainid: domain?.uuid,
    domain: domain?.name,
    domainpath: domain?.path,
    account: account?.name,
    userid: store.table(users).byId(invitation.forUserId)?.uuid,
    email: invitation.email,
    state: invitation.state,
  };
}
