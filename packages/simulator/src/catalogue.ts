/** The commands a CloudStack server knows, from the client package's catalogue: names, parameters, response fields. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export interface CatalogueParameter {
  readonly name: string;
  readonly type: string;
  readonly required?: boolean;
  readonly since?: string;
  readonly length?: number;
}

export interface CatalogueField {
  readonly name: string;
  readonly type: string;
  readonly response?: readonly CatalogueField[];
}

export interface CatalogueCommand {
  readonly name: string;
  readonly async: boolean;
  readonly since?: string;
  readonly params: readonly CatalogueParameter[];
  readonly response: readonly CatalogueField[];
}

const file = createRequire(import.meta.url).resolve('@cloudstack-graph/client/catalogue.json');
const all = JSON.parse(readFileSync(file, 'utf8')) as CatalogueCommand[];

export type Catalogue = ReadonlyMap<string, CatalogueCommand>;

/** Every command of 4.22 by name, which CloudStack is strict about. */
export const catalogue: Catalogue = new Map(all.map((command) => [command.name, command]));

/** The versions a cloud may be of. */
export const versions = ['4.18', '4.19', '4.20', '4.21', '4.22'] as const;
export type Version = (typeof versions)[number];

/** Whether something that came with `since` (`4.20.1.0`) is in a version (`4.20`). */
function isIn(version: Version, since = '0'): boolean {
  const [major = 0, minor = 0] = since.split('.').map(Number);
  const [ownMajor = 0, ownMinor = 0] = version.split('.').map(Number);
  return major < ownMajor || (major === ownMajor && minor <= ownMinor);
}

/** What a version has of the catalogue: without later commands, and without later parameters of the others. */
export function catalogueOf(version: Version): Catalogue {
  if (version === '4.22') return catalogue;
  return new Map(
    all
      .filter(({ since }) => isIn(version, since))
      .map((command) => [command.name, { ...command, params: command.params.filter(({ since }) => isIn(version, since)) }]),
  );
}
