/** Roles and their rules. */
import { target } from '../../access.ts';
import { type Body, type Call, type ResourceModule, sync } from '../../command.ts';
import { invalid } from '../../errors.ts';
import { same } from '../../matching.ts';
import { all, listBody, when } from '../../paging.ts';
import type { RoleType } from '../../roles.ts';
import type { Store } from '../../store.ts';
import { accounts, type RoleRecord, roles } from '../accounts/account-records.ts';
import { permissionsOf, type RolePermissionRecord, rolePermissions } from './role-records.ts';

function roleRow(role: RoleRecord): Body {
  return {
    type: role.type,
    isdefault: role.isDefault,
    state: role.state,
    id: role.uuid,
    name: role.name,
    description: role.description,
    ispublic: role.isPublic,
  };
}

function permissionRow(store: Store, row: RolePermissionRecord): Body {
  const role = store.table(roles).byId(row.roleId);
  return {
    id: row.uuid,
    roleid: role?.uuid,
    rolename: role?.name,
    rule: row.rule,
    permission: row.permission,
    description: row.description,
  };
}

function listRoles(call: Call): Body {
  const { params, cloud } = call;
  const test = all<RoleRecord>(
    when(params.row(roles, 'id'), (row, one) => row === one),
    when(params.text('name'), (row, name) => same(row.name, name)),
    when(params.text('type')?.toLowerCase(), (row, type) => row.type.toLowerCase() === type),
    when(params.text('state')?.toLowerCase(), (row, state) => row.state === state),
    when(params.like('keyword'), (row, like) => like(row.name)),
  );
  const rows = cloud.store.table(roles).all();
  return listBody(call, 'role', test === undefined ? rows : rows.filter(test), roleRow);
}

function listRolePermissions(call: Call): Body {
  const { store } = call.cloud;
  const role = call.params.row(roles, 'roleid');
  const of = role === undefined ? store.table(roles).all() : [role];
  return listBody(
    call,
    'rolepermission',
    of.flatMap((one) => permissionsOf(store, one)),
    (row) => permissionRow(store, row),
  );
}

const types: readonly RoleType[] = ['Admin', 'ResourceAdmin', 'DomainAdmin', 'User'];

/** From a type, or as a copy of another role. */
function createRole(call: Call): Body {
  const { params, cloud } = call;
  const { store, events } = cloud;
  const name = params.required('name');
  if (store.table(roles).find((role) => role.name === name) !== undefined) throw invalid(`Role with name ${name} already exists`);
  const original = params.row(roles, 'roleid');
  const type = original?.type ?? types.find((known) => known.toLowerCase() === params.text('type')?.toLowerCase());
  if (type === undefined) throw invalid('Either a type or a role to copy from must be given');
  const role = store.table(roles).insert({
    ...{
      name,
      type,
      description: params.text('description') ?? '',
      isDefault: false,
      isPublic: params.boolean('ispublic') !== false,
      state: 'enabled',
    },
  });
  if (original !== undefined) {
    for (const { rule, permission } of permissionsOf(store, original))
      store.table(rolePermissions).insert({ roleId: role.id, rule, permission });
  }
  events.completed(call, eventOf(role, 'ROLE.CREATE', 'creating Role'));
  return { role: roleRow(role) };
}

function ownRole(call: Call, parameter: string): RoleRecord {
  const role = target(call, roles, parameter);
  if (role.isDefault) throw invalid('Default roles cannot be updated or deleted');
  return role;
}

function updateRole(call: Call): Body {
  const { params, cloud } = call;
  const role = ownRole(call, 'id');
  cloud.store.table(roles).update(role, {
    name: params.text('name') ?? role.name,
    description: params.text('description') ?? role.description,
    isPublic: params.boolean('ispublic') ?? role.isPublic,
  });
  cloud.events.completed(call, eventOf(role, 'ROLE.UPDATE', 'updating Role'));
  return { role: roleRow(role) };
}

function setRoleState(call: Call, state: 'enabled' | 'disabled'): Body {
  const role = ownRole(call, 'id');
  call.cloud.store.table(roles).update(role, { state });
  const enabled = state === 'enabled';
  call.cloud.events.completed(call, eventOf(role, `ROLE.${enabled ? 'ENABLE' : 'DISABLE'}`, `${enabled ? 'enabling' : 'disabling'} Role`));
  return { success: true };
}

function deleteRole(call: Call): Body {
  const { store, events } = call.cloud;
  const role = ownRole(call, 'id');
  if (store.table(accounts).find(({ roleId }) => roleId === role.id) !== undefined)
    throw invalid('Found accounts with the specified role, cannot delete role');
  for (const row of [...store.table(rolePermissions).by('role', role.id)]) store.table(rolePermissions).remove(row);
  store.table(roles).remove(role);
  events.completed(call, eventOf(role, 'ROLE.DELETE', 'deleting Role'));
  return { success: true };
}

function createRolePermission(call: Call): Body {
  const { params, cloud } = call;
  const { store, events } = cloud;
  const role = ownRole(call, 'roleid');
  const rule = params.required('rule');
  if (permissionsOf(store, role).some((row) => row.rule === rule)) throw invalid('Rule already exists for the role');
  const description = params.text('description');
  const row = store
    .table(rolePermissions)
    .insert({ roleId: role.id, rule, permission: permissionOf(call), ...(description === undefined ? {} : { description }) });
  events.completed(call, eventOf(role, 'ROLE.PERMISSION.CREATE', 'creating Role Permission'));
  return { rolepermission: permissionRow(store, row) };
}

function permissionOf(call: Call): RolePermissionRecord['permission'] {
  const permission = call.params.text('permission')?.toLowerCase();
  if (permission !== 'allow' && permission !== 'deny')
    throw invalid(`Invalid permission value: ${permission}. Valid options are: allow, deny`);
  return permission;
}

function updateRolePermission(call: Call): Body {
  const { store, events } = call.cloud;
  const role = ownRole(call, 'roleid');
  const row = call.params.row(rolePermissions, 'ruleid');
  if (row === undefined || row.roleId !== role.id) throw invalid('Invalid rule id provided');
  store.table(rolePermissions).update(row, { permission: permissionOf(call) });
  events.completed(call, eventOf(role, 'ROLE.PERMISSION.UPDATE', 'updating Role Permission'));
  return { success: true };
}

function deleteRolePermission(call: Call): Body {
  const { store, events } = call.cloud;
  const row = target(call, rolePermissions, 'id');
  const role = store.table(roles).byId(row.roleId);
  if (role === undefined || role.isDefault) throw invalid('Role permission cannot be deleted for Default roles');
  store.table(rolePermissions).remove(row);
  events.completed(call, eventOf(role, 'ROLE.PERMISSION.DELETE', 'deleting Role Permission'));
  return { success: true };
}

function eventOf(role: RoleRecord, type: string, description: string) {
  return { type, description, resourceType: 'Role', resourceUuid: role.uuid };
}

const byId = { entities: { id: roles } };

export const roleResource: ResourceModule = {
  commands: {
    listRoles: sync(listRoles, byId),
    createRole: sync(createRole),
    updateRole: sync(updateRole, byId),
    deleteRole: sync(deleteRole, byId),
    enableRole: sync((call) => setRoleState(call, 'enabled'), byId),
    disableRole: sync((call) => setRoleState(call, 'disabled'), byId),
    listRolePermissions: sync(listRolePermissions),
    createRolePermission: sync(createRolePermission),
    updateRolePermission: sync(updateRolePermission, { entities: { ruleid: rolePermissions } }),
    deleteRolePermission: sync(deleteRolePermission, { entities: { id: rolePermissions } }),
  },
};
