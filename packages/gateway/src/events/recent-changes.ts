import type { ResourceChange } from './resource-tracker.ts';
import type { Clock } from './timing.ts';

const keptMs = 15_000;
const most = 500;

/** The latest change of each resource in the last seconds, for a page that was read just before it began to listen. */
export class RecentChanges {
  readonly #clock: Clock;
  readonly #changes = new Map<string, { readonly change: ResourceChange; readonly at: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(changes: readonly ResourceChange[]): void {
    const at = this.#clock.now();
    for (const change of changes) {
      const key = `${change.typename}:${change.id}`;
      this.#changes.delete(key);
      this.#changes.set(key, { change, at });
    }
    this.#prune();
  }

  latest(): ResourceChange[] {
    this.#prune();
    return [...this.#changes.values()].map(({ change }) => change);
  }

  #prune(): void {
    const limit = this.#clock.now() - keptMs;
    for (const [key, { at }] of this.#changes) {
      if (at >= limit && this.#changes.size <= most) break;
      this.#changes.delete(key);
    }
  }
}
