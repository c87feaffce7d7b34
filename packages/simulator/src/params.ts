/** Reading and checking a command's parameters, with the texts and numbers of the real server. */
import { type ApiError, badParameter } from './errors.ts';
import { containing } from './matching.ts';
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

  /** Whether a text has this value somewhere in it, as the database looks for it. */
  like(name: string): ((text: string | undefined) => boolean) | undefined {
    const value = this.text(name);
    return value === undefined ? undefined : containing(value);
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

  /** Java's reading: `true` in any case is true, everything else false, an empty value too. */
  boolean(name: string): boolean | undefined {
    const value = this.#values.get(name);
    return value === undefined ? undefined : value.toLowerCase() === 'true';
  }

  number(name: string): number | undefined {
    const value = this.text(name)?.trim();
    return value === undefined || value === '' ? undefined : Number(value);
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

  /** A moment, in milliseconds. */
  date(name: string): number | undefined {
    const value = this.text(name);
    return value === undefined ? undefined : momentIn(this.#command, value, name);
  }

  entries(): ReadonlyMap<string, string> {
    return this.#values;
  }
}

export const missing = (command: string, name: string): ApiError =>
  badParameter(`Unable to execute API command ${command.toLowerCase()} due to missing parameter ${name}`);

export const unknownId = (command: string, name: string, value: string): ApiError =>
  badParameter(
    `Unable to execute API command ${command.toLowerCase()} due to invalid value. Invalid parameter ${name} value=${value} due to incorrect long value format, or entity does not exist or due to incorrect parameter annotation for the field in api cmd class.`,
  );

/** A parameter whose value breaks a rule of its own, like a host name. */
export const invalidValue = (command: string, text: string): ApiError =>
  badParameter(`Unable to execute API command ${command.toLowerCase()} due to invalid value. ${text}`);

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

const DAY = 24 * 60 * 60 * 1000;

/**
 * A moment as a command reads it: with an offset, or as `2026-11-22 08:14:53`, which is UTC. From anything else only the day is
 * taken, which lasts to its last second where it is an `enddate`.
 */
export function momentIn(command: string, value: string, name = ''): number {
  const exact = momentOf(value) ?? (/^\d+-\d+-\d+ \d+:\d+:\d+$/.test(value) ? momentOf(`${value}+0000`) : undefined);
  if (exact !== undefined) return exact;
  const [, year, month, day] = /^(\d{1,4})-(\d{1,2})-(\d{1,2})/.exec(value) ?? [];
  if (year === undefined) {
    throw badParameter(
      `Unable to parse date ${value} for command ${command.toLowerCase()}, please pass dates in the format mentioned in the api documentation`,
    );
  }
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  return name === 'enddate' ? midnight + DAY - 1000 : midnight;
}
