import type { EventRow } from './event-row.ts';
import type { Hint } from './hint-hub.ts';

/** What the live path of one replica is told by the others. */
export interface RelayListener {
  /** Events that another replica read as a user. `heal`: others may be missing; look once, at least from there (milliseconds). */
  received(user: string, events: readonly EventRow[], heal: { readonly from?: number } | undefined): void;
  /** Hints of another replica. `alive`: its service account sees all that happens. */
  hinted(hints: readonly Hint[], alive: boolean): void;
  /** Who polls for a user has changed; without a user, for all. */
  turned(user?: string): void;
  /** Something may have been missed: look once, whoever polls. */
  heal(): void;
}

/** The other replicas that serve the same users. */
export interface Relay {
  listen(listener: RelayListener): void;
  /** Whether it is this process that polls for a user (or does another thing by that name). */
  polls(user: string): boolean;
  /** Somebody watches here as that user; until {@link Relay.leave}. */
  join(user: string): void;
  leave(user: string): void;
  /** Hands events on that this process read as a user. */
  publish(user: string, events: readonly EventRow[]): void;
  hint(hints: readonly Hint[], alive: boolean): void;
}

/** The only replica. */
export const alone: Relay = {
  listen: () => undefined,
  polls: () => true,
  join: () => undefined,
  leave: () => undefined,
  publish: () => undefined,
  hint: () => undefined,
};
