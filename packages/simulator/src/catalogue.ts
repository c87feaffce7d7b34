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

/** Every command, by lower-cased name: CloudStack itself is strict about case, so compare `name` too. */
export const catalogue: ReadonlyMap<string, CatalogueCommand> = new Map(all.map((command) => [command.name, command]));
