import type { EventRow } from './event-row.ts';

/** An event by which something got another owner. */
export type Moved = Required<Pick<EventRow, 'type' | 'resourcetype' | 'resourceid'>>;

/** Something has happened; what is left out is not known. It carries no data to anybody: who hears it looks for itself. */
export interface Hint {
  readonly source: 'mutation' | 'service-account' | 'webhook';
  /** CloudStack user id of who did it. */
  readonly userId?: string;
  /** Name of the account that the event belongs to, and its domain. */
  readonly account?: string;
  readonly domainId?: string;
  readonly domainPath?: string;
  /** UUID of that account, where only that is known. */
  readonly accountId?: string;
  readonly projectId?: string;
  /** Who belongs to which project may have changed. */
  readonly memberships?: boolean;
  /** Something has another owner now, who may have heard of it never before. */
  readonly moved?: Moved;
  /** UUIDs of what was touched. */
  readonly resourceIds: readonly string[];
}

export function hintOf(event: EventRow): Hint {
  return {
    source: 'service-account',
    resourceIds: event.resourceid === undefined ? [] : [event.resourceid],
    ...(event.account === undefined ? {} : { account: event.account }),
    ...(event.domainid === undefined ? {} : { domainId: event.domainid }),
    ...(event.domainpath === undefined ? {} : { domainPath: event.domainpath }),
    ...(event.projectid === undefined ? {} : { projectId: event.projectid }),
    ...more(event),
  };
}

/** What hints say of rare events that concern others than those whose they are. */
export function more({ type = '', resourcetype, resourceid }: Pick<EventRow, keyof Moved>): Pick<Hint, 'memberships' | 'moved'> {
  if (isOfProjects(type)) return { memberships: true };
  const moves = (type === 'VM.MOVE' || type === 'VOLUME.ASSIGN') && resourcetype !== undefined && resourceid !== undefined;
  return moves ? { moved: { type, resourcetype, resourceid } } : {};
}

/** Whether events of a type tell of projects and their members. */
export const isOfProjects = (type: string | undefined): boolean => type?.startsWith('PROJECT.') ?? false;

/** Where hints come together. Sources say whether they work; as long as one does, the clocks may be slow. */
export class HintHub {
  readonly #listeners = new Set<(hints: readonly Hint[]) => void>();
  readonly #working = new Set<string>();
  readonly #changed: () => void;

  /** @param changed called when hints have become available or stopped being so */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Whether something tells of all that happens. */
  get available(): boolean {
    return this.#working.size > 0;
  }

  /** A source that sees everything works, or no longer does. */
  working(source: string, works: boolean): void {
    const before = this.available;
    if (works) this.#working.add(source);
    else this.#working.delete(source);
    if (before !== this.available) this.#changed();
  }

  publish(hints: readonly Hint[]): void {
    if (hints.length === 0) return;
    for (const listener of this.#listeners) listener(hints);
  }

  listen(listener: (hints: readonly Hint[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
