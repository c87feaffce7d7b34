/** Reading and checking a command's parameters, with the texts and numbers of the real server. */
import type { CatalogueCommand } from './catalogue.ts';
import type { AnyTable, Command } from './command.ts';
import { type ApiError, badParameter, invalid } from './errors.ts';
import { momentOf } from './moments.ts';
import type { Entity, Store, TableDefinition } from './store.ts';

/** The parameters of one call; names are compared without regard to case. */
export class Params {
  readonly #values: ReadonlyMap<string, string>;
  readonly #store: Store;
  readonly #command: string;

  /** @param values by lower-cased name (map parameters as sent: `tags[0].key`) */
  constructor(values: ReadonlyMap<string, string>, store: Store, command: string) {
    this.#values = values;
    this.#store = store;
    this.#command = command;
  }

  has(name: string): boolean {
    return this.text(name) !== undefined;
  }

  /** The value as sent; an empty one counts as absent. */
  text(name: string): string | undefined {
    const value = this.#values.get(name);
    return value === undefined || value === '' ? undefined : value;
  }

  /** A value that may be empty, as when a text is cleared. */
  raw(name: string): string | undefined {
    return this.#values.get(name);
  }

  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw missing(this.#command, name);
    return value;
  }

  /** Java's reading: `true` in any case is true, everything else false. */
  boolean(name: string): boolean | undefined {
    const value = this.text(name);
    return value === undefined ? undefined : value.toLowerCase() === 'true';
  }

  number(name: string): number | undefined {
    const value = this.text(name);
    return value === undefined ? undefined : Number(value);
  }

  list(name: string): string[] | undefined {
    return this.text(name)
      ?.split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
  }

  /** `tags[0].key=a&tags[0].value=b` → `[{ key: 'a', value: 'b' }]`, in the order of the numbers. */
  map(name: string): Record<string, string>[] {
    const groups = new Map<string, Record<string, string>>();
    const prefix = `${name}[`;
    for (const [key, value] of this.#values) {
      if (!key.toLowerCase().startsWith(prefix)) continue;
      const match = /^\[([^\]]*)\]\.(.+)$/.exec(key.slice(name.length));
      if (match?.[1] === undefined || match[2] === undefined) continue;
      const group = groups.get(match[1]) ?? {};
      group[match[2]] = value;
      groups.set(match[1], group);
    }
    return [...groups].sort(([a], [b]) => Number(a) - Number(b)).map(([, group]) => group);
  }

  /** All entries of a map parameter in one object: `details[0].cpuNumber=2` → `{ cpuNumber: '2' }`. */
  flatMap(name: string): Record<string, string> {
    return Object.assign({}, ...this.map(name)) as Record<string, string>;
  }

  /** The row an id parameter names, also a removed one that is remembered; absent parameter: undefined. */
  row<R extends Entity, I extends string>(table: TableDefinition<R, I>, name: string): R | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const row = this.#store.table(table).known(value);
    if (row === undefined) throw unknownId(this.#command, name, value);
    return row;
  }

  rows<R extends Entity, I extends string>(table: TableDefinition<R, I>, name: string): R[] | undefined {
    return this.list(name)?.map((value) => {
      const row = this.#store.table(table).known(value);
      if (row === undefined) throw unknownId(this.#command, name, value);
      return row;
    });
  }

  /** A moment, in milliseconds. Without an offset the time of day is dropped, as the real server does. */
  date(name: string): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const day = /^\d{4}-\d{2}-\d{2}/.exec(value)?.[0];
    const moment = momentOf(value) ?? momentOf(`${day}T00:00:00Z`);
    if (moment === undefined) {
      throw badParameter(
        `Unable to parse date ${value} for command ${this.#command.toLowerCase()}, please pass dates in the format mentioned in the api documentation`,
      );
    }
    return moment;
  }

  entries(): ReadonlyMap<string, string> {
    return this.#values;
  }
}

const missing = (command: string, name: string): ApiError =>
  badParameter(`Unable to execute API command ${command.toLowerCase()} due to missing parameter ${name}`);

export const unknownId = (command: string, name: string, value: string): ApiError =>
  badParameter(
    `Unable to execute API command ${command.toLowerCase()} due to invalid value. Invalid parameter ${name} value=${value} due to incorrect long value format, or entity does not exist or due to incorrect parameter annotation for the field in api cmd class.`,
  );

/** A parameter whose value breaks a rule of its own, like a host name. */
export const invalidValue = (command: string, text: string): ApiError =>
  badParameter(`Unable to execute API command ${command.toLowerCase()} due to invalid value. ${text}`);

/** The longest text a parameter takes that does not say otherwise. */
const LONGEST = 255;

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
// Line feeds are let through, everything else below space is not.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are the point
const unprintable = /[\u0000-\u0009\u000b-\u001f\u007f]/;

/** Refuses control characters in any value, before anything else is looked at. */
export function checkCharacters(values: ReadonlyMap<string, string>): void {
  for (const [name, value] of values) {
    if (unprintable.test(value)) {
      throw badParameter(`Received value containing illegal ASCII non-printable characters for parameter ${name}`);
    }
  }
}

const bits = { short: 16, integer: 32, long: 64 };

/** Whether Java reads it as a number of this type. */
function isWhole(text: string, type: keyof typeof bits): boolean {
  if (!/^[+-]?\d{1,20}$/.test(text)) return false;
  const number = BigInt(text.replace('+', ''));
  return BigInt.asIntN(bits[type], number) === number;
}

/** Missing parameters, malformed numbers, ids that are malformed or name nothing: in that order. */
export function checkParams(
  definition: CatalogueCommand,
  command: Command,
  params: Params,
  store: Store,
  tableOf: (parameter: string) => AnyTable | undefined,
): void {
  for (const parameter of definition.params) {
    if (parameter.required === true && !params.has(parameter.name) && params.map(parameter.name).length === 0) {
      throw missing(definition.name, parameter.name);
    }
  }
  for (const parameter of definition.params) {
    const value = params.text(parameter.name);
    if (value === undefined) continue;
    if (parameter.type === 'integer' || parameter.type === 'long' || parameter.type === 'short') {
      if (!isWhole(value, parameter.type)) {
        throw badParameter(
          `Unable to execute API command ${definition.name.toLowerCase()} due to invalid value ${value} for parameter ${parameter.name}`,
        );
      }
    } else if (parameter.type === 'string' && value.length > (parameter.length ?? LONGEST)) {
      throw invalid(`Value greater than max allowed length ${parameter.length ?? LONGEST} for param: ${parameter.name}`);
    } else if (parameter.type === 'uuid') {
      checkId(value, parameter.name, command, definition, store, tableOf);
    } else if (parameter.type === 'list') {
      const table = command.entities?.[parameter.name] ?? tableOf(parameter.name);
      if (table === undefined) continue;
      for (const item of params.list(parameter.name) ?? []) checkId(item, parameter.name, command, definition, store, tableOf);
    }
  }
}

function checkId(
  value: string,
  name: string,
  command: Command,
  definition: CatalogueCommand,
  store: Store,
  tableOf: (parameter: string) => AnyTable | undefined,
): void {
  if (name === 'projectid' && value === '-1') return;
  const tables = [command.entities?.[name] ?? tableOf(name) ?? []].flat();
  const known = tables.length === 0 ? uuidShape.test(value) : tables.some((table) => store.table(table).known(value) !== undefined);
  if (!known) throw unknownId(definition.name, name, value);
}
