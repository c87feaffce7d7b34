/** The rules of roles, and what they let a caller do. */
import { readFileSync } from 'node:fs';
import { catalogue } from '../../catalogue.ts';
import { type RoleType, roleHas } from '../../roles.ts';
import { defineTable, type Entity, type Store } from '../../store.ts';
import { type AccountRecord, type RoleRecord, roles } from '../accounts/account-records.ts';

export interface RolePermissionRecord extends Entity {
  roleId: number;
  /** A command, or a pattern with `*`. */
  rule: string;
  permission: 'allow' | 'deny';
  description?: string;
}

export const rolePermissions = defineTable<RolePermissionRecord>()({ name: 'RolePermission', indexes: { role: (row) => row.roleId } });

/** The rules the role User is born with, in the recorded order. */
const userRules = readFileSync(new URL('../../../data/user-role-rules.txt', import.meta.url), 'utf8')
  .trim()
  .split(/\s+/);

function rulesOf(type: RoleType): readonly string[] {
  if (type === 'User') return userRules;
  return type === 'Admin' ? ['*'] : [...catalogue.keys()].filter((command) => roleHas(type, command));
}

/** The rules of a role; those of a default role are written down when somebody first looks at them. */
export function permissionsOf(store: Store, role: RoleRecord): readonly RolePermissionRecord[] {
  const table = store.table(rolePermissions);
  if (role.isDefault && table.by('role', role.id).length === 0) {
    for (const rule of rulesOf(role.type)) table.insert({ roleId: role.id, rule, permission: 'allow' });
  }
  return table.by('role', role.id);
}

function fits(rule: string, command: string): boolean {
  if (!rule.includes('*')) return rule.toLowerCase() === command.toLowerCase();
  const pattern = rule.replace(/[^*]+/g, (text) => text.replace(/\W/g, '\\$&')).replaceAll('*', '.*');
  return new RegExp(`^${pattern}$`, 'i').test(command);
}

/**
 * Whether an account may call a command. A disabled role may nothing. In a role that somebody made, the first rule that fits decides; commands that
 * no rule of the role's type names belong to everybody of that type.
 */
export function mayCall(store: Store, account: AccountRecord, command: string): boolean {
  const role = store.table(roles).byId(account.roleId);
  if (role === undefined || role.state === 'disabled' || !roleHas(role.type, command)) return false;
  const rules = role.isDefault ? [] : store.table(rolePermissions).by('role', role.id);
  if (rules.length === 0) return true;
  const rule = rules.find((row) => fits(row.rule, command));
  return rule === undefined ? !rulesOf(role.type).some((known) => fits(known, command)) : rule.permission === 'allow';
}
