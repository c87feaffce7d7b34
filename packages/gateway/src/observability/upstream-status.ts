import type { CallReport } from '@cloudstack-graph/client';
import { Repeater, SlidingBuffer } from 'graphql-yoga';

/** How it stands between this gateway and CloudStack, as the last calls told. */
export interface CloudStatus {
  /** Whether CloudStack answered the last call, be it with a refusal. */
  readonly reachable: boolean;
  /** Since when it is so. */
  readonly since: Date;
}

// A late answer of one command is no outage; a closed port is one at once.
const SILENT_CALLS = 3;

/** Learns from every call whether CloudStack is there, and tells whoever listens when that changes. */
export class UpstreamStatus {
  #status: CloudStatus = { reachable: true, since: new Date() };
  #silent = 0;
  readonly #listeners = new Set<(status: CloudStatus) => void>();

  get current(): CloudStatus {
    return this.#status;
  }

  /** To be called with the report of each call. Refusals of the breaker and aborted calls tell nothing new. */
  learn({ outcome, status, durationMs }: Pick<CallReport, 'outcome' | 'status' | 'durationMs'>): void {
    // 511 and 530 to 537 are CloudStack's own words, 500 to 504 those of whatever stands before it.
    if (outcome === 'ok' || (status !== undefined && (status < 500 || status >= 510))) {
      this.#silent = 0;
      this.#set(true);
      return;
    }
    if (outcome !== 'transport' && outcome !== 'unavailable' && outcome !== 'internal') return;
    this.#silent += 1;
    const refusedAtOnce = outcome === 'transport' && durationMs < 1_000;
    if (refusedAtOnce ? this.#silent >= 2 : this.#silent >= SILENT_CALLS) this.#set(false);
  }

  /** How it stands now, and each change from now on. */
  changes(): AsyncIterableIterator<CloudStatus> {
    return new Repeater<CloudStatus>(async (push, stop) => {
      const listener = (status: CloudStatus) => void push(status);
      this.#listeners.add(listener);
      listener(this.#status);
      await stop;
      this.#listeners.delete(listener);
    }, new SlidingBuffer(1));
  }

  #set(reachable: boolean): void {
    if (reachable === this.#status.reachable) return;
    this.#status = { reachable, since: new Date() };
    for (const listener of this.#listeners) listener(this.#status);
  }
}
