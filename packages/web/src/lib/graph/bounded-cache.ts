import type { Client } from '@urql/core';
import { answersKept, forgetAnswers } from './answer-ages.ts';

/** So many different answers are kept; a hundred rows each, they are some ten megabytes. */
const AT_MOST = 80;

/** A mutation that only the cache knows (cache.ts): it lets go of all lists that nobody looks at. */
const FORGET = 'mutation ForgetLists { forgetLists }';

/** The answer that the cache waits for; nothing goes over the network. */
const forgot: typeof fetch = async () => new Response('{"data":{"forgetLists":true}}', { headers: { 'content-type': 'application/json' } });

/** Keeps the cache of a tab that is open all day within bounds. To be called at each turn of a page. */
export async function boundCache(client: Client): Promise<void> {
  if (answersKept() <= AT_MOST) return;
  forgetAnswers();
  await client.mutation(FORGET, {}, { fetch: forgot }).toPromise();
}
