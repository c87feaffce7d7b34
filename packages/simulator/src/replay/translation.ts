/** What the recorded cloud called its things, and what the simulator calls them. */

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True of a text that is a UUID and nothing else. */
export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && uuid.test(value);
}

/**
 * The ids and dates of the recording with their counterparts, learnt from the answers as they come in. An id has one
 * counterpart for good: the second time it has to be the same, which is how links and the order of rows are checked.
 */
export class Translation {
  readonly #ids = new Map<string, string>();
  readonly #recordedIds = new Map<string, string>();
  readonly #dates = new Map<string, { first: string; last: string }>();

  /** Learns the pair, or says whether it agrees with what is known. */
  agree(recorded: string, simulated: string): boolean {
    const known = this.#ids.get(recorded);
    if (known !== undefined) return known === simulated;
    if (this.#recordedIds.has(simulated)) return false;
    this.#ids.set(recorded, simulated);
    this.#recordedIds.set(simulated, recorded);
    return true;
  }

  /** The recorded counterpart of a simulated id, where there is one. */
  recordedOf(simulated: string): string | undefined {
    return this.#recordedIds.get(simulated);
  }

  /** The simulated counterpart of a recorded id; the id itself while it is unknown. */
  simulatedOf(recorded: string): string {
    return this.#ids.get(recorded) ?? recorded;
  }

  /** Learns which simulated times belong to a recorded time of an event. */
  learnDate(recorded: string, simulated: string): void {
    const known = this.#dates.get(recorded);
    if (!known) this.#dates.set(recorded, { first: simulated, last: simulated });
    else if (simulated < known.first) known.first = simulated;
    else if (simulated > known.last) known.last = simulated;
  }

  /** The parameters of a recorded request as the simulator understands them; null ones were never sent. */
  parameters(recorded: Readonly<Record<string, unknown>>): Record<string, string> {
    const translated: Record<string, string> = {};
    for (const [name, value] of Object.entries(recorded)) {
      if (value === null || value === undefined) continue;
      translated[name] = this.#parameter(name, String(value));
    }
    return translated;
  }

  #parameter(name: string, value: string): string {
    if (name === 'startdate') return this.#dates.get(value)?.first ?? value;
    if (name === 'enddate') return this.#dates.get(value)?.last ?? value;
    if (!value.split(',').every(isUuid)) return value;
    return value
      .split(',')
      .map((id) => this.simulatedOf(id))
      .join(',');
  }
}
