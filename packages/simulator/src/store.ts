/**
 * The cloud's rows, in typed tables. A resource declares its table with `defineTable` beside its handlers; the store
 * builds it at first use. Rows are kept in the order of their internal ids, per table, per account and per index, so
 * that a page of an account with 10,000 rows is a slice and not a scan.
 */
import type { Random } from './random.ts';

/** What every row has. */
export interface Entity {
  /** The internal, numeric id; it shows in some texts and fixes the order of lists. */
  readonly id: number;
  readonly uuid: string;
  /** The internal id of the owning account, where the resource has an owner. */
  accountId?: number;
}

/** A function of a row; written so that a definition of a narrower row passes for one of any row. */
type OfRow<R, T> = { of(row: R): T }['of'];

export interface TableDefinition<R extends Entity, I extends string = string> {
  /** CloudStack's name of the type, as in `resourcetype` of events: `VirtualMachine`. */
  readonly name: string;
  /** Tables that share a sequence share internal ids (templates and ISOs; VMs, routers and system VMs). */
  readonly sequence?: string;
  /** The first internal id; 1 when left out. */
  readonly firstId?: number;
  /** Parameters that hold an id of this table in whatever command: `virtualmachineid`. */
  readonly parameters?: readonly string[];
  /** Rows by another row's id or by a name; an undefined key leaves the row out. */
  readonly indexes?: { readonly [K in I]: OfRow<R, string | number | undefined> };
  /** What events call the row (`resourcename`). */
  readonly label?: OfRow<R, string | undefined>;
  /** Keep removed rows known by id: `list…?id=` is then empty and an action "Unable to find UUID". */
  readonly remembersRemoved?: boolean;
}

/** Declares a table; the second call takes the definition so that the index names are inferred. */
export function defineTable<R extends Entity>(): <const I extends string = never>(
  definition: TableDefinition<R, I>,
) => TableDefinition<R, I> {
  return (definition) => definition;
}

/** The names of a row's optional values. */
export type OptionalKeys<R> = { [K in keyof R]-?: Record<never, never> extends Pick<R, K> ? K : never }[keyof R];

/** The values of a new row: ids may be left to the table. */
export type NewRow<R extends Entity> = Omit<R, 'id' | 'uuid'> & { id?: number; uuid?: string };

function position(rows: readonly Entity[], id: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle]?.id ?? 0) < id) low = middle + 1;
    else high = middle;
  }
  return low;
}

class OrderedRows<R extends Entity> {
  readonly rows: R[] = [];

  add(row: R): void {
    const last = this.rows.at(-1);
    if (last === undefined || last.id < row.id) this.rows.push(row);
    else this.rows.splice(position(this.rows, row.id), 0, row);
  }

  remove(row: R): void {
    const at = position(this.rows, row.id);
    if (this.rows[at] === row) this.rows.splice(at, 1);
  }
}

class Index<R extends Entity> {
  readonly key: (row: R) => string | number | undefined;
  readonly #groups = new Map<string | number, OrderedRows<R>>();

  constructor(key: (row: R) => string | number | undefined) {
    this.key = key;
  }

  get(key: string | number): readonly R[] {
    return this.#groups.get(key)?.rows ?? [];
  }

  add(key: string | number | undefined, row: R): void {
    if (key === undefined) return;
    let group = this.#groups.get(key);
    if (group === undefined) {
      group = new OrderedRows();
      this.#groups.set(key, group);
    }
    group.add(row);
  }

  remove(key: string | number | undefined, row: R): void {
    if (key === undefined) return;
    const group = this.#groups.get(key);
    group?.remove(row);
    if (group?.rows.length === 0) this.#groups.delete(key);
  }
}

export class Table<R extends Entity, I extends string = string> {
  readonly definition: TableDefinition<R, I>;
  readonly #store: Store;
  readonly #ordered = new OrderedRows<R>();
  readonly #byUuid = new Map<string, R>();
  /** Removed rows that are remembered, by internal id. */
  readonly #removed = new Map<number, R>();
  readonly #accounts = new Index<R>((row) => row.accountId);
  readonly #indexes = new Map<string, Index<R>>();
  readonly #everyIndex: Index<R>[];

