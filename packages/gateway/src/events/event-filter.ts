import { type EventRow, parseCloudStackDate } from './event-row.ts';

/** What of the events a subscriber wants; all of it must hold. Times in milliseconds. */
export interface EventWish {
  readonly keyword?: string | undefined;
  readonly level?: string | undefined;
  readonly type?: string | undefined;
  /** As the graph writes it: `SCHEDULED`. */
  readonly state?: string | undefined;
  /** UUID. */
  readonly resourceId?: string | undefined;
  readonly sinceMs?: number | undefined;
  readonly untilMs?: number | undefined;
}

/** Whether an event is among those wished for; the same rules as CloudStack's own filters, applied to what came. */
export function eventMatches(wish: EventWish, event: EventRow): boolean {
  const created = parseCloudStackDate(event.created);
  return (
    (wish.level === undefined || event.level === wish.level) &&
    (wish.type === undefined || event.type === wish.type) &&
    (wish.state === undefined || event.state?.toUpperCase() === wish.state) &&
    (wish.resourceId === undefined || event.resourceid === wish.resourceId) &&
    !(wish.sinceMs !== undefined && created < wish.sinceMs) &&
    !(wish.untilMs !== undefined && created > wish.untilMs) &&
    (wish.keyword === undefined || mentions(event, wish.keyword))
  );
}

function mentions(event: EventRow, keyword: string): boolean {
  const wanted = keyword.toLowerCase();
  return [event.type, event.description, event.level, event.username].some((text) => text?.toLowerCase().includes(wanted));
}
