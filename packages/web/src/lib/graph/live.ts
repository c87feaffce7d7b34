import { type Client, stringifyDocument, type TypedDocumentNode } from '@urql/core';
import type { GraphQLFormattedError } from 'graphql';
import { refetchAll } from './active.ts';
import { EventFeedSubscription, eventFeed, type FeedEvent } from './events.svelte.ts';
import { graphql } from './graphql.ts';
import { jobBoard } from './jobs.svelte.ts';
import { type JobData, JobParts } from './problems.ts';
import { session } from './session.svelte.ts';
import { closeSocket, liveSocket, onReturn } from './socket.ts';
import { standing } from './standing.ts';

const JobsSubscription = graphql('subscription Jobs { jobs { ...JobParts } }', [JobParts]);

interface Result<Data> {
  data?: Data | null;
  errors?: readonly GraphQLFormattedError[];
}

const codesOf = (errors: unknown): string[] =>
  Array.isArray(errors) ? errors.map((error: GraphQLFormattedError) => String(error.extensions?.code ?? 'INTERNAL')) : ['NETWORK'];

/** Subscribes past the cache. `variables` is read again at each new beginning, also after a lost connection. */
function follow<Data>(
  document: TypedDocumentNode<Data, never>,
  variables: Record<string, unknown>,
  take: (data: Data) => void,
  ended?: (codes: string[]) => void,
) {
  const query = stringifyDocument(document);
  return standing(
    ({ onend }) =>
      liveSocket().subscribe<Data>(
        { query, variables },
        {
          next: ({ data, errors }: Result<Data>) => {
            if (errors?.length) onend(codesOf(errors));
            else if (data) take(data);
          },
          error: (errors) => onend(codesOf(errors)),
          complete: () => onend([]),
        },
      ),
    ended,
  );
}

/**
 * Follows the cloud for as long as the console is open: changed resources go into the cache, events into the feed, jobs
 * onto the board; all over the one socket of the tab. After a gap the feed resumes from its last cursor, and what is on
 * the screen is asked once more. Answers how to stop.
 */
export function startLive(client: Client, changes: readonly TypedDocumentNode<unknown, Record<string, never>>[]): () => void {
  const cursor: { after: string | null } = { after: null };
  const stops = [
    ...changes.map((document) =>
      standing(({ onend }) => {
        return client.subscription(document, {}).subscribe(({ error }) => {
          if (error) onend(error.graphQLErrors.length ? codesOf(error.graphQLErrors) : ['NETWORK']);
        }).unsubscribe;
      }, refetchAll),
    ),
    follow<{ events: FeedEvent }>(
      EventFeedSubscription as never,
      cursor as Record<string, unknown>,
      ({ events }) => {
        cursor.after = events.cursor;
        eventFeed.add(events);
      },
      (codes) => {
        if (codes.includes('INVALID_INPUT')) cursor.after = null; // too long ago to be played back
      },
    ),
    follow<{ jobs: JobData }>(JobsSubscription as never, {}, ({ jobs }) => jobBoard.note(jobs)),
    onReturn(refetchAll),
    session.onRenewed(refetchAll),
  ];
  return () => {
    for (const stop of stops) stop();
    void closeSocket();
  };
}
