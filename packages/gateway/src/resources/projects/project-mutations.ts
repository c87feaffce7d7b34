import * as z from 'zod';
import { builder } from '../../builder.ts';
import { ownerParameters } from '../../ownership.ts';
import { idField, waitField, waitRule } from '../../payloads.ts';
import { jobCreation, jobMutation, type Kind } from '../../resource-mutations.ts';
import { resourceName, text } from '../../validation/text.ts';
import { forgetOwnProjects, type ProjectRow, projects } from './project-loader.ts';
import { projectRules } from './project-rules.ts';
import { Project } from './project-type.ts';

const kind: Kind<ProjectRow> = {
  typename: 'Project',
  words: 'project',
  field: 'project',
  type: Project,
  loader: projects,
  rules: projectRules,
  forget: forgetOwnProjects,
};

const CreateProjectInput = builder.inputType('CreateProjectInput', {
  description: 'The project to create.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'The name, unique in the domain.' }),
    displayText: t.string({ description: 'What to say of it; left out: the name.' }),
    account: t.string({ description: 'The account that manages it; left out, the own one. Only administrators may give another.' }),
    domainId: t.id({ description: 'The domain of `account`; left out: the own one.' }),
    waitSeconds: t.int(waitField),
  }),
});

const UpdateProjectInput = builder.inputType('UpdateProjectInput', {
  description: 'What to change of a project. What is left out stays.',
  fields: (t) => ({
    id: t.id(idField),
    name: t.string({ description: 'The new name.' }),
    displayText: t.string({ description: 'What to say of it.' }),
    newAdministrator: t.string({ description: 'Name of an account of the same domain that shall manage it.' }),
    keepAdministrators: t.boolean({
      defaultValue: false,
      description: 'With `newAdministrator`: whether those who manage it now go on to do so, too.',
    }),
    waitSeconds: t.int(waitField),
  }),
});

const DeleteProjectInput = builder.inputType('DeleteProjectInput', {
  description: 'Which project to delete.',
  fields: (t) => ({
    id: t.id(idField),
    cleanup: t.boolean({
      defaultValue: false,
      description: 'Whether to destroy all that is in it. Without this, a project that holds something is not deleted.',
    }),
    waitSeconds: t.int(waitField),
  }),
});

jobCreation(kind, {
  name: 'createProject',
  description: 'Creates a project. Whoever creates it manages it.',
  input: CreateProjectInput,
  validate: z.object({ name: resourceName(), displayText: text().nullish(), ...waitRule }),
  command: 'createProject',
  parameters: (input, context) => {
    const { projectid: _none, ...owner } = ownerParameters(context.cloud.identity, input);
    return { ...owner, name: input.name, displaytext: input.displayText ?? undefined };
  },
});

jobMutation(kind, {
  name: 'updateProject',
  description: 'Changes the name or text of a project, or who manages it.',
  input: UpdateProjectInput,
  validate: z
    .object({ name: resourceName().nullish(), displayText: text().nullish(), newAdministrator: resourceName().nullish(), ...waitRule })
    .refine((input) => [input.name, input.displayText, input.newAdministrator].some((value) => typeof value === 'string'), {
      message: 'Nothing to change: give a name, a text or a new administrator.',
    }),
  action: 'UPDATE',
  command: 'updateProject',
  argumentPaths: { account: ['input', 'newAdministrator'] },
  parameters: (row, input) => ({
    id: row.id,
    name: input.name ?? undefined,
    displaytext: input.displayText ?? undefined,
    account: input.newAdministrator ?? undefined,
    swapowner: input.newAdministrator ? !input.keepAdministrators : undefined,
    roletype: input.newAdministrator && input.keepAdministrators ? 'Admin' : undefined,
  }),
});

jobMutation(kind, {
  name: 'suspendProject',
  description: 'Suspends a project: its machines are stopped, and nothing can be made in it until it is activated.',
  action: 'SUSPEND',
  command: 'suspendProject',
});

jobMutation(kind, {
  name: 'activateProject',
  description: 'Takes a suspended project into use again. Its machines stay stopped.',
  action: 'ACTIVATE',
  command: 'activateProject',
});

jobMutation(kind, {
  name: 'deleteProject',
  description: 'Deletes a project, with `cleanup` together with all that is in it.',
  input: DeleteProjectInput,
  action: 'DELETE',
  gone: true,
  command: 'deleteProject',
  parameters: (row, input) => ({ id: row.id, cleanup: input.cleanup ? true : undefined }),
});
