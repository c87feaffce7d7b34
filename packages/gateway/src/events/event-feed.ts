import { cursorOf, type EventCursor } from './event-cursor.ts';
import { EventLog, type EventLogOptions, type ReadEventPage } from './event-log.ts';
import { type EventRow, parseCloudStackDate } from './event-row.ts';
import { setPosition } from './stream-position.ts';

/** Drops what the identity must not see although CloudStack gives it. */
export type VisibleEvents = (rows: readonly EventRow[]) => Promise<readonly EventRow[]>;

export interface EventFeedOptions extends EventLogOptions {
  /** One reader for each call that an identity needs to see everything (a domain admin needs two). */
  readonly readers: readonly ReadEventPage[];
  readonly visible: VisibleEvents;
  /** How many of the latest events are kept for subscribers that come back. */
  readonly keep?: number;
  /** Whether other processes feed the same subscribers; their order may differ by the overlap. */
  readonly shared?: boolean;
}

const rememberedIds = 10_000;
const mostReplayed = 20_000;

/** The events of one identity, as they come: all its calls merged, each event once, in CloudStack's order. */
export class EventFeed {
  readonly #options: EventFeedOptions;
  readonly #logs: readonly EventLog[];
  readonly #given = new Set<string>();
  #recent: EventRow[] = [];

  constructor(options: EventFeedOptions) {
    this.#options = options;
    this.#logs = options.readers.map((read) => new EventLog(read, options));
  }

  /** Whether the feed knows from where on events are new. */
  get begun(): boolean {
    return this.#logs.every((log) => log.begun);
  }

  /** Takes what there is as known. Answers the latest of what there is. */
  async begin(): Promise<readonly EventRow[]> {
    return merge(await Promise.all(this.#logs.map((log) => log.begin())));
  }

  /** The events that have come since the last poll. */
  async poll(): Promise<readonly EventRow[]> {
    const read = await Promise.all(this.#logs.map((log) => log.poll()));
    return this.#take(await this.#options.visible(merge(read)));
  }

  /** Events of this identity that another replica read; answers those not given yet. */
  absorb(rows: readonly EventRow[]): readonly EventRow[] {
    const fresh = this.#logs.map((log) => new Set(log.absorb(rows).map(({ id }) => id)));
    return this.#take(rows.filter(({ id }) => fresh.every((ids) => ids.has(id))));
  }

  /** The next poll reads from a moment (milliseconds) on, if that was before what it would have. */
  rewind(moment: number): void {
    for (const log of this.#logs) log.rewind(moment);
  }

  /**
   * The events after a cursor, oldest first: out of memory where they are all there, else read again from the log, with
   * the overlap before it. So nothing is lost, also when the cursor's event was archived or deleted; some may come twice.
   * @throws LongWindowError when that is too long ago
   */
  async since(cursor: EventCursor): Promise<readonly EventRow[]> {
    const kept = this.#keptSince(cursor);
    if (kept) return kept;
    const logs = this.#options.readers.map((read) => {
      const log = new EventLog(read, { ...this.#options, pageSize: 500, most: mostReplayed });
      log.beginAt(cursor.createdMs);
      return log;
    });
    const rows = await this.#options.visible(merge(await Promise.all(logs.map((log) => log.poll()))));
    for (const row of rows) setPosition(row, cursorOf(row));
    return rows.filter((row) => row.id !== cursor.id);
  }

  #keptSince(cursor: EventCursor): readonly EventRow[] | undefined {
    const at = this.#recent.findIndex((row) => row.id === cursor.id);
    if (at < 0) return undefined;
    if (!this.#options.shared) return this.#recent.slice(at + 1);
    const from = cursor.createdMs - this.#options.overlapMs;
    if (createdMs(this.#recent[0]) > from) return undefined;
    return this.#recent.filter((row, index) => index > at || (index < at && createdMs(row) >= from));
  }

  #take(rows: readonly EventRow[]): readonly EventRow[] {
    const fresh = rows.filter((row) => !this.#given.has(row.id));
    for (const row of fresh) {
      this.#given.add(row.id);
      setPosition(row, cursorOf(row));
    }
    for (const id of this.#given) {
      if (this.#given.size <= rememberedIds) break;
      this.#given.delete(id);
    }
    const keep = this.#options.keep ?? 2000;
    this.#recent.push(...fresh);
    if (this.#recent.length > keep) this.#recent = this.#recent.slice(-keep);
    return fresh;
  }
}

/** Merges answers that are each in CloudStack's order; of one second, the earlier answer's come first. */
function merge(answers: readonly (readonly EventRow[])[]): readonly EventRow[] {
  const [only, ...others] = answers;
  if (only === undefined || others.length === 0) return only ?? [];
  const known = new Set<string>();
  const all = answers.flat().filter((row) => !known.has(row.id) && known.add(row.id));
  return all.sort((a, b) => createdMs(a) - createdMs(b));
}

function createdMs(row: EventRow | undefined): number {
  const created = parseCloudStackDate(row?.created);
  return Number.isNaN(created) ? 0 : created;
}
