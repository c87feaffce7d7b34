import type { ListCommand, Row } from '@cloudstack-graph/client';
import type { MoreParameters } from '../cloud.ts';
import type { GatewayContext } from '../context.ts';
import type { Identity } from '../identity/identity.ts';
import type { Details, ResourceLoader } from '../loading.ts';

/** What lists are ordered by. Missing values come last, whatever the direction. */
export type SortValue = string | number | undefined;

/** What the index knows of every row, to order, filter, search and count by it. */
export interface OwnedKeys {
  readonly name: string;
  readonly account: string;
  readonly domainId: string;
  readonly domainPath: string;
  readonly projectId: string | undefined;
  readonly project: string | undefined;
  readonly tags: readonly string[];
}

/** One thing that a filter asks for. */
export interface Condition<K> {
  /** The facet that it chooses a value of: that facet's own counts leave it out. */
  readonly facet?: string;
  /** To be awaited before the first test: asks for what the rows do not tell. */
  readonly prepare?: (context: GatewayContext) => Promise<void>;
  readonly test: (keys: K) => boolean;
}

/** A value that rows are counted by, and how to show it. */
export interface FacetKey {
  readonly value: string;
  readonly label: string;
}

/** How a kind of resource is indexed; each declares its own in `<noun>-index.ts`. */
export interface IndexedResource<C extends ListCommand, K extends OwnedKeys, Order extends string> {
  /** The graph's type, as the live path knows it. */
  readonly typename: string;
  readonly command: C;
  readonly loader: ResourceLoader<Row<C> & { id: string }>;
  /** What the shown columns need of a row; only virtual machines have details. */
  readonly details?: Details;
  /** The lists that together hold everything, for a variant of the resource (the visibility of images). */
  readonly lists: (identity: Identity, variant: string) => readonly MoreParameters[];
  /** A new row may belong to this variant or not: the list is read anew to see. */
  readonly newRowsByList?: boolean;
  readonly keys: (row: Row<C> & { id: string }) => K;
  /** The id of what a row goes with: when that is gone for somebody, the row may be, too. */
  readonly goesWith?: (keys: K) => string | undefined;
  /** What free text is looked for in. */
  readonly search: (keys: K) => readonly (string | undefined)[];
  readonly order: Readonly<Record<Order, (keys: K) => SortValue>>;
  readonly facets: Readonly<Record<string, (keys: K) => FacetKey | undefined>>;
}

/** What a row says of its owner. */
export interface OwnedRow {
  name?: string;
  account?: string;
  domainid?: string;
  domainpath?: string;
  projectid?: string;
  project?: string;
  tags?: { key?: string; value?: string }[];
}

// zones, accounts and states are the same few words in ten thousand rows: one copy of each will do
const pool = new Map<string, string>();

/** The one copy of a word that occurs in many rows. */
export function shared<T extends string | undefined>(word: T): T {
  if (word === undefined) return word;
  const known = pool.get(word);
  if (known !== undefined) return known as T;
  if (pool.size > 50_000) pool.clear();
  pool.set(word, word);
  return word;
}

/** The keys that every owned row has. */
export function ownedKeys(row: OwnedRow): OwnedKeys {
  return {
    name: row.name ?? '',
    account: shared(row.account ?? ''),
    domainId: shared(row.domainid ?? ''),
    domainPath: shared(row.domainpath ?? ''),
    projectId: shared(row.projectid),
    project: shared(row.project),
    tags: (row.tags ?? []).map(({ key, value }) => `${key}=${value}`),
  };
}

/** The facet of who owns a row: a project's id, or `<domain id>/<account>`, which is what `scope` takes. */
export function ownerFacet(keys: OwnedKeys): FacetKey {
  if (keys.projectId !== undefined) return { value: `Project:${keys.projectId}`, label: keys.project ?? keys.projectId };
  return { value: `${keys.domainId}/${keys.account}`, label: keys.account };
}
