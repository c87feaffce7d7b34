/**
 * Joins identical reads that are in flight at the same moment. Keys begin with the identity, so nothing crosses users.
 * A mutation renews its identity's generation: a read that began before it is not joined by one that comes after.
 */
export class InFlightReads {
  readonly #running = new Map<string, Promise<unknown>>();
  readonly #generations = new Map<string, number>();

  /** Runs `read`, or joins the same read (identity and key) that already runs. */
  join<T>(identity: string, key: string, read: () => Promise<T>): Promise<T> {
    const full = `${identity}\n${this.#generations.get(identity) ?? 0}\n${key}`;
    const running = this.#running.get(full);
    if (running) return running as Promise<T>;
    const started = read().finally(() => this.#running.delete(full));
    this.#running.set(full, started);
    return started;
  }

  /** From now on, reads of this identity start anew. */
  renew(identity: string): void {
    this.#generations.set(identity, (this.#generations.get(identity) ?? 0) + 1);
  }

  /** How many distinct reads run at the moment. */
  get size(): number {
    return this.#running.size;
  }
}

/** The same text for the same parameters, whatever their order. */
export function stableKey(command: string, parameters: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(parameters)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `${command} ${JSON.stringify(entries)}`;
}
