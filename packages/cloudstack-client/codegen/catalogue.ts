import { readFileSync } from 'node:fs';
import { addedFields, type FieldCorrection, fields, kinds, notReads, rowsOf } from '../catalogue/corrections.ts';

export interface CatalogueField {
  name: string;
  type: string;
  response?: CatalogueField[];
}

export interface CatalogueParameter {
  name: string;
  type: string;
  required?: boolean;
  since?: string;
}

export interface CatalogueCommand {
  name: string;
  async: boolean;
  since?: string;
  params: CatalogueParameter[];
  response: CatalogueField[];
}

export type CommandKind = 'list' | 'async' | 'sync';

/** A field of a row: TypeScript text, or the fields of what is nested. */
export type FieldType = { text: string } | { nested: Row; many: boolean };
export type Row = ReadonlyMap<string, FieldType>;

/** The pinned answer of `listApis` to a root admin of 4.22. */
export function readCatalogue(): CatalogueCommand[] {
  return JSON.parse(readFileSync(new URL('../catalogue/commands.json', import.meta.url), 'utf8')) as CatalogueCommand[];
}

export function kindOf(command: CatalogueCommand): CommandKind {
  if (command.async) return 'async';
  return kinds[command.name]?.kind ?? (/^list[A-Z]/.test(command.name) ? 'list' : 'sync');
}

export function isRead(command: CatalogueCommand): boolean {
  if (command.async || notReads.includes(command.name)) return false;
  return /^(list|get|query|find|is)[A-Z]|^quotaIsEnabled$/.test(command.name);
}

/** The oldest version this client is for. */
const oldest = [4, 18] as const;

/** Whether a command came after the oldest version. */
export function isLater({ since = '0' }: CatalogueCommand): boolean {
  const [major = 0, minor = 0] = since.split('.').map(Number);
  return major > oldest[0] || (major === oldest[0] && minor > oldest[1]);
}

const parameterTypes: Readonly<Record<string, string>> = {
  boolean: 'boolean',
  integer: 'number | string',
  long: 'number | string',
  short: 'number | string',
  list: 'string | readonly string[]',
  map: 'MapParameter',
  object: 'string',
};

export function parameterType(type: string): string {
  return parameterTypes[type] ?? 'string';
}

const fieldTypes: Readonly<Record<string, string>> = {
  boolean: 'boolean',
  integer: 'number',
  int: 'number',
  long: 'number',
  short: 'number',
  float: 'number',
  double: 'number',
  'long[]': 'number[]',
  'double[]': 'number[]',
  'string[]': 'string[]',
  list: 'unknown[]',
  set: 'unknown[]',
  map: 'Record<string, unknown>',
};

/** Java classes the catalogue names without saying what is in them; anything else it names is an enum, sent as text. */
const opaqueClass = /response$|responseobject/;

type Catalogue = ReadonlyMap<string, CatalogueCommand>;

function fieldType(field: CatalogueField, command: string, catalogue: Catalogue): FieldType {
  const correction = fields
    .filter(({ field: name, commands }) => name === field.name && (commands?.includes(command) ?? true))
    .toSorted((a, b) => (b.commands ? 1 : 0) - (a.commands ? 1 : 0))[0];
  if (correction && !['string', 'boolean', 'integer', 'long'].includes(field.type)) return correctedType(correction, catalogue);
  if (field.response) return { nested: rowType(field.response, command, catalogue), many: true };
  if (opaqueClass.test(field.type)) return { text: 'Record<string, unknown>' };
  return { text: fieldTypes[field.type] ?? 'string' };
}

function correctedType({ type }: FieldCorrection, catalogue: Catalogue): FieldType {
  if (typeof type === 'string') return { text: type };
  const like = catalogue.get(type.rowsLike);
  if (like === undefined) throw new Error(`corrections.ts: no command ${type.rowsLike}`);
  return { nested: rowOf(like, catalogue), many: true };
}

function rowType(response: readonly CatalogueField[], command: string, catalogue: Catalogue): Map<string, FieldType> {
  return new Map(response.map((field) => [field.name, fieldType(field, command, catalogue)]));
}

/** The corrected row of a command. */
export function rowOf(command: CatalogueCommand, catalogue: Catalogue): Row {
  const like = rowsOf[command.name]?.like;
  const source = (like === undefined ? undefined : catalogue.get(like)) ?? command;
  const row = rowType(source.response, source.name, catalogue);
  for (const [name, text] of Object.entries(addedFields[command.name]?.fields ?? {})) row.set(name, { text });
  return new Map([...row].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
