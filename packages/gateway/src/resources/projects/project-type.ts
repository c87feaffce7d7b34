import { builder } from '../../builder.ts';
import { forwardArguments, pageComplexity } from '../../connection.ts';
import { typedId } from '../../ids.ts';
import { Action, Owner, Resource, Tag } from '../../interfaces.ts';
import { listConnection } from '../../listing.ts';
import { limitsOf, ResourceCounts, ResourceLimit } from '../../resource-limits.ts';
import { connectionOf } from '../../resource-queries.ts';
import { offeredActions } from '../../rules.ts';
import { type ProjectInvitationRow, type ProjectMemberRow, type ProjectRow, projectInvitations, projects } from './project-loader.ts';
import { invitationRules, projectRules } from './project-rules.ts';

export const ProjectStateEnum = builder.enumType('ProjectState', {
  description: 'Whether a project can be used.',
  values: {
    ACTIVE: { description: 'It can be used.' },
    SUSPENDED: { description: 'Its machines are stopped, and nothing can be made in it.' },
    DISABLED: { description: 'It is about to be deleted.' },
  } as const,
});

export const ProjectRoleEnum = builder.enumType('ProjectRole', {
  description: 'What a member may do in a project.',
  values: {
    ADMIN: { description: 'Use it, and manage its members.' },
    REGULAR: { description: 'Use it.' },
  } as const,
});

export const ProjectInvitationStateEnum = builder.enumType('ProjectInvitationState', {
  description: 'How far an invitation is.',
  values: {
    PENDING: { description: 'It waits for an answer.' },
    COMPLETED: { description: 'It was accepted.' },
    DECLINED: { description: 'It was declined.' },
    EXPIRED: { description: 'Nobody answered in time.' },
  } as const,
});

const projectStates = ['ACTIVE', 'SUSPENDED', 'DISABLED'] as const;
const invitationStates = ['PENDING', 'COMPLETED', 'DECLINED', 'EXPIRED'] as const;

export const ProjectMember = builder.objectRef<ProjectMemberRow>('ProjectMember').implement({
  description: 'Who belongs to a project: a whole account, or one user of it.',
  fields: (t) => ({
    account: t.string({ description: 'Name of the account.', resolve: (row) => row.account ?? '' }),
    accountId: t.id({
      nullable: true,
      description: 'Typed id of the account.',
      resolve: (row) => (row.accountid === undefined ? null : typedId('Account', row.accountid)),
    }),
    username: t.string({
      nullable: true,
      description: 'Name of the user, where only this one of the account is a member.',
      resolve: (row) => (row as { username?: string }).username ?? null,
    }),
    userId: t.id({
      nullable: true,
      description: 'Typed id of that user.',
      resolve: (row) => {
        const { userid } = row as { userid?: string };
        return userid === undefined ? null : typedId('User', userid);
      },
    }),
    role: t.field({
      type: ProjectRoleEnum,
      description: 'What the member may do.',
      resolve: (row) => (row.role === 'Admin' ? 'ADMIN' : 'REGULAR'),
    }),
  }),
});

export const ProjectMemberConnection = connectionOf(ProjectMember, { one: 'a member of a project', many: 'members of a project' });

