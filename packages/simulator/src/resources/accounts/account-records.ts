/** Domains, accounts and users as the store keeps them. */

import type { RoleType } from '../../roles.ts';
import { defineTable, type Entity } from '../../store.ts';

export interface DomainRecord extends Entity {
  name: string;
  /** `ROOT/acme`. */
  path: string;
  parentId?: number;
  level: number;
  created: number;
  networkDomain?: string;
  state: 'Active' | 'Inactive';
}

export const domains = defineTable<DomainRecord>()({
  name: 'Domain',
  parameters: ['domainid', 'parentdomainid'],
  indexes: { parent: (row) => row.parentId, path: (row) => row.path.toLowerCase() },
  label: (row) => row.name,
  remembersRemoved: true,
});

/** `accounttype`: 0 user, 1 root admin, 2 domain admin, 4 read-only admin, 5 project. */
export type AccountType = 0 | 1 | 2 | 4 | 5;

export interface AccountRecord extends Entity {
  name: string;
  type: AccountType;
  domainId: number;
  roleId: number;
  state: 'enabled' | 'disabled' | 'locked';
  created: number;
  /** The built-in account has no `created` in its row. */
  builtIn?: boolean;
  /** The project whose resources a project account (type 5) owns. */
  projectId?: number;
  networkDomain?: string;
}

export const accounts = defineTable<AccountRecord>()({
  name: 'Account',
  parameters: ['accountid'],
  indexes: { domain: (row) => row.domainId, name: (row) => row.name.toLowerCase(), project: (row) => row.projectId },
  label: (row) => row.name,
  remembersRemoved: true,
});

export interface UserRecord extends Entity {
  accountId: number;
  username: string;
  password: string;
  firstname: string;
  lastname: string;
  email: string;
  timezone?: string;
  state: 'enabled' | 'disabled' | 'locked';
  created: number;
  apiKey?: string;
  secretKey?: string;
  builtIn?: boolean;
  /** Second factor: a provider is chosen at set-up, and counts once a code was accepted. */
  secondFactor?: { provider: string; secret: string; verified: boolean };
  secondFactorMandated?: boolean;
}

export const users = defineTable<UserRecord>()({
  name: 'User',
  parameters: ['userid'],
  indexes: { apiKey: (row) => row.apiKey, username: (row) => row.username.toLowerCase() },
  label: (row) => row.username,
  remembersRemoved: true,
});

export interface RoleRecord extends Entity {
  name: string;
  type: RoleType;
  description: string;
  isDefault: boolean;
  isPublic: boolean;
  state: string;
}

export const roles = defineTable<RoleRecord>()({ name: 'Role', parameters: ['roleid'], label: (row) => row.name });
