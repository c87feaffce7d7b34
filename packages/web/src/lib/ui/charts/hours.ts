/** What happened in one hour. */
export interface Hour {
  /** Beginning of the hour, in ms since 1970. */
  start: number;
  counts: Record<Level, number>;
  total: number;
  /** False: the events at hand do not reach back to this hour. */
  known: boolean;
}

export type Level = 'INFO' | 'WARN' | 'ERROR';

const HOUR_MS = 3_600_000;

/**
 * Counts moments by hour for the `hours` hours up to `now`. `complete`: the events at hand are all there are; otherwise
 * nothing is known of the time before the oldest of them.
 */
export function byHour(events: readonly { createdAt: string; level: Level }[], now: number, complete: boolean, hours = 24): Hour[] {
  const last = Math.floor(now / HOUR_MS) * HOUR_MS;
  const oldest = events.reduce((min, event) => Math.min(min, Date.parse(event.createdAt)), Number.POSITIVE_INFINITY);
  const list = Array.from({ length: hours }, (_, i): Hour => {
    const start = last - (hours - 1 - i) * HOUR_MS;
    return { start, counts: { INFO: 0, WARN: 0, ERROR: 0 }, total: 0, known: complete || start + HOUR_MS > oldest };
  });
  const first = list[0]?.start ?? last;
  for (const event of events) {
    const hour = list[Math.floor((Date.parse(event.createdAt) - first) / HOUR_MS)];
    if (!hour) continue;
    hour.counts[event.level]++;
    hour.total++;
  }
  return list;
}
