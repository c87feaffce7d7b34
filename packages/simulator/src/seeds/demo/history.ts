/** Events of the weeks before: collected in any order, written in the order of their times. */
import type { Cloud } from '../../cloud.ts';
import type { NewEvent } from '../../events.ts';

export class History {
  readonly #events: (NewEvent & { created: number; link?: { uuid?: string }; under?: { uuid?: string } })[] = [];

  add(event: NewEvent & { created: number }): void {
    this.#events.push(event);
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
    const { scheduled, doing, detail, failed, seconds, ...base } = event;
    const link: { uuid?: string } = {};
    const done = `${failed === true ? 'Error while' : 'Successfully completed'} ${doing}. ${detail}`;
    const capital = doing.charAt(0).toUpperCase() + doing.slice(1);
    this.#events.push({ ...base, state: 'Scheduled', description: scheduled, link });
    this.#events.push({ ...base, state: 'Started', description: `${capital}. ${detail}`, under: link });
    this.#events.push({
      ...base,
      state: 'Completed',
      description: done,
      created: base.created + seconds * 1000,
      level: failed === true ? 'ERROR' : 'INFO',
      under: link,
    });
  }

  /** Writes everything; nothing lies in the future. */
  write(cloud: Cloud): void {
    const now = cloud.clock.now();
    // A stable sort: the events of one action keep their order within a second.
    this.#events.sort((a, b) => a.created - b.created);
    for (const { link, under, ...event } of this.#events) {
      if (event.created > now) continue;
      const written = cloud.events.write({ ...event, parentUuid: under?.uuid });
      if (link !== undefined) link.uuid = written.uuid;
    }
    this.#events.length = 0;
  }
}
