/** Projects and who belongs to them. A project's resources are owned by an account of type 5 of its own. */
import type { Caller } from '../../command.ts';
import { defineTable, type Entity, type Store } from '../../store.ts';
import { accounts } from '../accounts/account-records.ts';

export interface ProjectRecord extends Entity {
  name: string;
  displayText: string;
  domainId: number;
  state: 'Active' | 'Disabled' | 'Suspended';
  created: number;
  /** The account that owns the project's resources. */
  projectAccountId: number;
}

export const projects = defineTable<ProjectRecord>()({
  name: 'Project',
  parameters: ['projectid'],
  indexes: { name: (row) => row.name.toLowerCase() },
  label: (row) => row.displayText,
});

/** A member: a whole account, or one user of it. */
export interface ProjectMemberRecord extends Entity {
  projectId: number;
  memberAccountId: number;
  memberUserId?: number;
  role: 'Admin' | 'Regular';
}

export const projectMembers = defineTable<ProjectMemberRecord>()({
  name: 'ProjectAccount',
  indexes: { project: (row) => row.projectId, member: (row) => row.memberAccountId },
});

/** A membership that was offered; only where `project.invite.required` is set. */
export interface ProjectInvitationRecord extends Entity {
  projectId: number;
  forAccountId?: number;
  forUserId?: number;
  email?: string;
  role: 'Admin' | 'Regular';
  state: 'Pending' | 'Completed' | 'Declined' | 'Expired';
  created: number;
}

export const projectInvitations = defineTable<ProjectInvitationRecord>()({
  name: 'ProjectInvitation',
  indexes: { project: (row) => row.projectId, invited: (row) => row.forAccountId },
});

/** The projects a caller belongs to, by its account or as a single user. */
export function projectsOf(store: Store, caller: Caller): ProjectRecord[] {
  const found: ProjectRecord[] = [];
  for (const member of store.table(projectMembers).by('member', caller.account.id)) {
    if (member.memberUserId !== undefined && member.memberUserId !== caller.user.id) continue;
    const project = store.table(projects).byId(member.projectId);
    if (project !== undefined && !found.includes(project)) found.push(project);
  }
  return found;
}

/** The accounts behind those projects, for `projectid=-1`: there a membership of any user of the account counts (a slip upstream). */
export function projectAccountsOf(store: Store, caller: Caller): number[] {
  return store
    .table(projectMembers)
    .by('member', caller.account.id)
    .map((member) => store.table(projects).byId(member.projectId)?.projectAccountId)
    .filter((id) => id !== undefined);
}

/** All accounts that own projects' resources. */
export function allProjectAccounts(store: Store): number[] {
  return store
    .table(projects)
    .all()
    .map((project) => project.projectAccountId)
    .filter((id) => store.table(accounts).byId(id) !== undefined);
}
