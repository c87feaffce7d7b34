/** Who belongs to a project: whole accounts, single users, and those who are invited. */
import { mayAct, target } from '../../access.ts';
import { asJob, type Body, type Call, type Commands, type JobPlan, sync } from '../../command.ts';
import { forbidden, invalid } from '../../errors.ts';
import { all, listBody, when } from '../../paging.ts';
import { type AccountRecord, accounts, type UserRecord, users } from '../accounts/account-records.ts';
import { managed } from './project-access.ts';
import {
  type ProjectInvitationRecord,
  type ProjectMemberRecord,
  type ProjectRecord,
  projectInvitations,
  projectMembers,
  projects,
  projectsOf,
} from './project-records.ts';
import { invitationRow, memberRow, membersOf } from './project-rows.ts';

const quick = 300;

interface Candidate {
  readonly account?: AccountRecord;
  readonly user?: UserRecord;
  readonly email?: string;
}

function roleOf(call: Call): ProjectMemberRecord['role'] {
  return call.params.text('roletype')?.toLowerCase() === 'admin' ? 'Admin' : 'Regular';
}

/** Adds at once, or invites where the cloud wants invitations. An e-mail address can only be invited. */
function add(call: Call, project: ProjectRecord, candidate: Candidate, what: string): JobPlan {
  const { store, clock, configuration } = call.cloud;
  const role = roleOf(call);
  const members = store.table(projectMembers).by('project', project.id);
  const { account, user, email } = candidate;
  if (
    members.some(
      (member) => member.memberAccountId === account?.id && (member.memberUserId === undefined || member.memberUserId === user?.id),
    )
  ) {
    throw invalid(`Account ${account?.name} already added to project ${project.name}`);
  }
  const invite = configuration.get('project.invite.required') === 'true' || account === undefined;
  return plan(
    project,
    'PROJECT.ACCOUNT.ADD',
    `adding ${what} to project`,
    `Adding ${what} ${user?.username ?? account?.name ?? email} to project: ${project.id}`,
    () => {
      if (invite) {
        const whom = {
          ...(account === undefined ? {} : { forAccountId: account.id }),
          ...(user === undefined ? {} : { forUserId: user.id }),
        };
        store.table(projectInvitations).insert({
          projectId: project.id,
          role,
          state: 'Pending',
          created: clock.now(),
          ...whom,
          ...(email === undefined ? {} : { email }),
        });
      } else {
        const single = user === undefined ? {} : { memberUserId: user.id };
        store.table(projectMembers).insert({ projectId: project.id, memberAccountId: account.id, role, ...single });
      }
      return { success: true };
    },
    `; ${user === undefined ? 'account' : 'user'}Name ${user?.username ?? account?.name ?? email}`,
  );
}

function addAccountToProject(call: Call): JobPlan {
  const { params, cloud } = call;
  const project = managed(call, 'projectid');
  const name = params.text('account');
  const email = params.text('email');
  if (name === undefined && email === undefined) throw invalid('Either accountName or email is required');
  if (name === undefined) return add(call, project, { email: email ?? '' }, 'account');
  const account = accountNamed(call, project, name);
  if (account === undefined) throw invalid(`Unable to find account name=${name} in domain id=${project.domainId}`);
  if (cloud.store.table(accounts).isRemoved(account)) throw invalid(`Account ${name} was removed`);
  return add(call, project, { account }, 'account');
}

function addUserToProject(call: Call): JobPlan {
  const { params, cloud } = call;
  const { store } = cloud;
  const project = managed(call, 'projectid');
  const name = params.required('username');
  const user = store
    .table(users)
    .by('username', name.toLowerCase())
    .find((row) => store.table(accounts).byId(row.accountId)?.domainId === project.domainId);
  const account = store.table(accounts).byId(user?.accountId);
  if (user === undefined || account === undefined) throw invalid(`Invalid user with name ${name} in domain of the project`);
  return add(call, project, { account, user }, 'user');
}

function accountNamed(call: Call, project: ProjectRecord, name: string): AccountRecord | undefined {
  return call.cloud.store
    .table(accounts)
    .by('name', name.toLowerCase())
    .find((account) => account.domainId === project.domainId && account.type !== 5);
}

function remove(call: Call, project: ProjectRecord, member: ProjectMemberRecord | undefined, what: string): JobPlan {
  const { store } = call.cloud;
  if (member === undefined) throw invalid(`The ${what} is not assigned to the project`);
  const admins = store
    .table(projectMembers)
    .by('project', project.id)
    .filter(({ role }) => role === 'Admin');
  if (admins.length === 1 && admins[0] === member)
    throw invalid(`Unable to delete ${what} from project ${project.name} as it is the only admin`);
  return plan(project, 'PROJECT.ACCOUNT.REMOVE', `removing ${what} from project`, `Removing ${what} from project: ${project.id}`, () => {
    store.table(projectMembers).remove(member);
    return { success: true };
  });
}

function deleteAccountFromProject(call: Call): JobPlan {
  const project = managed(call, 'projectid');
  const account = accountNamed(call, project, call.params.required('account'));
  const member = membersOf(call.cloud.store, project).find((row) => row.memberAccountId === account?.id && row.memberUserId === undefined);
  return remove(call, project, member, 'account');
}

function deleteUserFromProject(call: Call): JobPlan {
  const project = managed(call, 'projectid');
  const user = call.params.row(users, 'userid');
  const member = membersOf(call.cloud.store, project).find((row) => row.memberUserId === user?.id);
  return remove(call, project, member, 'user');
}

