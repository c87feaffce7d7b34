import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { RoleType } from './identity/identity.ts';

/** The roles that every CloudStack has; others are made by administrators. */
export const DEFAULT_ROLES: readonly string[] = ['Root Admin', 'Resource Admin', 'Domain Admin', 'User'];

const file = createRequire(import.meta.url).resolve('@cloudstack-graph/client/role-commands.json');
const recorded = JSON.parse(readFileSync(file, 'utf8')) as Partial<Record<RoleType, string[]>>;
const commands = new Map(Object.entries(recorded).map(([roleType, names]) => [roleType, new Set(names)]));

/** The commands of the default role of a type, as recorded; undefined where nothing is withheld or known. */
export const defaultCommands = (roleType: RoleType): ReadonlySet<string> | undefined => commands.get(roleType);
