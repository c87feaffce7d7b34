/** Believable names. */
import type { Random } from '../../random.ts';

/** What machines are for, how often that is so, and how big they are likely to be. */
export const roles = [
  { role: 'web', weight: 16, sizes: ['Small', 'Medium'] },
  { role: 'app', weight: 18, sizes: ['Medium', 'Large'] },
  { role: 'api', weight: 10, sizes: ['Small', 'Medium'] },
  { role: 'db', weight: 10, sizes: ['Large', 'Memory'] },
  { role: 'cache', weight: 6, sizes: ['Medium', 'Memory'] },
  { role: 'queue', weight: 5, sizes: ['Small', 'Medium'] },
  { role: 'worker', weight: 14, sizes: ['Small', 'Medium', 'Large'] },
  { role: 'build', weight: 6, sizes: ['Large'] },
  { role: 'search', weight: 4, sizes: ['Large', 'Memory'] },
  { role: 'metrics', weight: 3, sizes: ['Medium'] },
  { role: 'log', weight: 3, sizes: ['Medium', 'Large'] },
  { role: 'mail', weight: 2, sizes: ['Small'] },
  { role: 'proxy', weight: 4, sizes: ['Tiny', 'Small'] },
  { role: 'test', weight: 6, sizes: ['Tiny', 'Small'] },
] as const;

export type MachineRole = (typeof roles)[number];

const environments = [
  ['prod', 5],
  ['stage', 2],
  ['dev', 3],
] as const;

export interface MachineName {
  readonly name: string;
  readonly displayName: string;
  readonly role: MachineRole;
  readonly environment: string;
}

/** Names like `web-prod-07`; none is given twice. */
export class MachineNames {
  readonly #random: Random;
  readonly #counts = new Map<string, number>();

  constructor(random: Random) {
    this.#random = random;
  }

  next(): MachineName {
    const role = this.#random.weighted(roles.map((known) => [known, known.weight] as const));
    const environment = this.#random.weighted(environments);
    return this.named(role, environment);
  }

  named(role: MachineRole, environment: string): MachineName {
    const stem = `${role.role}-${environment}`;
    const number = (this.#counts.get(stem) ?? 0) + 1;
    this.#counts.set(stem, number);
    const name = `${stem}-${String(number).padStart(2, '0')}`;
    const titles: Record<string, string> = { prod: 'Production', stage: 'Staging', dev: 'Development' };
    return { name, displayName: `${capital(role.role)} ${number} (${titles[environment] ?? environment})`, role, environment };
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
