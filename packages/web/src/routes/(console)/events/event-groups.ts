/** What grouping needs of an event; the documents of the pages select more. */
export interface GroupableEvent {
  id: string;
  type: string;
  level: 'INFO' | 'WARN' | 'ERROR';
  state: 'CREATED' | 'SCHEDULED' | 'STARTED' | 'COMPLETED';
  createdAt: string;
  parent: { id: string } | null;
}

/** How an action went: still under way, done, or failed (CloudStack writes Completed for failed jobs too, as an ERROR). */
export type EventOutcome = 'running' | 'done' | 'failed' | 'silent';

/** One action: its Scheduled, Started and Completed events as a single row. */
export interface EventGroup<E extends GroupableEvent> {
  /** Id of the first event of the chain; also when that one is not visible (an action begun by an admin). */
  key: string;
  /** The event that says most about the present: the latest. */
  latest: E;
  /** Oldest first. */
  steps: E[];
  level: E['level'];
  outcome: EventOutcome;
  startedAt: string;
  /** Seconds from the first to the last step; null while under way or for a single event. */
  seconds: number | null;
}

const order = { CREATED: 0, SCHEDULED: 1, STARTED: 2, COMPLETED: 3 } as const;
const severity = { INFO: 0, WARN: 1, ERROR: 2 } as const;

/** An action without an end for this long will not get one: CloudStack leaves some chains open (live facts: AG.CREATE, failed volume jobs). */
export const SILENT_AFTER_SECONDS = 15 * 60;

/**
 * Groups events into actions by their parent, newest action first (by its latest event).
 * @param events in any order, duplicates by id allowed: a live event may be in the list already
 * @param now milliseconds since the epoch, to tell a running action from one that was never closed
 */
export function groupEvents<E extends GroupableEvent>(events: readonly E[], now: number): EventGroup<E>[] {
  const chains = new Map<string, Map<string, E>>();
  for (const event of events) {
    const key = event.parent?.id ?? event.id;
    const chain = chains.get(key) ?? new Map<string, E>();
    chain.set(event.id, event);
    chains.set(key, chain);
  }
  return [...chains]
    .map(([key, chain]) => toGroup(key, [...chain.values()].sort(byTime), now))
    .sort((a, b) => Date.parse(b.latest.createdAt) - Date.parse(a.latest.createdAt) || (a.key < b.key ? 1 : -1));
}

/** By time, and within CloudStack's one second by the order of an action's life. */
function byTime(a: GroupableEvent, b: GroupableEvent): number {
  return Date.parse(a.createdAt) - Date.parse(b.createdAt) || order[a.state] - order[b.state];
}

function toGroup<E extends GroupableEvent>(key: string, steps: E[], now: number): EventGroup<E> {
  const first = steps[0] as E;
  const latest = steps.at(-1) as E;
  const level = steps.reduce<E['level']>((worst, step) => (severity[step.level] > severity[worst] ? step.level : worst), 'INFO');
  const ended = steps.some((step) => step.state === 'COMPLETED');
  const outcome = level === 'ERROR' ? 'failed' : ended ? 'done' : isOld(latest, now) ? 'silent' : 'running';
  const seconds = ended && steps.length > 1 ? (Date.parse(latest.createdAt) - Date.parse(first.createdAt)) / 1000 : null;
  return { key, latest, steps, level, outcome, startedAt: first.createdAt, seconds };
}

function isOld(event: GroupableEvent, now: number): boolean {
  // A lone Created is how CloudStack notes a synchronous allocation: nothing more follows.
  return event.state === 'CREATED' || now - Date.parse(event.createdAt) > SILENT_AFTER_SECONDS * 1000;
}
