import { builder } from '../../builder.ts';
import { forwardArguments, pageComplexity } from '../../connection.ts';
import { scopeParameters, TagFilter, tagParameters, tagsMatch } from '../../filters.ts';
import { optionalUuidOf } from '../../ids.ts';
import { allOf, listConnection } from '../../listing.ts';
import { resourceQueries } from '../../resource-queries.ts';
import { virtualMachines } from '../virtual-machines/virtual-machine-loader.ts';
import { VirtualMachineConnection } from '../virtual-machines/virtual-machine-queries.ts';
import { volumes } from '../volumes/volume-loader.ts';
import { VolumeConnection } from '../volumes/volume-type.ts';
import { projectInvitations, projects } from './project-loader.ts';
import {
  PROJECT,
  PROJECT_INVITATION,
  Project,
  ProjectConnection,
  ProjectInvitation,
  ProjectInvitationConnection,
  ProjectInvitationStateEnum,
  ProjectStateEnum,
} from './project-type.ts';

export const ProjectFilter = builder.inputType('ProjectFilter', {
  description: 'Which projects. All that is given must hold.',
  fields: (t) => ({
    keyword: t.string({ description: 'A part of the name or text.' }),
    name: t.string({ description: 'The name.' }),
    state: t.field({ type: ProjectStateEnum, description: 'Only those in this state.' }),
    account: t.string({ description: 'Only those of this account; only administrators may ask for others.' }),
    domainId: t.id({ description: 'Only those of this domain and what is below it; only administrators may ask for others.' }),
    tags: t.field({ type: [TagFilter], description: 'Only those with all these tags.' }),
  }),
});

resourceQueries({
  type: Project,
  connection: ProjectConnection,
  words: PROJECT,
  single: 'project',
  plural: 'projects',
  command: 'listProjects',
  loader: projects,
  filter: ProjectFilter,
  note: 'Those that the caller belongs to; administrators see those of their domain.',
  select: (filter, context) => ({
    parameters: {
      ...scopeParameters(context.cloud.identity, { account: filter?.account, domain: filter?.domainId }, ['filter']),
      ...tagParameters(filter?.tags),
      keyword: filter?.keyword ?? undefined,
      name: filter?.name ?? undefined,
      state: filter?.state ?? undefined,
    },
    matches: allOf(tagsMatch(filter?.tags)),
  }),
});

export const ProjectInvitationFilter = builder.inputType('ProjectInvitationFilter', {
  description: 'Which invitations. All that is given must hold.',
  fields: (t) => ({
    projectId: t.id({ description: 'Only those to this project.' }),
    state: t.field({ type: ProjectInvitationStateEnum, description: 'Only those in this state.' }),
  }),
});

resourceQueries({
  type: ProjectInvitation,
  connection: ProjectInvitationConnection,
  words: PROJECT_INVITATION,
  single: 'projectInvitation',
  plural: 'projectInvitations',
  command: 'listProjectInvitations',
  loader: projectInvitations,
  filter: ProjectInvitationFilter,
  note: "The caller's own, and with `projectId` those of a project.",
  select: (filter) => ({
    parameters: {
      projectid: optionalUuidOf('Project', filter?.projectId, ['filter', 'projectId']),
      state: filter?.state ?? undefined,
    },
  }),
});

builder.objectFields(Project, (t) => ({
  virtualMachines: t.field({
    type: VirtualMachineConnection,
    description: 'The machines in it. One call a project.',
    args: forwardArguments(t.arg, 20),
    complexity: pageComplexity(),
    resolve: (row, args, context) =>
      listConnection(context, { command: 'listVirtualMachines', loader: virtualMachines }, args, { parameters: { projectid: row.id } }),
  }),
  volumes: t.field({
    type: VolumeConnection,
    description: 'The volumes in it. One call a project.',
    args: forwardArguments(t.arg, 20),
    complexity: pageComplexity(),
    resolve: (row, args, context) =>
      listConnection(context, { command: 'listVolumes', loader: volumes }, args, { parameters: { projectid: row.id } }),
  }),
}));
