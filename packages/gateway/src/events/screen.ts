import { fullDigest, type LiveResource, type LiveRow } from './live-resources.ts';

/** What is remembered of a resource that somebody looks at: enough to tell a change, no data. */
export interface Shown {
  readonly id: string;
  digest: string | undefined;
  /** Of the last full row fetched for it. */
  full: string | undefined;
  parent: string | undefined;
  transitional: boolean;
  /** What else changes with it, by typed id. */
  links: readonly string[];
  at: number;
}

/** What a row says that was not known. */
export interface Noted {
  readonly known: boolean;
  readonly changed: boolean;
  /** Typed ids of what it was, or now is, linked to, where that has changed. */
  readonly relinked: readonly string[];
}

const perKind = 200;

/**
 * What an identity has on its screens, by kind: the rows that its queries were given lately and those that its
 * subscribers named. The least recently seen of a kind goes first.
 */
export class Screen {
  readonly #kinds = new Map<string, Map<string, Shown>>();

  get(typename: string, id: string): Shown | undefined {
    return this.#kinds.get(typename)?.get(id);
  }

  /** What is shown of a kind, seen since a moment. */
  shown(typename: string, since: number): Shown[] {
    return [...(this.#kinds.get(typename)?.values() ?? [])].filter((entry) => entry.at >= since);
  }

  /** The kinds of which something was seen since a moment. */
  kinds(since: number): string[] {
    return [...this.#kinds.keys()].filter((typename) => this.shown(typename, since).length > 0);
  }

  /** The kinds under which an id is shown; an UUID names one thing, so mostly one or none. */
  kindsOf(id: string): string[] {
    return [...this.#kinds].filter(([, entries]) => entries.has(id)).map(([typename]) => typename);
  }

  /** The ids that are shown under a parent. */
  childrenOf(typename: string, parent: string): string[] {
    return [...(this.#kinds.get(typename)?.values() ?? [])].filter((entry) => entry.parent === parent).map((entry) => entry.id);
  }

  /** An id is looked at, whatever is known of it. */
  watch(typename: string, id: string, at: number): Shown {
    const entries = this.#kinds.get(typename) ?? new Map<string, Shown>();
    this.#kinds.set(typename, entries);
    const entry = entries.get(id) ?? { id, digest: undefined, full: undefined, parent: undefined, transitional: false, links: [], at };
    entry.at = at;
    entries.delete(id);
    entries.set(id, entry);
    for (const oldest of entries.keys()) {
      if (entries.size <= perKind) break;
      entries.delete(oldest);
    }
    return entry;
  }

  /** A row was shown. `full`: it has all that the graph shows. Answers what was known before. */
  note<R extends LiveRow>(resource: LiveResource<R>, row: R, full: boolean, at: number): Noted {
    const before = this.get(resource.typename, row.id);
    const previous = before && { ...before };
    const entry = this.watch(resource.typename, row.id, at);
    entry.digest = resource.digest(row);
    entry.parent = resource.parentOf?.(row);
    entry.transitional = resource.isTransitional?.(row) ?? false;
    entry.links = (resource.alsoTouches?.(row) ?? []).map(({ typename, id }) => `${typename}:${id}`);
    const known = previous?.digest !== undefined;
    const relinked = differing(known ? previous.links : [], entry.links);
    const differs = known && previous.digest !== entry.digest;
    if (!full) {
      if (differs) entry.full = undefined;
      return { known, changed: differs, relinked };
    }
    entry.full = fullDigest(row);
    return { known, changed: previous?.full !== entry.full, relinked };
  }

  forget(typename: string, id: string): void {
    this.#kinds.get(typename)?.delete(id);
  }
}

/** What is in one list and not in the other. */
function differing(before: readonly string[], after: readonly string[]): string[] {
  return [...before.filter((id) => !after.includes(id)), ...after.filter((id) => !before.includes(id))];
}
