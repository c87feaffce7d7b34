import type { EventRow } from '../events/event-row.ts';
import { parseCloudStackDate } from '../events/event-row.ts';
import type { Hint } from '../events/hint-hub.ts';
import type { Relay, RelayListener } from '../events/relay.ts';
import { EventStream } from './event-stream.ts';
import { HintChannel } from './hint-channel.ts';
import { Leases } from './leases.ts';
import { RedisLink } from './redis-link.ts';

export interface ReplicasOptions {
  /** `redis://…` or `rediss://…`. */
  readonly url: string;
  /** How long a replica that died is still waited for, in milliseconds. */
  readonly leaseMs?: number;
  /** Told when Redis is reached, and when it no longer is. */
  readonly changed?: (up: boolean) => void;
}

/**
 * Several gateways before one CloudStack, together through Redis (or Valkey): one of them polls for a user, all of them
 * hear what it read. Without Redis each goes on by itself, and nothing is lost, because the log is CloudStack's.
 */
export class Replicas implements Relay {
  readonly link: RedisLink;
  readonly #leases: Leases;
  readonly #stream: EventStream;
  readonly #hints: HintChannel;
  #listener: RelayListener | undefined;

  constructor(options: ReplicasOptions) {
    const { url, leaseMs, changed } = options;
    this.link = new RedisLink({
      url,
      changed: (up) => {
        changed?.(up);
        this.#linkChanged(up);
      },
    });
    this.#leases = new Leases({
      link: this.link,
      ...(leaseMs === undefined ? {} : { leaseMs }),
      changed: (user) => this.#leaseChanged(user),
    });
    this.#stream = new EventStream({
      link: this.link,
      leases: this.#leases,
      came: ({ user, events, heal }) => this.#listener?.received(user, events, heal),
      following: (follows) => {
        // what was appended while nobody listened is still in CloudStack's log
        if (follows) this.#listener?.heal();
        else this.#listener?.turned();
      },
    });
    this.#hints = new HintChannel(this.link, this.#leases.owner, (hints, alive) => this.#listener?.hinted(hints, alive));
  }

  listen(listener: RelayListener): void {
    this.#listener = listener;
  }

  /** Who does not hear the others does not rely on them. */
  polls(user: string): boolean {
    return !this.#stream.follows || this.#leases.holds(user);
  }

  join(user: string): void {
    this.#leases.want(user);
  }

  leave(user: string): void {
    void this.#leases.leave(user);
  }

  publish(user: string, events: readonly EventRow[]): void {
    const moments = events.map((event) => parseCloudStackDate(event.created)).filter((moment) => !Number.isNaN(moment));
    void this.#stream.publish(user, events, Math.min(...moments, Date.now()));
  }

  hint(hints: readonly Hint[], alive: boolean): void {
    this.#hints.tell(hints, alive);
  }

  /** For /readyz. */
  readonly check = async (): Promise<string> => {
    const { up, downSince } = this.link.detail;
    if (up && this.#stream.follows) return this.#leases.refused ? 'up, but it takes nothing: this replica polls by itself' : 'up';
    return `down${downSince ? ` since ${downSince}` : ''}: this replica polls by itself, sessions of others may be unknown here`;
  };

  /** Hands over what this replica held. */
  async close(): Promise<void> {
    await this.#leases.stop();
    this.#stream.stop();
    this.#hints.stop();
    this.link.close();
  }

  #leaseChanged(user: string): void {
    this.#listener?.turned(user);
    // what the one before read last, and did not hand on, this one may have taken as known when it began
    if (this.#leases.token(user) > 0) void this.#stream.askToHeal(user);
  }

  #linkChanged(up: boolean): void {
    if (up) void this.#leases.renew();
    this.#listener?.turned();
  }
}
