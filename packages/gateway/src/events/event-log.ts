import { type EventRow, formatCloudStackDate, parseCloudStackDate } from './event-row.ts';

/** One page of `listEvents`: `count` is that of the whole answer, `rows` stand in CloudStack's own order, oldest first. */
export interface EventPage {
  readonly count: number;
  readonly rows: readonly EventRow[];
}

/** Asks `listEvents`, as somebody. Pages are chosen newest first; page 1 holds the newest. */
export type ReadEventPage = (query: {
  readonly startdate?: string;
  readonly page: number;
  readonly pagesize: number;
}) => Promise<EventPage>;

export interface EventLogOptions {
  /** How far before the newest known event every poll starts, in milliseconds. */
  readonly overlapMs: number;
  readonly pageSize: number;
  /** How long before the newest event ids are remembered, in milliseconds; at least the overlap. */
  readonly rememberMs?: number;
  /** A window with more events than this is refused with a {@link LongWindowError}. */
  readonly most?: number;
}

/** There are more events in the window than the reader wants to have. */
export class LongWindowError extends Error {
  override readonly name = 'LongWindowError';
}

/** A burst larger than this in one window is read by several polls. */
const maxPages = 200;
const firstLook = 20;

/**
 * Reads CloudStack's event log forward, without gap and without asking what time it is here.
 *
 * There is no ascending id, `created` has whole seconds, and rows become visible late. So every poll overlaps the last
 * one, and pages until the ids known in the window reach the answer's `count`; new rows push older ones to later pages,
 * which gives duplicates, never gaps. What is missed at a page's border comes with the next poll.
 */
export class EventLog {
  readonly #read: ReadEventPage;
  readonly #overlapMs: number;
  readonly #rememberMs: number;
  readonly #pageSize: number;
  readonly #most: number;
  readonly #known = new Map<string, number>();
  #highWater: number | undefined;
  #begun = false;
  #beginning: Promise<readonly EventRow[]> | undefined;

  constructor(read: ReadEventPage, options: EventLogOptions) {
    this.#read = read;
    this.#overlapMs = options.overlapMs;
    this.#rememberMs = Math.max(options.rememberMs ?? 60_000, options.overlapMs);
    this.#pageSize = options.pageSize;
    this.#most = options.most ?? Number.POSITIVE_INFINITY;
  }

  /** When the newest known event was written, in milliseconds; undefined before the first. */
  get highWater(): number | undefined {
    return this.#highWater;
  }

  /** Whether the log knows from where on events are new. */
  get begun(): boolean {
    return this.#begun;
  }

  /** Takes what there is as known: from here on events are new. Answers the latest of what there is. */
  begin(): Promise<readonly EventRow[]> {
    if (this.#begun) return Promise.resolve([]);
    this.#beginning ??= this.#lookAround().finally(() => {
      this.#beginning = undefined;
    });
    return this.#beginning;
  }

  async #lookAround(): Promise<readonly EventRow[]> {
    const page = await this.#read({ page: 1, pagesize: firstLook });
    this.#remember(page.rows);
    const oldest = Math.min(...page.rows.map(createdMs));
    if (page.rows.length === firstLook && this.#highWater !== undefined && oldest >= this.#highWater - this.#overlapMs) {
      await this.#readWindow();
    }
    this.#begun = true;
    return page.rows;
  }

  /** Starts at a moment (milliseconds) instead of now: everything written since comes with the first poll. */
  beginAt(moment: number): void {
    if (this.#begun) return;
    this.#highWater = moment;
    this.#begun = true;
  }

  /** The next poll reads from a moment (milliseconds) on, if that was before what it would have. */
  rewind(moment: number): void {
    if (this.#highWater !== undefined) this.#highWater = Math.min(this.#highWater, moment);
  }

  /** The events that were not known, in CloudStack's order. When a page fails nothing is taken as known. */
  async poll(): Promise<EventRow[]> {
    if (!this.#begun) {
      await this.begin();
      return [];
    }
    return this.#readWindow();
  }

  /** Events that came another way (another replica read them): answers those not known yet. */
  absorb(rows: readonly EventRow[]): EventRow[] {
    const fresh = rows.filter((row) => !this.#known.has(row.id));
    this.#remember(fresh);
    this.#begun = true;
    return fresh;
  }

  async #readWindow(): Promise<EventRow[]> {
    const from = this.#highWater === undefined ? undefined : Math.floor((this.#highWater - this.#overlapMs) / 1000) * 1000;
    const pages: (readonly EventRow[])[] = [];
    const seen = new Set<string>();
    let complete = false;
    let deleted = false;
    for (let page = 1; page <= maxPages; page++) {
      const answer = await this.#read({
        ...(from === undefined ? {} : { startdate: formatCloudStackDate(from) }),
        page,
        pagesize: this.#pageSize,
      });
      if (answer.count > this.#most) throw new LongWindowError(`${answer.count} events in the window`);
      pages.push(answer.rows);
      for (const row of answer.rows) seen.add(row.id);
      complete = answer.rows.length < this.#pageSize;
      const known = this.#knownSince(from, seen);
      // more known than there are: some were archived or deleted, and the count no longer tells whether a late row hides
      deleted ||= known > answer.count;
      if (complete || (!deleted && known >= answer.count)) break;
    }
    if (complete) this.#forgetDeleted(from, seen);
    const fresh: EventRow[] = [];
    const taken = new Set<string>();
    for (const rows of pages.reverse()) {
      for (const row of rows) {
        if (this.#known.has(row.id) || taken.has(row.id)) continue;
        taken.add(row.id);
        fresh.push(row);
      }
    }
    this.#remember(fresh);
    return fresh;
  }

  #knownSince(from: number | undefined, seen: ReadonlySet<string>): number {
    let count = seen.size;
    for (const [id, created] of this.#known) if ((from === undefined || created >= from) && !seen.has(id)) count++;
    return count;
  }

  #forgetDeleted(from: number | undefined, seen: ReadonlySet<string>): void {
    for (const [id, created] of this.#known)
      if ((from === undefined || created >= from) && !seen.has(id)) this.#known.set(id, Number.NEGATIVE_INFINITY);
  }

  #remember(rows: readonly EventRow[]): void {
    for (const row of rows) {
      const created = createdMs(row);
      this.#known.set(row.id, created);
      if (this.#highWater === undefined || created > this.#highWater) this.#highWater = created;
    }
    if (rows.length === 0 || this.#highWater === undefined) return;
    const limit = this.#highWater - this.#rememberMs;
    for (const [id, created] of this.#known) if (created < limit) this.#known.delete(id);
  }
}

function createdMs(row: EventRow): number {
  const created = parseCloudStackDate(row.created);
  return Number.isNaN(created) ? 0 : created;
}
