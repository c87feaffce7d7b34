/** The recorded times, so that the simulator's clock can keep step with them. */
import { contentOf, type Exchange, jobStatusOf } from './recording.ts';

/**
 * How far the simulator's clock stays behind the recorded one: the recorded statistics collector went round in the fifth
 * second of every minute, the simulator's does on the full minute.
 */
export const lagMs = 5_000;

/** When a recorded exchange took place, as far as its answer tells: the start of the job it gave, or the end of the one it asked about. */
export class RecordedTimes {
  readonly #starts = new Map<string, number>();

  constructor(exchanges: readonly Exchange[]) {
    for (const { body } of exchanges) {
      const { jobid, created } = contentOf(body) ?? {};
      if (typeof jobid === 'string' && typeof created === 'string') this.#starts.set(jobid, Date.parse(created));
    }
  }

  /** Milliseconds since 1970, to the second; undefined where nothing tells. */
  of(exchange: Exchange): number | undefined {
    const { jobid, completed } = contentOf(exchange.body) ?? {};
    const status = jobStatusOf(exchange.body);
    if (status === 0) return undefined;
    if (status !== undefined) return typeof completed === 'string' ? Date.parse(completed) : undefined;
    return typeof jobid === 'string' ? this.#starts.get(jobid) : undefined;
  }
}
