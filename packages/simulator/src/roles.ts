/** Which role may call which command. */
import { readFileSync } from 'node:fs';
import { catalogue } from './catalogue.ts';

/** The type of a role; custom roles have one of these too. */
export type RoleType = 'Admin' | 'ResourceAdmin' | 'DomainAdmin' | 'User';

const recorded = JSON.parse(readFileSync(new URL('../data/role-commands.json', import.meta.url), 'utf8')) as Record<
  'User' | 'DomainAdmin',
  string[]
>;
const user: ReadonlySet<string> = new Set(recorded.User);
const domainAdmin: ReadonlySet<string> = new Set(recorded.DomainAdmin);

/** Whether the default role of this type has the command. */
export function roleHas(role: RoleType, command: string): boolean {
  if (role === 'Admin') return catalogue.has(command);
  return (role === 'User' ? user : domainAdmin).has(command);
}