function listProjectAccounts(call: Call): Body {
  const { params, cloud } = call;
  const { store } = cloud;
  const project = params.row(projects, 'projectid');
  const rows = project === undefined ? [] : membersOf(store, project);
  const nameOf = (row: ProjectMemberRecord): string => store.table(accounts).byId(row.memberAccountId)?.name ?? '';
  const test = all<ProjectMemberRecord>(
    when(params.text('account'), (row, name) => nameOf(row) === name),
    when(params.text('role')?.toLowerCase(), (row, role) => row.role.toLowerCase() === role),
    when(params.row(users, 'userid'), (row, user) => row.memberUserId === user.id),
    when(params.like('keyword'), (row, like) => like(nameOf(row))),
  );
  return listBody(call, 'projectaccount', test === undefined ? rows : rows.filter(test), (row) => memberRow(store, row));
}

/** Those made to the caller, or those of a project that the caller belongs to. */
function listProjectInvitations(call: Call): Body {
  const { params, cloud, caller } = call;
  const { store } = cloud;
  const project = params.row(projects, 'projectid');
  const table = store.table(projectInvitations);
  const everything = params.boolean('listall') === true && caller.role !== 'User';
  const rows = project !== undefined ? table.by('project', project.id) : everything ? table.all() : table.by('invited', caller.account.id);
  const test = all<ProjectInvitationRecord>(
    (row) => mine(call, row) || mayAct(store, caller, row.forAccountId) || projectsOf(store, caller).some(({ id }) => id === row.projectId),
    when(params.row(projectInvitations, 'id'), (row, one) => row === one),
    when(params.text('state')?.toLowerCase(), (row, state) => row.state.toLowerCase() === state),
    when(params.boolean('activeonly'), (row, active) => !active || row.state === 'Pending'),
  );
  return listBody(call, 'projectinvitation', test === undefined ? rows : rows.filter(test), (row) => invitationRow(store, row));
}

function mine(call: Call, invitation: ProjectInvitationRecord): boolean {
  const { account, user } = call.caller;
  return (
    (invitation.forAccountId === account.id && (invitation.forUserId ?? user.id) === user.id) ||
    (invitation.email !== undefined && invitation.email === user.email)
  );
}

function updateProjectInvitation(call: Call): JobPlan {
  const { params, cloud, caller } = call;
  const { store } = cloud;
  const project = params.row(projects, 'projectid');
  const invitation =
    project === undefined
      ? undefined
      : store
          .table(projectInvitations)
          .by('project', project.id)
          .find((row) => row.state === 'Pending' && mine(call, row));
  if (project === undefined || invitation === undefined) throw invalid('Unable to find invitation for this account or user to the project');
  const accept = params.boolean('accept') !== false;
  return plan(
    project,
    'PROJECT.INVITATION.UPDATE',
    'updating project invitation',
    `Updating project invitation for projectId ${project.uuid}`,
    () => {
      store.table(projectInvitations).update(invitation, { state: accept ? 'Completed' : 'Declined' });
      const single = invitation.forUserId === undefined ? {} : { memberUserId: invitation.forUserId };
      if (accept)
        store.table(projectMembers).insert({ projectId: project.id, memberAccountId: caller.account.id, role: invitation.role, ...single });
      return { success: true };
    },
  );
}

function deleteProjectInvitation(call: Call): JobPlan {
  const { store } = call.cloud;
  const invitation = target(call, projectInvitations, 'id');
  const project = store.table(projects).byId(invitation.projectId);
  if (project === undefined) throw invalid('Unable to find the project of the invitation');
  if (!mine(call, invitation) && !projectsOf(store, call.caller).includes(project) && call.caller.role === 'User') throw forbidden();
  return plan(
    project,
    'PROJECT.INVITATION.REMOVE',
    'removing project invitation',
    `Project invitation id ${invitation.id} is being removed`,
    () => {
      store.table(projectInvitations).remove(invitation);
      return { success: true };
    },
  );
}

function plan(project: ProjectRecord, type: string, description: string, scheduled: string, finish: () => Body, who = ''): JobPlan {
  const event = {
    type,
    description,
    scheduled,
    detail: `Project ID: ${project.id}${who}`,
    resourceType: 'Project',
    resourceUuid: project.uuid,
  };
  return { instance: { type: 'Project' }, milliseconds: quick, event, finish };
}

const byInvitation = { entities: { id: projectInvitations } };

/** Registered with the commands of projects. */
export const memberCommands: Commands = {
  addAccountToProject: asJob('user.account.AddAccountToProjectCmd', addAccountToProject),
  addUserToProject: asJob('user.account.AddUserToProjectCmd', addUserToProject),
  deleteAccountFromProject: asJob('user.account.DeleteAccountFromProjectCmd', deleteAccountFromProject),
  deleteUserFromProject: asJob('user.account.DeleteUserFromProjectCmd', deleteUserFromProject),
  listProjectAccounts: sync(listProjectAccounts),
  listProjectInvitations: sync(listProjectInvitations, byInvitation),
  updateProjectInvitation: asJob('user.project.UpdateProjectInvitationCmd', updateProjectInvitation),
  deleteProjectInvitation: asJob('user.project.DeleteProjectInvitationCmd', deleteProjectInvitation, byInvitation),
};