export const Project = builder.node(builder.objectRef<ProjectRow>('Project'), {
  description: 'Machines, volumes and networks that several accounts share. What is in it belongs to it, and to no account.',
  interfaces: [Resource],
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => projects.loadMany(context, ids),
  fields: (t) => ({
    uuid: t.id({ description: "CloudStack's own id.", resolve: (row) => row.id }),
    createdAt: t.field({ type: 'DateTime', nullable: true, description: 'When it was created.', resolve: (row) => row.created ?? null }),
    name: t.string({ description: 'The name, unique in its domain.', resolve: (row) => row.name ?? '' }),
    owner: t.field({
      type: Owner,
      description: 'Its first administrator, and the domain that it lies in.',
      resolve: (row) => ({
        account: row.owner?.[0]?.account ?? '',
        ...(row.domain === undefined ? {} : { domain: row.domain }),
        ...(row.domainid === undefined ? {} : { domainid: row.domainid }),
      }),
    }),
    actions: t.field({
      type: [Action],
      description: 'What may be done to it, and why not at the moment.',
      resolve: (row, _args, context) => offeredActions(context, projectRules, row),
    }),
    displayText: t.string({ description: 'What to say of it.', resolve: (row) => row.displaytext ?? '' }),
    state: t.field({
      type: ProjectStateEnum,
      description: 'Whether it can be used.',
      resolve: (row) => projectStates.find((state) => state === row.state?.toUpperCase()) ?? 'DISABLED',
    }),
    administrators: t.stringList({
      description: 'Names of the accounts that manage it.',
      resolve: (row) => (row.owner ?? []).flatMap((owner) => owner.account ?? []),
    }),
    tags: t.field({ type: [Tag], description: 'Its tags.', resolve: (row) => row.tags ?? [] }),
    counts: t.field({ type: ResourceCounts, description: 'What is in it.', resolve: (row) => row }),
    limits: t.field({ type: [ResourceLimit], description: 'What may be in it.', resolve: (row) => limitsOf(row) }),
    members: t.field({
      type: ProjectMemberConnection,
      description: 'Who belongs to it. One call a project.',
      args: forwardArguments(t.arg, 20),
      complexity: pageComplexity(),
      resolve: (row, args, context) =>
        listConnection(context, { command: 'listProjectAccounts' }, args, { parameters: { projectid: row.id } }),
    }),
  }),
});

export const PROJECT = { one: 'a project', many: 'projects' };
export const ProjectConnection = connectionOf(Project, PROJECT);

export const ProjectInvitation = builder.node(builder.objectRef<ProjectInvitationRow>('ProjectInvitation'), {
  description: 'The offer to an account or a user to join a project.',
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => projectInvitations.loadMany(context, ids),
  fields: (t) => ({
    uuid: t.id({ description: "CloudStack's own id.", resolve: (row) => row.id }),
    projectId: t.id({ description: 'Typed id of the project.', resolve: (row) => typedId('Project', row.projectid ?? '') }),
    projectName: t.string({
      description: 'Name of the project; one who is invited may not see more of it.',
      resolve: (row) => row.project ?? '',
    }),
    project: t.field({
      type: Project,
      nullable: true,
      description: 'The project; null for one who does not belong to it yet.',
      resolve: (row, _args, context) => (row.projectid === undefined ? null : projects.load(context, row.projectid)),
    }),
    account: t.exposeString('account', { nullable: true, description: 'Name of the account that is invited.' }),
    email: t.exposeString('email', { nullable: true, description: 'The address that the invitation was sent to.' }),
    userId: t.id({
      nullable: true,
      description: 'Typed id of the user, where a single one is invited.',
      resolve: (row) => (row.userid === undefined ? null : typedId('User', row.userid)),
    }),
    state: t.field({
      type: ProjectInvitationStateEnum,
      description: 'How far it is.',
      resolve: (row) => invitationStates.find((state) => state === row.state?.toUpperCase()) ?? 'EXPIRED',
    }),
    actions: t.field({
      type: [Action],
      description: 'What may be done to it, and why not at the moment.',
      resolve: (row, _args, context) => offeredActions(context, invitationRules, row),
    }),
  }),
});

export const PROJECT_INVITATION = { one: 'an invitation to a project', many: 'invitations to projects' };
export const ProjectInvitationConnection = connectionOf(ProjectInvitation, PROJECT_INVITATION);

builder.objectField(Project, 'invitations', (t) =>
  t.field({
    type: ProjectInvitationConnection,
    description: 'Who is invited to it. One call a project.',
    args: forwardArguments(t.arg, 20),
    complexity: pageComplexity(),
    resolve: (row, args, context) =>
      listConnection(context, { command: 'listProjectInvitations', loader: projectInvitations }, args, {
        parameters: { projectid: row.id },
      }),
  }),
);

builder.objectField(Owner, 'projectId', (t) =>
  t.id({
    nullable: true,
    description: 'Typed id of that project.',
    resolve: (row) => (row.projectid === undefined ? null : typedId('Project', row.projectid)),
  }),
);
