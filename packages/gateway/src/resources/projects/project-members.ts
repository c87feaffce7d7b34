import * as z from 'zod';
import { builder } from '../../builder.ts';
import type { GatewayContext } from '../../context.ts';
import {
  ConflictError,
  ForbiddenError,
  InvalidInputError,
  InvalidStateError,
  JobFailedError,
  LimitExceededError,
  NotFoundError,
} from '../../errors.ts';
import { optionalUuidOf, uuidOf } from '../../ids.ts';
import { mutation } from '../../mutation.ts';
import { goneId, idField, type JobOutcome, type SuccessBuilder, startedJob, waitField, waitRule } from '../../payloads.ts';
import { requireRow } from '../../require-row.ts';
import { jobMutation, type Kind, touching } from '../../resource-mutations.ts';
import { startJob } from '../../run-command.ts';
import { resourceName } from '../../validation/text.ts';
import { forgetOwnProjects, type ProjectInvitationRow, projectInvitations, projects } from './project-loader.ts';
import { invitationRules } from './project-rules.ts';
import { Project, ProjectInvitation, ProjectRoleEnum } from './project-type.ts';

const projectIdField = { required: true, description: 'The project: typed id or UUID.' } as const;
const roleField = { type: ProjectRoleEnum, defaultValue: 'REGULAR', description: 'What the member may do.' } as const;
const emailField = { description: 'Where to send an invitation to, where the cloud wants members to be invited.' };
const words = { typename: 'Project', words: 'project' };
const address = z.email('Not an e-mail address. Write it like "ada@example.org".');

const AddAccountToProjectInput = builder.inputType('AddAccountToProjectInput', {
  description: 'Which account to add to which project.',
  fields: (t) => ({
    projectId: t.id(projectIdField),
    account: t.string({ description: 'Name of an account of the same domain; all its users become members.' }),
    email: t.string({ ...emailField, description: 'Instead of the account: the address to send an invitation to.' }),
    role: t.field(roleField),
    waitSeconds: t.int(waitField),
  }),
});

const AddUserToProjectInput = builder.inputType('AddUserToProjectInput', {
  description: 'Which user to add to which project.',
  fields: (t) => ({
    projectId: t.id(projectIdField),
    username: t.string({ required: true, description: 'The name of the user, of the same domain; colleagues of the account stay out.' }),
    email: t.string(emailField),
    role: t.field(roleField),
    waitSeconds: t.int(waitField),
  }),
});

const RemoveAccountFromProjectInput = builder.inputType('RemoveAccountFromProjectInput', {
  description: 'Which account to take out of which project.',
  fields: (t) => ({
    projectId: t.id(projectIdField),
    account: t.string({ required: true, description: 'Name of the account.' }),
    waitSeconds: t.int(waitField),
  }),
});

const RemoveUserFromProjectInput = builder.inputType('RemoveUserFromProjectInput', {
  description: 'Which user to take out of which project.',
  fields: (t) => ({
    projectId: t.id(projectIdField),
    userId: t.id({ required: true, description: 'The user: typed id or UUID (`ProjectMember.userId`).' }),
    waitSeconds: t.int(waitField),
  }),
});

const UpdateProjectMemberInput = builder.inputType('UpdateProjectMemberInput', {
  description: 'Which member of a project to give which role.',
  fields: (t) => ({
    projectId: t.id(projectIdField),
    account: t.string({ description: 'Name of the account, where all of it is a member.' }),
    userId: t.id({ description: 'The user, where only this one is a member: typed id or UUID (`ProjectMember.userId`).' }),
    role: t.field({ type: ProjectRoleEnum, required: true, description: 'What the member may do from now on.' }),
    waitSeconds: t.int(waitField),
  }),
});

const errors = [NotFoundError, ForbiddenError, InvalidInputError, ConflictError, InvalidStateError, LimitExceededError, JobFailedError];

const success = (t: SuccessBuilder<JobOutcome>) => ({
  project: t.field({
    type: Project,
    nullable: true,
    description: 'The project; null when the caller does not belong to it any more.',
    resolve: (outcome, _args, context) => projects.load(context, outcome.id),
  }),
  job: startedJob(t),
});

/** Members are changed by commands on their project. */
async function changeMembers<
  C extends 'addAccountToProject' | 'addUserToProject' | 'deleteAccountFromProject' | 'deleteUserFromProject' | 'updateProject',
>(
  context: GatewayContext,
  command: C,
  input: { projectId: string; waitSeconds?: number | null | undefined },
  parameters: (projectid: string) => Parameters<typeof startJob<C>>[2],
): Promise<JobOutcome> {
  const id = uuidOf('Project', input.projectId, ['input', 'projectId']);
  await requireRow(context, projects, words, id);
  const { job } = await startJob(context, command, parameters(id), { typename: 'Project', id, input, waitSeconds: input.waitSeconds });
  forgetOwnProjects(context);
  return { id, job };
}

const roleType = (role: 'ADMIN' | 'REGULAR' | null | undefined) => (role === 'ADMIN' ? 'Admin' : 'Regular');

