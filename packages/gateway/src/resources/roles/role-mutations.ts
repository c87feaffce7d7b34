import * as z from 'zod';
import { builder } from '../../builder.ts';
import { ForbiddenError, InvalidInputError, InvalidStateError, NotFoundError } from '../../errors.ts';
import { optionalUuidOf, uuidOf } from '../../ids.ts';
import { mutation } from '../../mutation.ts';
import { idField, type Outcome, type SuccessBuilder } from '../../payloads.ts';
import { requireRow } from '../../require-row.ts';
import { directCreation, directMutation, type Kind } from '../../resource-mutations.ts';
import { requireAllowed } from '../../rules.ts';
import { runAction } from '../../run-command.ts';
import { resourceName, text } from '../../validation/text.ts';
import { type RoleRow, roles } from './role-loader.ts';
import { Role, RoleKindEnum, RolePermissionVerdict, roleRules, roleTypeName } from './role-type.ts';

const kind: Kind<RoleRow> = {
  typename: 'Role',
  words: 'role',
  field: 'role',
  type: Role,
  loader: roles,
  rules: roleRules,
  forget: roles.forget,
};

const descriptionField = { description: 'What it is for.' };
const publicField = { description: 'Whether administrators of domains may give it to accounts.' };
const rule = text().regex(/^[A-Za-z0-9*]+$/, 'Not a rule. Write a command, or a pattern like "list*".');

const CreateRoleInput = builder.inputType('CreateRoleInput', {
  description: 'The role to create: of a kind, without rules, or as a copy of another.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'The name, unique in the cloud.' }),
    kind: t.field({ type: RoleKindEnum, description: 'How far it reaches; not with `copyOfId`.' }),
    copyOfId: t.id({ description: 'The role whose kind and rules it takes over.' }),
    description: t.string(descriptionField),
    isPublic: t.boolean({ ...publicField, defaultValue: true }),
  }),
});

const UpdateRoleInput = builder.inputType('UpdateRoleInput', {
  description: 'What to change of a role. What is left out stays.',
  fields: (t) => ({
    id: t.id(idField),
    name: t.string({ description: 'The new name.' }),
    description: t.string(descriptionField),
    isPublic: t.boolean(publicField),
  }),
});

const CreateRolePermissionInput = builder.inputType('CreateRolePermissionInput', {
  description: 'The rule to add at the end of the rules of a role.',
  fields: (t) => ({
    roleId: t.id({ required: true, description: 'The role: typed id or UUID.' }),
    rule: t.string({ required: true, description: "A command of CloudStack's, or a pattern like `list*`." }),
    permission: t.field({ type: RolePermissionVerdict, required: true, description: 'What it says.' }),
    description: t.string({ description: 'Why it is there.' }),
  }),
});

const UpdateRolePermissionInput = builder.inputType('UpdateRolePermissionInput', {
  description: 'The rule to change.',
  fields: (t) => ({
    roleId: t.id({ required: true, description: 'The role: typed id or UUID.' }),
    permissionId: t.id({ required: true, description: 'The rule, by `RolePermission.uuid`.' }),
    permission: t.field({ type: RolePermissionVerdict, required: true, description: 'What it says from now on.' }),
  }),
});

const DeleteRolePermissionInput = builder.inputType('DeleteRolePermissionInput', {
  description: 'The rule to take away.',
  fields: (t) => ({
    roleId: t.id({ required: true, description: 'The role: typed id or UUID.' }),
    permissionId: t.id({ required: true, description: 'The rule, by `RolePermission.uuid`.' }),
  }),
});

directCreation(kind, {
  name: 'createRole',
  description: 'Creates a role.',
  input: CreateRoleInput,
  validate: z
    .object({ name: resourceName(), kind: z.string().nullish(), copyOfId: z.string().nullish(), description: text().nullish() })
    .refine((input) => (typeof input.kind === 'string') !== (typeof input.copyOfId === 'string'), {
      path: ['kind'],
      message: 'Give either the kind, or the role to copy.',
    }),
  command: 'createRole',
  argumentPaths: { roleid: ['input', 'copyOfId'], type: ['input', 'kind'] },
  parameters: (input) => ({
    name: input.name,
    type: input.kind ? roleTypeName(input.kind) : undefined,
    roleid: optionalUuidOf('Role', input.copyOfId, ['input', 'copyOfId']),
    description: input.description ?? undefined,
    ispublic: input.isPublic ?? undefined,
  }),
});

directMutation(kind, {
  name: 'updateRole',
  description: 'Changes the name or description of a role.',
  input: UpdateRoleInput,
  validate: z.object({ name: resourceName().nullish(), description: text().nullish() }),
  action: 'UPDATE',
  command: 'updateRole',
  parameters: (row, input) => ({
    id: row.id,
    name: input.name ?? undefined,
    description: input.description ?? undefined,
    ispublic: input.isPublic ?? undefined,
  }),
});

directMutation(kind, {
  name: 'deleteRole',
  description: 'Deletes a role that no account has.',
  action: 'DELETE',
  gone: true,
  command: 'deleteRole',
});

const errors = [NotFoundError, ForbiddenError, InvalidInputError, InvalidStateError];
const success = (t: SuccessBuilder<Outcome>) => ({
  role: t.field({
    type: Role,
    description: 'The role, with its rules.',
    resolve: (outcome, _args, context) => requireRow(context, roles, kind, outcome.id),
  }),
});

/** The role of a rule that is to be changed. */
async function requireRole(context: Parameters<typeof requireRow>[0], input: { roleId: string }): Promise<string> {
  const id = uuidOf('Role', input.roleId, ['input', 'roleId']);
  requireAllowed(roleRules, 'UPDATE', await requireRow(context, roles, kind, id));
  return id;
}

mutation({
  name: 'createRolePermission',
  description: 'Adds a rule at the end of the rules of a role.',
  input: CreateRolePermissionInput,
  validate: z.object({ rule, description: text().nullish() }),
  success,
  errors,
  run: async (input, context) => {
    const id = await requireRole(context, input);
    const parameters = {
      roleid: id,
      rule: input.rule,
      permission: input.permission.toLowerCase(),
      description: input.description ?? undefined,
    };
    await runAction(context, 'createRolePermission', parameters, { typename: 'Role', id, input });
    return { id };
  },
});

mutation({
  name: 'updateRolePermission',
  description: 'Turns what a rule of a role says.',
  input: UpdateRolePermissionInput,
  success,
  errors,
  run: async (input, context) => {
    const id = await requireRole(context, input);
    const ruleid = uuidOf('RolePermission', input.permissionId, ['input', 'permissionId']);
    const parameters = { roleid: id, ruleid, permission: input.permission.toLowerCase() };
    await runAction(context, 'updateRolePermission', parameters, { typename: 'Role', id, input });
    return { id };
  },
});

mutation({
  name: 'deleteRolePermission',
  description: 'Takes a rule of a role away.',
  input: DeleteRolePermissionInput,
  success,
  errors,
  run: async (input, context) => {
    const id = await requireRole(context, input);
    const rule = uuidOf('RolePermission', input.permissionId, ['input', 'permissionId']);
    await runAction(context, 'deleteRolePermission', { id: rule }, { typename: 'Role', id, input });
    return { id };
  },
});

directMutation(kind, { name: 'enableRole', description: 'Lets accounts be given a role again.', action: 'ENABLE', command: 'enableRole' });

directMutation(kind, {
  name: 'disableRole',
  description: 'Keeps a role from use: accounts that have it may do nothing.',
  action: 'DISABLE',
  command: 'disableRole',
});
