import type { ActionRule } from '../../actions.ts';
import { builder } from '../../builder.ts';
import { Action } from '../../interfaces.ts';
import { connectionOf } from '../../resource-queries.ts';
import { offeredActions } from '../../rules.ts';
import { type RolePermissionRow, type RoleRow, roles } from './role-loader.ts';

export const RoleKindEnum = builder.enumType('RoleKind', {
  description: 'How far a role reaches.',
  values: {
    ADMIN: { description: 'The whole cloud.' },
    RESOURCE_ADMIN: { description: 'Some resources of the whole cloud.' },
    DOMAIN_ADMIN: { description: 'A domain and what is below it.' },
    USER: { description: 'The own account.' },
  } as const,
});

const KINDS = { ADMIN: 'Admin', RESOURCE_ADMIN: 'ResourceAdmin', DOMAIN_ADMIN: 'DomainAdmin', USER: 'User' } as const;

/** CloudStack's word for a kind of role. */
export const roleTypeName = (kind: keyof typeof KINDS): string => KINDS[kind];

const kindOf = (type: string | undefined) => (Object.keys(KINDS) as (keyof typeof KINDS)[]).find((kind) => KINDS[kind] === type) ?? 'USER';

const changeable = (role: RoleRow) =>
  role.isdefault === true ? 'A role that CloudStack brings along stays as it is. Make a copy of it.' : null;

/** When CloudStack takes an action on a role. */
export const roleRules: readonly ActionRule<RoleRow>[] = [
  { name: 'UPDATE', command: 'updateRole', refusal: changeable },
  { name: 'ENABLE', command: 'enableRole', refusal: (role) => (role.state === 'disabled' ? null : 'The role is enabled already.') },
  {
    name: 'DISABLE',
    command: 'disableRole',
    refusal: (role) => changeable(role) ?? (role.state === 'disabled' ? 'The role is disabled already.' : null),
  },
  { name: 'DELETE', command: 'deleteRole', refusal: changeable },
];

export const RolePermissionVerdict = builder.enumType('RolePermissionVerdict', {
  description: 'What a rule of a role says.',
  values: { ALLOW: { description: 'The command may be used.' }, DENY: { description: 'The command may not be used.' } } as const,
});

export const RolePermission = builder.objectRef<RolePermissionRow>('RolePermission').implement({
  description: "A rule of a role. The first rule that a command's name fits decides.",
  fields: (t) => ({
    uuid: t.id({ description: 'Its id, for `deleteRolePermission`.', resolve: (row) => row.id }),
    rule: t.string({ description: "A command of CloudStack's, or a pattern like `list*`.", resolve: (row) => row.rule ?? '' }),
    permission: t.field({
      type: RolePermissionVerdict,
      description: 'What it says.',
      resolve: (row) => (row.permission?.toLowerCase() === 'allow' ? 'ALLOW' : 'DENY'),
    }),
    description: t.exposeString('description', { nullable: true, description: 'Why it is there.' }),
  }),
});

export const Role = builder.node(builder.objectRef<RoleRow>('Role'), {
  description: 'What the accounts that have it may do.',
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => roles.loadMany(context, ids),
  fields: (t) => ({
    uuid: t.id({ description: "CloudStack's own id.", resolve: (row) => row.id }),
    name: t.string({ description: 'The name.', resolve: (row) => row.name ?? '' }),
    kind: t.field({ type: RoleKindEnum, description: 'How far it reaches.', resolve: (row) => kindOf(row.type) }),
    description: t.exposeString('description', { nullable: true, description: 'What it is for.' }),
    isDefault: t.boolean({ description: 'Whether CloudStack brings it along.', resolve: (row) => row.isdefault ?? false }),
    isPublic: t.boolean({
      description: 'Whether administrators of domains may give it to accounts.',
      resolve: (row) => row.ispublic ?? true,
    }),
    isEnabled: t.boolean({ description: 'Whether it can be used.', resolve: (row) => row.state !== 'disabled' }),
    permissions: t.field({
      type: [RolePermission],
      description: 'Its rules, the first that fits decides. One call a role.',
      complexity: { field: 10, multiplier: 10 },
      resolve: async (row, _args, { cloud }) => (await cloud.list('listRolePermissions', { roleid: row.id })).rows,
    }),
    actions: t.field({
      type: [Action],
      description: 'What may be done to it, and why not at the moment.',
      resolve: (row, _args, context) => offeredActions(context, roleRules, row),
    }),
  }),
});

export const ROLE = { one: 'a role', many: 'roles' };
export const RoleConnection = connectionOf(Role, ROLE);
