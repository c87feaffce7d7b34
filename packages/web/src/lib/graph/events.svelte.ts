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

/**
 * Asks again when events of such types are over, for what no change of its own is told of: the rules of a network. Several at once
 * cost one request. To be called while a component is made.
 */
export function askAfter(types: RegExp, refetch: () => void): void {
  let latest = eventFeed.list[0]?.id;
  let soon: ReturnType<typeof setTimeout> | undefined;
  $effect(() => {
    const news = heardSince(eventFeed.list, latest);
    latest = eventFeed.list[0]?.id;
    if (!news.some((event) => event.state === 'COMPLETED' && types.test(event.type))) return;
    clearTimeout(soon);
    soon = setTimeout(refetch, 300);
  });
  $effect(() => () => clearTimeout(soon));
}

/** The events before a known one in a list with the newest first; all of them when it is none of the list. */
export function heardSince<E extends { id: string }>(list: readonly E[], id: string | undefined): readonly E[] {
  const at = list.findIndex((event) => event.id === id);
  return at < 0 ? list : list.slice(0, at);
}

/** The heard events put before the asked ones, each once, newest first. */
export function mergedEvents<E extends { id: string }>(heard: readonly E[], asked: readonly E[]): E[] {
  const seen = new Set<string>();
  return [...heard, ...asked].filter((event) => !seen.has(event.id) && seen.add(event.id));
}
