import type { GatewayError } from '../errors.ts';
import type { Identity } from '../identity/identity.ts';
import type { JobRow } from '../jobs/job.ts';
import { Channel, type StreamEnd } from './channel.ts';
import type { EventRow } from './event-row.ts';
import type { Keeper } from './keeper.ts';
import { credentialOf, Members } from './members.ts';
import type { ResourceChange } from './resource-tracker.ts';
import { tooSlow } from './stream-ends.ts';
import type { SubscriberQueue } from './subscriber-queue.ts';

const eventsWaiting = 1000;
const changesWaiting = 2000;

/** Who looks through the eyes of one user, by which credentials, and for what. */
export class Audience {
  readonly members = new Members();
  readonly events: Channel<EventRow>;
  readonly changes: Channel<ResourceChange>;
  readonly jobs: Channel<JobRow>;
  readonly keepers = new Set<Keeper>();
  readonly #wanted = new Map<string, number>();
  readonly #changed: () => void;

  /** @param changed told when somebody has come or gone */
  constructor(changed: () => void) {
    this.#changed = changed;
    this.events = new Channel({ limit: eventsWaiting, tooSlow, changed });
    this.changes = new Channel({
      limit: changesWaiting,
      keyOf: ({ typename, id }) => `${typename}:${id}`,
      merge: mergeChanges,
      tooSlow,
      changed,
    });
    this.jobs = new Channel({ limit: eventsWaiting, keyOf: ({ id }) => id, merge: (_earlier, later) => later, tooSlow, changed });
  }

  /** Open subscriptions. */
  get watchers(): number {
    return this.events.size + this.changes.size + this.jobs.size;
  }

  /** Subscriptions that have been ended, whose last words are not read yet. */
  get unread(): number {
    return this.events.unread + this.changes.unread + this.jobs.unread;
  }

  /** The kinds of resources that somebody wants to hear of. */
  get wantedKinds(): ReadonlySet<string> {
    return new Set([...this.#wanted].filter(([, count]) => count > 0).map(([kind]) => kind));
  }

  /** Opens a subscription. `kinds`: what it wants to be fetched for it. */
  subscribe<T extends object>(
    channel: Channel<T>,
    identity: Identity,
    accepts: (item: T) => boolean,
    kinds: ReadonlySet<string> = new Set(),
  ): SubscriberQueue<T | StreamEnd> {
    const leave = this.members.join(identity);
    this.#want(kinds, 1);
    const left = () => {
      leave();
      this.#want(kinds, -1);
    };
    return channel.subscribe({ credential: credentialOf(identity), accepts, left });
  }

  /** Takes a keeper in; answers how to let go of it. */
  keep(identity: Identity, keeper: Keeper): () => void {
    const leave = this.members.join(identity);
    const kinds = new Set([keeper.typename]);
    this.keepers.add(keeper);
    this.#want(kinds, 1);
    this.#changed();
    return () => {
      if (!this.keepers.delete(keeper)) return;
      leave();
      this.#want(kinds, -1);
      this.#changed();
    };
  }

  /** Ends all subscriptions, or those that came by one credential. */
  end(error: GatewayError, credential?: string): void {
    for (const channel of [this.events, this.changes, this.jobs]) channel.end(error, credential);
  }

  /** A credential is no longer accepted. Answers whether others are left. */
  credentialRefused(identity: Identity, error: GatewayError): boolean {
    this.members.drop(identity);
    this.end(error, credentialOf(identity));
    if (this.members.size > 0) return true;
    for (const keeper of [...this.keepers]) keeper.ended();
    return false;
  }

  #want(kinds: ReadonlySet<string>, more: 1 | -1): void {
    for (const kind of kinds) this.#wanted.set(kind, (this.#wanted.get(kind) ?? 0) + more);
  }
}

function mergeChanges(earlier: ResourceChange, later: ResourceChange): ResourceChange {
  return earlier.kind === 'ADDED' && later.kind === 'CHANGED' ? { ...later, kind: 'ADDED' } : later;
}
