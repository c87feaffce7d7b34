/** Network services and who provides them, as offerings and networks show them. */
import { readFileSync } from 'node:fs';
import type { Body } from '../../command.ts';

/** One service with its providers. */
export interface NetworkService {
  readonly name: string;
  readonly providers: readonly string[];
}

/**
 * Reads the short form of the seeds: names parted by spaces, each with `@` and its providers (joined by `+`) where they
 * are not the default one. `services('Dhcp Lb@Nsx', 'VirtualRouter')`
 */
export function services(text: string, provider: string): NetworkService[] {
  return text
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => {
      const [name = '', providers = provider] = word.split('@');
      return { name, providers: providers.split('+') };
    });
}

/** `service` in the row of an offering. */
export function serviceRows(list: readonly NetworkService[]): Body[] {
  return list.map(({ name, providers }) => ({ name, provider: providers.map((provider) => ({ name: provider })) }));
}

const capabilities = new Map(
  (JSON.parse(readFileSync(new URL('network-services.json', import.meta.url), 'utf8')) as { name: string; capability: Body[] }[]).map(
    ({ name, capability }) => [name, capability],
  ),
);

/** `service` in the row of a network: with what its services can do. */
export function capableServiceRows(list: readonly NetworkService[]): Body[] {
  return serviceRows(list).map((row) => ({ ...row, capability: capabilities.get(String(row.name)) ?? [] }));
}

export const hasService = (list: readonly NetworkService[], name: string): boolean => list.some((service) => service.name === name);
