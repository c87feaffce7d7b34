/** Which role may call which command. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { catalogue } from './catalogue.ts';

/** The type of a role; custom roles have one of these too. */
export type RoleType = 'Admin' | 'ResourceAdmin' | 'DomainAdmin' | 'User';

const file = createRequire(import.meta.url).resolve('@cloudstack-graph/client/role-commands.json');
const recorded = JSON.parse(readFileSync(file, 'utf8')) as Record<'User' | 'DomainAdmin', string[]>;
const user: ReadonlySet<string> = new Set(recorded.User);
const domainAdmin: ReadonlySet<string> = new Set(recorded.DomainAdmin);

/** Whether the default role of this type has the command. */
export function roleHas(role: RoleType, command: string): boolean {
  if (role === 'Admin') return catalogue.has(command);
  return (role === 'User' ? user : domainAdmin).has(command);
}
