import type { GatewayContext } from '../context.ts';
import { ForbiddenError, InvalidInputError, NotFoundError } from '../errors.ts';
import type { EventRow } from './event-row.ts';
import type { Moved } from './hint-hub.ts';
import type { LiveResource, LiveResources, LiveRow } from './live-resources.ts';
import type { Screen } from './screen.ts';
import { type Clock, fewMost, type LiveTiming, reconcileInterval } from './timing.ts';
import { UnfinishedActions } from './unfinished-actions.ts';

/** A resource has come, changed or gone. `row`: all of it, as the identity sees it; absent once it is gone. */
export interface ResourceChange {
  readonly kind: 'ADDED' | 'CHANGED' | 'REMOVED';
  readonly typename: string;
  readonly id: string;
  readonly row?: LiveRow;
}

interface Dirty {
  readonly dueAt: number;
  /** Told even when its row is as before: something that belongs to it has come or gone. */
  readonly forced: boolean;
  readonly created: boolean;
  readonly related: boolean;
  /** Known from a hint alone: nothing is said of it unless this identity sees it. */
  readonly hinted: boolean;
  /** How often in a row it was found in a transitional state. */
  readonly attempts: number;
}

/** How long something stays on a screen after a query has shown it, in milliseconds. */
const onScreenMs = 10 * 60_000;

/** How many creations are remembered as announced: more than come between two events of one of them. */
const announcedMost = 500;

export interface TrackerOptions {
  readonly resources: LiveResources;
  /** Name of the user whose eyes these are. */
  readonly username: string;
  /** A context of the identity, new for each turn. */
  readonly context: () => GatewayContext;
  readonly screen: Screen;
  readonly clock: Clock;
  readonly timing: LiveTiming;
  /** The graph's types that somebody wants to hear of. */
  readonly wanted: () => ReadonlySet<string>;
  readonly publish: (changes: readonly ResourceChange[]) => void;
}

/**
 * Fetches what was touched, in one call a kind, until it is at rest; lists what is on the screens anew now and then; and
 * says what has changed. Events alone would not do: some changes write none, or none that the owner may read.
 */
export class ResourceTracker {
  readonly #options: TrackerOptions;
  readonly #dirty = new Map<string, Map<string, Dirty>>();
  readonly #reconcileAt = new Map<string, number>();
  /** Nothing of a kind is fetched before. */
  readonly #pausedUntil = new Map<string, number>();
  readonly #unfinished: UnfinishedActions;
  /** What was announced as new lately, by typed id. */
  readonly #announced = new Set<string>();

  constructor(options: TrackerOptions) {
    this.#options = options;
    this.#unfinished = new UnfinishedActions(options.clock, options.username);
  }

