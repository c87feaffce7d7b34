import type { EventData } from './event-documents.ts';

/** The filter of the events page, as the graph takes it. */
export interface EventFilterValues {
  keyword?: string;
  level?: EventData['level'];
  state?: EventData['state'];
  type?: string;
}

export const levels = ['INFO', 'WARN', 'ERROR'] as const;
export const eventStates = ['CREATED', 'SCHEDULED', 'STARTED', 'COMPLETED'] as const;

const oneOf = <T extends string>(known: readonly T[], word: string | undefined): T | undefined => known.find((each) => each === word);

/** Reads the words of an address; what the graph does not know is ignored rather than refused. */
export function eventFilter(q: string, filters: Record<string, string[]>): EventFilterValues {
  const [level, state, type] = [oneOf(levels, filters.level?.[0]), oneOf(eventStates, filters.state?.[0]), filters.type?.[0]];
  return { ...(q ? { keyword: q } : {}), ...(level ? { level } : {}), ...(state ? { state } : {}), ...(type ? { type } : {}) };
}

/** Whether a live event belongs into a list under this filter, as CloudStack would judge it. */
export function passes(event: EventData, filter: EventFilterValues): boolean {
  const word = filter.keyword?.toLowerCase();
  return (
    (!filter.level || event.level === filter.level) &&
    (!filter.state || event.state === filter.state) &&
    (!filter.type || event.type === filter.type) &&
    (!word || `${event.type} ${event.description} ${event.level}`.toLowerCase().includes(word))
  );
}