mutation({
  name: 'addAccountToProject',
  description: 'Makes an account a member of a project, or invites it where the cloud wants that.',
  input: AddAccountToProjectInput,
  validate: z
    .object({ account: resourceName().nullish(), email: address.nullish(), ...waitRule })
    .refine((input) => typeof input.account === 'string' || typeof input.email === 'string', {
      path: ['account'],
      message: 'Give the account, or an e-mail address to invite.',
    }),
  success,
  errors,
  run: (input, context) =>
    changeMembers(context, 'addAccountToProject', input, (projectid) => ({
      projectid,
      account: input.account ?? undefined,
      email: input.email ?? undefined,
      roletype: roleType(input.role),
    })),
});

mutation({
  name: 'addUserToProject',
  description: 'Makes one user of an account a member of a project, or invites the user where the cloud wants that.',
  input: AddUserToProjectInput,
  validate: z.object({ username: resourceName(), email: address.nullish(), ...waitRule }),
  success,
  errors,
  run: (input, context) =>
    changeMembers(context, 'addUserToProject', input, (projectid) => ({
      projectid,
      username: input.username,
      email: input.email ?? undefined,
      roletype: roleType(input.role),
    })),
});

mutation({
  name: 'updateProjectMember',
  description: 'Changes what a member of a project may do. The last one who manages it goes on to do so.',
  input: UpdateProjectMemberInput,
  validate: z
    .object({ account: resourceName().nullish(), userId: z.string().nullish(), ...waitRule })
    .refine((input) => typeof input.account === 'string' || typeof input.userId === 'string', {
      path: ['account'],
      message: 'Give the account or the user.',
    }),
  success,
  errors,
  run: (input, context) => {
    const userid = optionalUuidOf('User', input.userId, ['input', 'userId']);
    const who = userid === undefined ? { account: input.account ?? undefined } : { userid };
    return changeMembers(context, 'updateProject', input, (id) => ({ id, ...who, roletype: roleType(input.role), swapowner: false }));
  },
});

mutation({
  name: 'removeAccountFromProject',
  description: 'Takes an account out of a project. What is in the project stays.',
  input: RemoveAccountFromProjectInput,
  validate: z.object({ account: resourceName(), ...waitRule }),
  success,
  errors,
  run: (input, context) =>
    changeMembers(context, 'deleteAccountFromProject', input, (projectid) => ({ projectid, account: input.account })),
});

mutation({
  name: 'removeUserFromProject',
  description: 'Takes one user out of a project. What is in the project stays.',
  input: RemoveUserFromProjectInput,
  validate: z.object(waitRule),
  success,
  errors,
  run: (input, context) => {
    const userid = uuidOf('User', input.userId, ['input', 'userId']);
    return changeMembers(context, 'deleteUserFromProject', input, (projectid) => ({ projectid, userid }));
  },
});

const invitation: Kind<ProjectInvitationRow> = {
  typename: 'ProjectInvitation',
  words: 'invitation',
  field: 'projectInvitation',
  type: ProjectInvitation,
  loader: projectInvitations,
  rules: invitationRules,
  forget: forgetOwnProjects,
};

jobMutation(invitation, {
  name: 'acceptProjectInvitation',
  description: 'Joins the project that the caller is invited to.',
  action: 'ACCEPT',
  command: 'updateProjectInvitation',
  parameters: (row) => ({ projectid: row.projectid ?? '', accept: true, ...invited(row) }),
  touches: (row) => touching('Project', row.projectid),
});

jobMutation(invitation, {
  name: 'declineProjectInvitation',
  description: 'Declines an invitation to a project.',
  action: 'DECLINE',
  command: 'updateProjectInvitation',
  parameters: (row) => ({ projectid: row.projectid ?? '', accept: false, ...invited(row) }),
});

const RevokeProjectInvitationInput = builder.inputType('RevokeProjectInvitationInput', {
  description: 'Which invitation to take back.',
  fields: (t) => ({ id: t.id(idField), waitSeconds: t.int(waitField) }),
});

mutation({
  name: 'revokeProjectInvitation',
  description: 'Takes an invitation to a project back, whether it was answered or not.',
  input: RevokeProjectInvitationInput,
  validate: z.object(waitRule),
  success: (t: SuccessBuilder<JobOutcome>) => ({ projectInvitationId: goneId(t, 'ProjectInvitation'), job: startedJob(t) }),
  errors,
  run: async (input, context) => {
    // Those who manage the project find its invitations by the project only, so CloudStack itself says whether there is one.
    const id = uuidOf('ProjectInvitation', input.id, ['input', 'id']);
    const options = { typename: 'ProjectInvitation', id, input, waitSeconds: input.waitSeconds };
    const { job } = await startJob(context, 'deleteProjectInvitation', { id }, options);
    return { id, job };
  },
});

/** CloudStack finds an invitation by the project and whom it is for. */
function invited(row: ProjectInvitationRow) {
  return row.userid === undefined ? { account: row.account } : { userid: row.userid };
}
