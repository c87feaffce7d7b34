import type { ListCommand, Row } from '@cloudstack-graph/client';
import type { Condition, FacetKey, IndexedResource, OwnedKeys, SortValue } from './indexed-resource.ts';

/** What is kept of a row: the row itself as text, which takes a third of the memory, and what it is found by. */
interface Entry<K> {
  readonly id: string;
  readonly json: string;
  readonly keys: K;
  /** All that free text is looked for in, in lower case. */
  readonly text: string;
}

export interface Wish<K, Order extends string> {
  readonly conditions: readonly Condition<K>[];
  /** Words that must all occur. */
  readonly search?: string | undefined;
  readonly orderBy: readonly { readonly field: Order; readonly direction: 'ASC' | 'DESC' }[];
  readonly facets: boolean;
}

export interface FacetCount {
  readonly field: string;
  readonly values: readonly (FacetKey & { readonly count: number })[];
}

export interface Found {
  /** Ids in the order wished for. */
  readonly ids: readonly string[];
  readonly facets: readonly FacetCount[];
}

// names as people order them: web-2 before web-10, whatever the case
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** How two values of a column are ordered; missing ones last. */
export function compareValues(a: SortValue, b: SortValue): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return collator.compare(String(a), String(b));
}

/** All rows of a kind that one identity may see, ready to be ordered, filtered, searched and counted. */
export class ResourceIndex<C extends ListCommand, K extends OwnedKeys, Order extends string> {
  readonly resource: IndexedResource<C, K, Order>;
  readonly #entries = new Map<string, Entry<K>>();
  readonly #sorted = new Map<Order, readonly Entry<K>[]>();
  #bytes = 0;

  constructor(resource: IndexedResource<C, K, Order>) {
    this.resource = resource;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** About how much memory it takes. */
  get bytes(): number {
    return this.#bytes;
  }

  has(id: string): boolean {
    return this.#entries.has(id);
  }

  ids(): IterableIterator<string> {
    return this.#entries.keys();
  }

  /** The ids of what goes with another thing: the volumes of a machine. */
  *with(id: string): Generator<string> {
    const { goesWith } = this.resource;
    if (goesWith) for (const entry of this.#entries.values()) if (goesWith(entry.keys) === id) yield entry.id;
  }

  /** The ids of what belongs to projects, and to which. */
  *inProjects(): Generator<readonly [id: string, project: string]> {
    for (const { id, keys } of this.#entries.values()) if (keys.projectId !== undefined) yield [id, keys.projectId];
  }

  set(row: Row<C> & { id: string }): void {
    const before = this.#entries.get(row.id);
    const json = JSON.stringify(row);
    if (before?.json === json) return;
    const keys = this.resource.keys(row);
    const text = this.resource.search(keys).join('\n').toLowerCase();
    const entry = { id: row.id, json, keys, text };
    this.#entries.set(row.id, entry);
    this.#bytes += weigh(entry) - (before ? weigh(before) : 0);
    this.#sorted.clear();
  }

  delete(id: string): void {
    const before = this.#entries.get(id);
    if (!before) return;
    this.#entries.delete(id);
    this.#bytes -= weigh(before);
    this.#sorted.clear();
  }

  /** Rows by id, in that order; those that are gone are left out. */
  rows(ids: readonly string[]): (Row<C> & { id: string })[] {
    return ids.flatMap((id) => {
      const entry = this.#entries.get(id);
      return entry ? [JSON.parse(entry.json) as Row<C> & { id: string }] : [];
    });
  }

  find(wish: Wish<K, Order>): Found {
    const words = (wish.search ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    const matches = (entry: Entry<K>, without?: string) =>
      words.every((word) => entry.text.includes(word)) &&
      wish.conditions.every(({ facet, test }) => (facet !== undefined && facet === without) || test(entry.keys));
    const found: Entry<K>[] = [];
    for (const entry of this.#inOrder(wish.orderBy)) if (matches(entry)) found.push(entry);
    return { ids: found.map(({ id }) => id), facets: wish.facets ? this.#count(matches) : [] };
  }

  /** By the first column from the copy kept in its order; further columns break ties. */
  #inOrder(orderBy: Wish<K, Order>['orderBy']): Iterable<Entry<K>> {
    const [first, ...others] = orderBy;
    if (!first) return this.#entries.values();
    const ascending = this.#ascending(first.field);
    const of = this.resource.order[first.field];
    if (first.direction === 'ASC' && others.length === 0) return ascending;
    const rules = orderBy.map(({ field, direction }) => ({ of: this.resource.order[field], sign: direction === 'ASC' ? 1 : -1 }));
    if (others.length === 0) {
      const there = ascending.filter(({ keys }) => of(keys) !== undefined);
      return [...there.reverse(), ...ascending.slice(there.length)];
    }
    return [...ascending].sort((a, b) => {
      for (const { of, sign } of rules) {
        const [x, y] = [of(a.keys), of(b.keys)];
        if (x === y) continue;
        if (x === undefined) return 1;
        if (y === undefined) return -1;
        const order = compareValues(x, y);
        if (order !== 0) return order * sign;
      }
      return a.id < b.id ? -1 : 1;
    });
  }

  #ascending(field: Order): readonly Entry<K>[] {
    const kept = this.#sorted.get(field);
    if (kept) return kept;
    const of = this.resource.order[field];
    const decorated = [...this.#entries.values()].map((entry) => ({ entry, value: of(entry.keys) }));
    decorated.sort((a, b) => {
      if (a.value === undefined || b.value === undefined) {
        if (a.value !== b.value) return a.value === undefined ? 1 : -1;
      } else {
        const order = compareValues(a.value, b.value);
        if (order !== 0) return order;
      }
      return a.entry.id < b.entry.id ? -1 : 1;
    });
    const sorted = decorated.map(({ entry }) => entry);
    this.#sorted.set(field, sorted);
    return sorted;
  }

  #count(matches: (entry: Entry<K>, without: string) => boolean): FacetCount[] {
    return Object.entries(this.resource.facets).map(([field, of]) => {
      const counts = new Map<string, FacetKey & { count: number }>();
      for (const entry of this.#entries.values()) {
        if (!matches(entry, field)) continue;
        const key = of(entry.keys);
        if (!key) continue;
        const known = counts.get(key.value);
        if (known) known.count++;
        else counts.set(key.value, { ...key, count: 1 });
      }
      return { field, values: [...counts.values()].sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)) };
    });
  }
}

/** Text takes a byte a character; the objects around it were measured at about this much. */
function weigh(entry: { json: string; text: string }): number {
  return entry.json.length + entry.text.length + 700;
}
