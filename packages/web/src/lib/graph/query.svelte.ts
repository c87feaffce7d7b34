import {
  type AnyVariables,
  type Client,
  createRequest,
  type OperationResult,
  type RequestPolicy,
  type TypedDocumentNode,
} from '@urql/core';
import { untrack } from 'svelte';
import { browser } from '$app/env';
import { activeQueries, rootFieldsOf, sinceNews } from './active.ts';
import { ageOfAnswer, noteAnswer } from './answer-ages.ts';
import { connection } from './connection.svelte.ts';
import { type Problem, problemOf } from './problems.ts';

interface Answer<Data> {
  data: Data | null;
  problem: Problem | null;
}

/** A query that a `load` has set out: what to ask, and on the first view its answer. */
export interface Preloaded<Data, Variables extends AnyVariables> {
  client: Client;
  document: TypedDocumentNode<Data, Variables>;
  variables: Variables;
  answer: Answer<Data> | null;
}

const answerOf = <Data>(result: OperationResult<Data>): Answer<Data> => ({
  data: result.data ?? null,
  problem: result.error ? problemOf(result.error) : null,
});

let settled = false;

/** To be called once the first view stands in the browser: from then on no `load` waits for data. */
export function firstViewIsUp(): void {
  settled = true;
}

/**
 * For `load`. On the server, and while its view comes alive in the browser (Kit replays the server's answer, nothing
 * is asked twice), waits for the data. Later it only says what to ask, so that the page turns at once.
 */
export async function preload<Data, Variables extends AnyVariables>(
  client: Client,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Preloaded<Data, Variables>> {
  return browser && settled ? { client, document, variables, answer: null } : preloadNow(client, document, variables);
}

/** The same, but always waits: for what decides whether there is a page at all. */
export async function preloadNow<Data, Variables extends AnyVariables>(
  client: Client,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Preloaded<Data, Variables> & { answer: Answer<Data> }> {
  const result = await client.query(document, variables).toPromise();
  noteAnswer(result.operation.key);
  return { client, document, variables, answer: answerOf(result) };
}

/** A query as a page sees it; all fields follow by themselves. */
export interface LiveQuery<Data> {
  readonly data: Data | null;
  readonly problem: Problem | null;
  /** Nothing to show yet. */
  readonly loading: boolean;
  /** Something is shown while newer data is on its way. */
  readonly refreshing: boolean;
  refetch(): void;
}

interface LiveOptions {
  /** Types whose additions make the list ask again, e.g. `['Volume']`. */
  follows?: readonly string[];
  /** Types of which any change makes it ask again, for what counts or sums them up. */
  reflects?: readonly string[];
  /** Keep showing the old answer while other variables are asked (lists: yes, pages of one thing: no). */
  keep?: boolean;
}

/** While the live connection keeps the cache true, a cached answer needs no second look for this long (ms). */
const freshFor = () => (connection.link === 'live' ? 300_000 : 30_000);

/** What the cache can say at once, or null. */
function cached<Data, Variables extends AnyVariables>(query: Preloaded<Data, Variables>): Answer<Data> | null {
  const result = browser ? query.client.readQuery(query.document, query.variables) : null;
  return result?.data ? answerOf(result) : null;
}

/** Subscribes a component to a preloaded query: from the cache at once, then whatever changes it. */
export function live<Data, Variables extends AnyVariables>(
  get: () => Preloaded<Data, Variables>,
  { follows = [], reflects = [], keep = false }: LiveOptions = {},
): LiveQuery<Data> {
  const first = untrack(get);
  const start = first.answer ?? cached(first);
  let data = $state.raw<Data | null>(start?.data ?? null);
  let problem = $state.raw<Problem | null>(start?.problem ?? null);
  let loading = $state(start === null);
  let refreshing = $state(false);
  let ask: (requestPolicy: RequestPolicy, forget: boolean) => void = () => {};

  function show(answer: Answer<Data>, stale: boolean) {
    if (answer.data !== null || answer.problem === null) data = answer.data;
    problem = answer.problem;
    refreshing = stale;
    loading = false;
  }

  $effect(() => {
    const { client, document, variables, answer } = get();
    return untrack(() => {
      let stop = () => {};
      ask = (requestPolicy, forget) => {
        let answered = false;
        const before = stop;
        stop = client.query(document, variables, { requestPolicy }).subscribe((result) => {
          answered = true;
          if (result.operation.context.meta?.cacheOutcome !== 'hit') noteAnswer(result.operation.key);
          show(answerOf(result), result.stale);
        }).unsubscribe;
        before();
        if (answered) return;
        if (forget) data = null;
        problem = null;
        loading = data === null;
        refreshing = !loading;
      };
      // A failed first view is shown as it is; the person decides when to try again.
      const age = ageOfAnswer(createRequest(document, variables).key);
      const old = age > freshFor() || age >= sinceNews({ follows, reflects });
      if (!answer?.problem) ask(old ? 'cache-and-network' : 'cache-first', !keep && answer === null);
      const active = {
        document: document as never,
        variables,
        rootFields: rootFieldsOf(document),
        follows,
        reflects,
        refetch: () => ask('network-only', false),
      };
      activeQueries.add(active);
      return () => {
        activeQueries.delete(active);
        stop();
      };
    });
  });

  return {
    get data() {
      return data;
    },
    get problem() {
      return problem;
    },
    get loading() {
      return loading;
    },
    get refreshing() {
      return refreshing;
    },
    refetch: () => ask('network-only', false),
  };
}