  /** When there is next something to do; undefined: nothing. */
  get dueAt(): number | undefined {
    let due: number | undefined;
    for (const [typename, entries] of this.#dirty) {
      const paused = this.#pausedUntil.get(typename) ?? 0;
      for (const { dueAt } of entries.values()) due = Math.min(due ?? Number.POSITIVE_INFINITY, Math.max(dueAt, paused));
    }
    for (const typename of this.#watchedKinds()) due = Math.min(due ?? Number.POSITIVE_INFINITY, this.#reconcileDue(typename));
    return due;
  }

  /** How many kinds of resources are listed anew by the clock. */
  get kinds(): number {
    return this.#watchedKinds().length;
  }

  /** Events have come: what they name is fetched at once. */
  named(events: readonly EventRow[]): void {
    for (const event of events) {
      for (const { resource, id, related, created } of this.#options.resources.touchedBy(event)) {
        this.#mark(resource.typename, id, { created, related });
        if (!related) this.#unfinished.noticed(`${resource.typename}:${id}`, event);
      }
      if (this.#options.resources.isBlind(event)) this.reconcileSoon();
    }
  }

  /** An event of somebody else, which may have made something visible. */
  hinted(event: Moved): void {
    for (const { resource, id, related, created } of this.#options.resources.touchedBy(event))
      this.#mark(resource.typename, id, { created, related, hinted: true });
  }

  /** Somebody has done something to a resource. */
  touch(typename: string, id: string, created = false): void {
    if (this.#options.resources.get(typename)) this.#mark(typename, id, { created });
  }

  /** Something has happened to an id; it matters only where it is on a screen. Answers whether it is. */
  touchIfShown(id: string): boolean {
    const kinds = this.#options.screen.kindsOf(id).filter((typename) => this.#options.resources.get(typename));
    // somebody may follow an id that is another tenant's: that something happens to it is not to be told
    for (const typename of kinds) this.#mark(typename, id, { hinted: true });
    return kinds.length > 0;
  }

  /** A query has shown rows: those on the move are followed. */
  saw(resource: LiveResource, rows: readonly LiveRow[]): void {
    for (const row of rows) {
      const { known, changed, relinked } = this.#options.screen.note(resource, row, false, this.#options.clock.now());
      if (known) this.#relink(relinked);
      // one tab sees it earlier than the live path: the others are to hear of it
      if (changed) this.touch(resource.typename, row.id);
      else if (resource.isTransitional?.(row)) this.#mark(resource.typename, row.id, { afterMs: this.#options.timing.unstableMs });
    }
  }

  /** Somebody looks at ids, whatever is known of them. */
  watch(typename: string, ids: readonly string[]): void {
    for (const id of ids) this.#options.screen.watch(typename, id, this.#options.clock.now());
  }

  /** Somebody listens again: each kind is listed anew when what was shown of it is as old as the clock allows, not before. */
  reconcileByAge(): void {
    const { screen, clock } = this.#options;
    for (const typename of this.#watchedKinds()) {
      const shownAt = Math.min(...screen.shown(typename, clock.now() - onScreenMs).map((entry) => entry.at));
      this.#reconcileAt.set(typename, Math.max(clock.now(), shownAt + this.#reconcileMs));
    }
  }

  /** All that is on a screen may have changed. */
  reconcileSoon(): void {
    for (const typename of this.#watchedKinds()) this.#reconcileAt.set(typename, this.#options.clock.now());
  }

  /** Fetches what is due. */
  async run(): Promise<void> {
    const now = this.#options.clock.now();
    for (const [typename, entries] of this.#dirty) {
      const resource = this.#options.resources.get(typename);
      if (!resource || !this.#options.wanted().has(typename)) {
        this.#dirty.delete(typename);
        continue;
      }
      if ((this.#pausedUntil.get(typename) ?? 0) > now || ![...entries.values()].some((entry) => entry.dueAt <= now)) continue;
      // those on the move that would be due in a moment are fetched along
      const soon = now + this.#options.timing.unstableMs / 2;
      await this.#fetch(resource, new Map([...entries].filter(([, entry]) => entry.dueAt <= (entry.attempts > 0 ? soon : now))));
    }
    for (const typename of this.#watchedKinds()) {
      if (this.#reconcileDue(typename) > now) continue;
      await this.#reconcile(typename);
      // one list a turn: the others have theirs in the next, so that a page left open stays within its calls
      return;
    }
  }

  #mark(
    typename: string,
    id: string,
    wish: { created?: boolean; related?: boolean; hinted?: boolean; forced?: boolean; afterMs?: number; attempts?: number } = {},
  ): void {
    const entries = this.#dirty.get(typename) ?? new Map<string, Dirty>();
    this.#dirty.set(typename, entries);
    const related = wish.related ?? false;
    const key = related ? `under ${id}` : id;
    const before = entries.get(key);
    entries.set(key, {
      dueAt: Math.min(before?.dueAt ?? Number.POSITIVE_INFINITY, this.#options.clock.now() + (wish.afterMs ?? 0)),
      related,
      hinted: (wish.hinted ?? false) && (before?.hinted ?? true),
      created: wish.created || (before?.created ?? false),
      forced: wish.forced || (before?.forced ?? false),
      attempts: wish.attempts ?? before?.attempts ?? 0,
    });
  }

  /** Whether a creation has not been announced yet; from now on it has. */
  #isNews(typedId: string): boolean {
    if (this.#announced.has(typedId)) return false;
    this.#announced.add(typedId);
    for (const oldest of this.#announced) {
      if (this.#announced.size <= announcedMost) break;
      this.#announced.delete(oldest);
    }
    return true;
  }

  /** Something that belongs to these has come or gone. */
  #relink(ids: readonly string[]): void {
    for (const text of ids) {
      const at = text.indexOf(':');
      const typename = text.slice(0, at);
      if (this.#options.wanted().has(typename)) this.#mark(typename, text.slice(at + 1), { forced: true });
    }
  }

  async #fetch(resource: LiveResource, due: ReadonlyMap<string, Dirty>): Promise<void> {
    const entries = this.#dirty.get(resource.typename);
    for (const key of due.keys()) entries?.delete(key);
    this.#pause(resource.typename, due.size);
    try {
      const ids = [...due].filter(([, entry]) => !entry.related).map(([id]) => id);
      if (ids.length > 0)
        this.#compare(resource, ids, present(await resource.loader.loadMany(this.#options.context(), ids, resource.fullDetails)), due);
      for (const [key, entry] of due) {
        if (!entry.related || !resource.loadRelated) continue;
        const parent = key.slice('under '.length);
        const rows = await this.#loadRelated(resource, parent);
        const known = this.#options.screen.childrenOf(resource.typename, parent);
        this.#compare(resource, [...new Set([...known, ...rows.map((row) => row.id)])], rows, due);
      }
    } catch (error) {
      if (isRefused(error)) return;
      for (const [key, entry] of due) if (!entries?.has(key)) entries?.set(key, entry);
      throw error;
    }
  }

  /** Many that change at once are fetched in ever larger parts rather than ever more often. */
  #pause(typename: string, rows: number): void {
    const { clock, timing } = this.#options;
    const pause = rows > fewMost ? Math.min(timing.hintSpacingMs, Math.max(timing.ownSpacingMs, rows * timing.rowSpacingMs)) : 0;
    this.#pausedUntil.set(typename, clock.now() + pause);
  }

  async #loadRelated(resource: LiveResource, parent: string): Promise<readonly LiveRow[]> {
    try {
      return (await resource.loadRelated?.(this.#options.context(), parent)) ?? [];
    } catch (error) {
      if (error instanceof NotFoundError) return [];
      throw error;
    }
  }

  #compare(resource: LiveResource, ids: readonly string[], rows: readonly LiveRow[], due: ReadonlyMap<string, Dirty>): void {
    const { screen, clock, timing } = this.#options;
    const byId = new Map(rows.map((row) => [row.id, row]));
    const changes: ResourceChange[] = [];
    for (const id of ids) {
      const row = byId.get(id);
      const entry = due.get(id);
      if (!row) {
        // also when it was never shown: an event has named it, and somebody may have it from elsewhere
        if (screen.get(resource.typename, id)?.digest !== undefined || (entry && !entry.hinted))
          changes.push({ kind: 'REMOVED', typename: resource.typename, id });
        this.#relink(screen.get(resource.typename, id)?.links ?? []);
        screen.forget(resource.typename, id);
        this.#unfinished.forget(`${resource.typename}:${id}`);
        continue;
      }
      const { known, changed, relinked } = screen.note(resource, row, true, clock.now());
      // A tab that made it has seen it before its event comes; the others still have to hear that it is new, once.
      const added = entry?.created ? this.#isNews(`${resource.typename}:${id}`) : !known && entry === undefined;
      if (changed || added || entry?.forced) changes.push({ kind: added ? 'ADDED' : 'CHANGED', typename: resource.typename, id, row });
      this.#relink(relinked);
      if (resource.isTransitional?.(row) || this.#unfinished.has(`${resource.typename}:${id}`)) {
        const attempts = (entry?.attempts ?? 0) + 1;
        this.#mark(resource.typename, id, { attempts, afterMs: Math.min(timing.unstableMaxMs, timing.unstableMs * 1.3 ** attempts) });
      }
    }
    if (changes.length > 0) this.#options.publish(changes);
  }

  async #reconcile(typename: string): Promise<void> {
    const { resources, screen, context, clock } = this.#options;
    const resource = resources.get(typename);
    const now = clock.now();
    this.#reconcileAt.set(typename, now + this.#reconcileMs);
    const shown = screen.shown(typename, now - onScreenMs);
    if (!resource || shown.length === 0) return;
    const seenAt = new Map(shown.map((entry) => [entry.id, entry.at]));
    let rows: readonly LiveRow[];
    try {
      rows = await listShown(resource, context(), [...seenAt.keys()]);
    } catch (error) {
      if (isRefused(error)) return;
      throw error;
    }
    const found = new Set(rows.map((row) => row.id));
    for (const row of rows) {
      // listing it does not keep it on the screen
      const { changed, relinked } = screen.note(resource, row, false, seenAt.get(row.id) ?? now);
      this.#relink(relinked);
      if (changed || resource.isTransitional?.(row)) this.#mark(typename, row.id);
    }
    const gone = shown.filter((entry) => !found.has(entry.id));
    const changes = gone.filter((entry) => entry.digest !== undefined).map(({ id }): ResourceChange => ({ kind: 'REMOVED', typename, id }));
    for (const { id } of gone) screen.forget(typename, id);
    if (changes.length > 0) this.#options.publish(changes);
  }

  #watchedKinds(): string[] {
    const shown = this.#options.screen.kinds(this.#options.clock.now() - onScreenMs);
    return shown.filter((typename) => this.#options.wanted().has(typename) && this.#options.resources.get(typename));
  }

  get #reconcileMs(): number {
    return reconcileInterval(this.#options.timing, this.kinds);
  }

  #reconcileDue(typename: string): number {
    const due = this.#reconcileAt.get(typename);
    if (due !== undefined) return due;
    const first = this.#options.clock.now() + this.#reconcileMs;
    this.#reconcileAt.set(typename, first);
    return first;
  }
}

async function listShown(resource: LiveResource, context: GatewayContext, ids: readonly string[]): Promise<readonly LiveRow[]> {
  if (!resource.listShown) return present(await resource.loader.loadMany(context, ids, resource.lightDetails ?? []));
  const wanted = new Set(ids);
  return (await resource.listShown(context)).filter((row) => wanted.has(row.id));
}

function present<R>(rows: readonly (R | null)[]): R[] {
  return rows.filter((row) => row !== null);
}

/** CloudStack will not answer this whenever it is asked: the role lacks the command, or it refuses a parameter. */
function isRefused(error: unknown): boolean {
  return error instanceof ForbiddenError || error instanceof InvalidInputError;
}
