import { Client, type Exchange, type ExecutionResult, fetchExchange, subscriptionExchange } from '@urql/core';
import { graphCache } from './cache.ts';
import { liveSocket } from './socket.ts';
import { watchfulFetch } from './watchful-fetch.ts';

interface ClientOptions {
  url: string;
  fetch: typeof fetch;
  /** Browser: lapses of the session and failures of the way are noticed, and subscriptions have a socket. */
  browser: boolean;
}

/** A client with a cache of its own: one a request on the server, one a tab in the browser. */
export function makeClient({ url, fetch, browser }: ClientOptions): Client {
  const exchanges: Exchange[] = [graphCache(), fetchExchange];
  if (browser) {
    exchanges.push(
      subscriptionExchange({
        forwardSubscription: ({ query, variables }) => ({
          subscribe: (sink) => ({
            unsubscribe: liveSocket().subscribe(
              { query: query ?? '', variables: variables ?? {} },
              {
                next: (result) => sink.next(result as ExecutionResult),
                error: (error) => sink.error(error),
                // urql tells nobody of an end; as an error it reaches who keeps the subscription standing.
                complete: () => sink.error(new Error('The server ended the subscription.')),
              },
            ),
          }),
        }),
      }),
    );
  }
  return new Client({ url, exchanges, preferGetMethod: false, fetch: browser ? watchfulFetch(fetch) : fetch });
}

let tabClient: Client | undefined;

/** The client of this tab (browser), or a fresh one (server: whoever asks, nobody shares). */
export function clientFor(browser: boolean, origin: string, fetch: typeof globalThis.fetch): Client {
  const url = `${origin}/graphql`;
  if (!browser) return makeClient({ url, fetch, browser });
  tabClient ??= makeClient({ url, fetch, browser });
  return tabClient;
}

/** Forgets the tab's client and all that it holds: somebody else signs in. */
export function dropClient(): void {
  tabClient = undefined;
}