  constructor(store: Store, definition: TableDefinition<R, I>) {
    this.#store = store;
    this.definition = definition;
    for (const [name, key] of Object.entries(definition.indexes ?? {})) {
      this.#indexes.set(name, new Index<R>(key as OfRow<R, string | number | undefined>));
    }
    this.#everyIndex = [this.#accounts, ...this.#indexes.values()];
  }

  /** Adds a row, which the given object becomes; it gets the next internal id and a UUID unless it has them. */
  insert(values: NewRow<R>): R {
    values.id ??= this.#store.nextId(this.definition.sequence ?? this.definition.name, this.definition.firstId ?? 1);
    values.uuid ??= this.#store.random.uuid();
    const row = values as unknown as R;
    this.#ordered.add(row);
    this.#byUuid.set(row.uuid, row);
    for (const index of this.#everyIndex) index.add(index.key(row), row);
    return row;
  }

  /** Changes a row in place and keeps the indexes true. */
  update(row: R, changes: Partial<Omit<R, 'id' | 'uuid'>>): R {
    return this.#change(row, () => Object.assign(row, changes));
  }

  /** Takes optional values away from a row. */
  unset(row: R, names: readonly OptionalKeys<R>[]): R {
    return this.#change(row, () => {
      for (const name of names) delete row[name];
    });
  }

  #change(row: R, change: () => void): R {
    const before = this.#everyIndex.map((index) => index.key(row));
    change();
    if (!this.#lives(row)) return row;
    let at = 0;
    for (const index of this.#everyIndex) {
      const old = before[at++];
      const key = index.key(row);
      if (key === old) continue;
      index.remove(old, row);
      index.add(key, row);
    }
    return row;
  }

  /** Takes a row out of every list. Where the table remembers removed rows its id stays known. */
  remove(row: R): void {
    if (!this.#lives(row)) return;
    this.#ordered.remove(row);
    for (const index of this.#everyIndex) index.remove(index.key(row), row);
    if (this.definition.remembersRemoved === true) {
      this.#removed.set(row.id, row);
    } else {
      this.#byUuid.delete(row.uuid);
    }
  }

  isRemoved(row: R): boolean {
    return this.#removed.get(row.id) === row;
  }

  #lives(row: R): boolean {
    return this.#byUuid.get(row.uuid) === row && !this.isRemoved(row);
  }

  /** The living row with this UUID. */
  get(uuid: string): R | undefined {
    const row = this.#byUuid.get(uuid);
    return row !== undefined && !this.isRemoved(row) ? row : undefined;
  }

  /** The row with this UUID, also a removed one the table remembers. */
  known(uuid: string): R | undefined {
    return this.#byUuid.get(uuid);
  }

  /** The row with this internal id, also a removed one the table remembers. */
  byId(id: number | undefined): R | undefined {
    if (id === undefined) return undefined;
    const row = this.#ordered.rows[position(this.#ordered.rows, id)];
    return row?.id === id ? row : this.#removed.get(id);
  }

  /** Every living row, by ascending internal id. */
  all(): readonly R[] {
    return this.#ordered.rows;
  }

  ofAccount(accountId: number): readonly R[] {
    return this.#accounts.get(accountId);
  }

  /** The rows whose index has this key. */
  by(index: I, key: string | number | undefined): readonly R[] {
    return key === undefined ? [] : (this.#indexes.get(index)?.get(key) ?? []);
  }

  find(test: (row: R) => boolean): R | undefined {
    return this.#ordered.rows.find(test);
  }
}

export class Store {
  readonly random: Random;
  readonly #tables = new Map<string, Table<Entity>>();
  readonly #sequences = new Map<string, number>();

  constructor(random: Random) {
    this.random = random;
  }

  table<R extends Entity, I extends string>(definition: TableDefinition<R, I>): Table<R, I> {
    let table = this.#tables.get(definition.name);
    if (table === undefined) {
      table = new Table<R, I>(this, definition) as unknown as Table<Entity>;
      this.#tables.set(definition.name, table);
    }
    return table as unknown as Table<R, I>;
  }

  /** The table of a CloudStack type name, once it was used. */
  named(name: string): Table<Entity> | undefined {
    return this.#tables.get(name);
  }

  /** The next number of a sequence that starts at `first`. */
  nextId(sequence: string, first = 1): number {
    const id = this.#sequences.get(sequence) ?? first;
    this.#sequences.set(sequence, id + 1);
    return id;
  }
}
