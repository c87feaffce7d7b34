import { graphql, type ResultOf } from './graphql.ts';

/** What is told of every event as it comes in; enough for a feed. */
export const EventFeedSubscription = graphql(`
  subscription EventFeed($after: String) {
    events(after: $after) {
      id
      cursor
      type
      level
      state
      description
      createdAt
      username
      account
      resourceType
      resourceUuid
      resourceName
      parent { id }
    }
  }
`);

export type FeedEvent = ResultOf<typeof EventFeedSubscription>['events'];

const KEPT = 200;
let list = $state.raw<readonly FeedEvent[]>([]);
const known = new Set<string>();

/** The events that this tab heard of since it was opened, newest first; the last two hundred are kept. */
export const eventFeed = {
  get list() {
    return list;
  },
  /** Takes in an event; one that is known already is passed over (delivery is at least once). */
  add(event: FeedEvent): void {
    if (known.has(event.id)) return;
    known.add(event.id);
    list = [event, ...list].slice(0, KEPT);
    if (known.size > KEPT * 2) {
      known.clear();
      for (const kept of list) known.add(kept.id);
    }
  },
  clear(): void {
    list = [];
    known.clear();
  },
};

/** The heard events put before the asked ones, each once, newest first. */
export function mergedEvents<E extends { id: string }>(heard: readonly E[], asked: readonly E[]): E[] {
  const seen = new Set<string>();
  return [...heard, ...asked].filter((event) => !seen.has(event.id) && seen.add(event.id));
}
