/** Events of the weeks before: collected in any order, written in the order of their times. */
import type { Cloud } from '../../cloud.ts';
import type { NewEvent } from '../../events.ts';

type PastEvent = NewEvent & { created: number };

interface Entry {
  readonly event: PastEvent;
  /** The event whose child this one is; it was written before. */
  readonly under?: PastEvent;
}

export class History {
  readonly #since: number;
  #entries: Entry[] = [];

  /** @param since what is older was purged, as `event.purge.delay` has it (milliseconds since 1970) */
  constructor(since: number) {
    this.#since = since;
  }

  add(event: PastEvent): void {
    if (event.created >= this.#since) this.#entries.push({ event });
  }

  /** Scheduled, Started and Completed of an action that took `seconds`. */
  action(
    event: Omit<NewEvent, 'description' | 'state'> & {
      created: number;
      scheduled: string;
      doing: string;
      detail: string;
      failed?: boolean;
      seconds: number;
    },
  ): void {
    if (event.created < this.#since) return;
    const { scheduled, doing, detail, failed, seconds, created, type, accountId, userId, resourceType, resourceUuid } = event;
    const past = (state: 'Scheduled' | 'Started' | 'Completed', description: string, at: number): PastEvent => ({
      type,
      accountId,
      userId,
      resourceType,
      resourceUuid,
      state,
      description,
      created: at,
    });
    const capital = doing.charAt(0).toUpperCase() + doing.slice(1);
    const first = past('Scheduled', scheduled, created);
    const last = past(
      'Completed',
      `${failed === true ? 'Error while' : 'Successfully completed'} ${doing}. ${detail}`,
      created + seconds * 1000,
    );
    if (failed === true) last.level = 'ERROR';
    this.#entries.push(
      { event: first },
      { event: past('Started', `${capital}. ${detail}`, created), under: first },
      { event: last, under: first },
    );
  }

  /** Writes everything; nothing lies in the future. */
  write(cloud: Cloud): void {
    const now = cloud.clock.now();
    const uuids = new Map<PastEvent, string>();
    // A stable sort: the events of one action keep their order within a second.
    this.#entries.sort((a, b) => a.event.created - b.event.created);
    const past = this.#entries.filter(({ event }) => event.created <= now);
    for (const { event, under } of past) {
      if (under !== undefined) event.parentUuid = uuids.get(under);
      const written = cloud.events.write(event);
      if (event.state === 'Scheduled') uuids.set(event, written.uuid);
    }
    this.#entries = [];
  }
}
