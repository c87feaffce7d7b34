// A client that does not read: it is let go with a word to resume, the process keeps no more than its queue, others go on.
import { randomUUID } from 'node:crypto';
import { type IncomingMessage, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { basic } from '../test/harness.ts';
import { formatCloudStackDate } from './event-row.ts';
import { type LiveHarness, startLiveHarness } from './test/live-harness.ts';

const QUERY = 'subscription { events { id description } }';
// what the kernel takes for a client that does not read is some megabytes
const long = 'x'.repeat(40_000);

interface Result {
  data?: { events: { id: string } } | null;
  errors?: { extensions: { code: string; resume?: boolean } }[];
}

let at: LiveHarness;
beforeEach(async () => {
  at = await startLiveHarness({ deps: { timing: { stuckMs: 1500 } } });
});
afterEach(() => at.close());

/** Lets events come, as another replica would hand them on, until only `left` subscriptions are open. Answers all ids. */
async function flood(left: number): Promise<string[]> {
  const { live } = at.gateway.services;
  const [cohort] = [...live.cohorts.values()];
  const ids: string[] = [];
  for (let batch = 0; live.watchers > left && batch < 300; batch++) {
    const created = formatCloudStackDate(Date.now());
    const events = Array.from({ length: 20 }, () => ({
      id: randomUUID(),
      created,
      type: 'VM.STOP',
      state: 'Completed',
      description: long,
    }));
    ids.push(...events.map(({ id }) => `Event:${id}`));
    cohort?.absorb(events);
    await sleep(2);
  }
  return ids;
}

/** An answer of server-sent events of which nothing is read yet. */
async function stream(): Promise<IncomingMessage> {
  const answer = await new Promise<IncomingMessage>((resolve) => {
    const headers = { accept: 'text/event-stream', 'content-type': 'application/json', authorization: basic('bob') };
    request(`${at.origin}/graphql`, { method: 'POST', headers }, resolve).end(JSON.stringify({ query: QUERY }));
  });
  await at.listening(1);
  return answer;
}

/** All that was sent before the end, without a gap, and then why it ends. */
function expectGoodbye(results: readonly Result[], ids: readonly string[]): void {
  const got = results.flatMap(({ data }) => (data ? [data.events.id] : []));
  expect(got.length).toBeGreaterThan(0);
  expect(got).toEqual(ids.slice(0, got.length));
  expect(results.at(-1)?.errors?.[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', resume: true });
}

describe('a consumer that is too slow', { timeout: 60_000 }, () => {
  it('over a socket is told to resume from its cursor, while others get everything', async () => {
    const socket = new WebSocket(`${at.origin.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    const results: Result[] = [];
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: basic('bob') } })));
    const complete = new Promise<void>((resolve) =>
      socket.on('message', (bytes) => {
        const message = JSON.parse(String(bytes)) as { type: string; payload?: Result };
        if (message.type === 'connection_ack') socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: QUERY } }));
        if (message.type === 'next' && message.payload) results.push(message.payload);
        if (message.type === 'complete') resolve();
      }),
    );
    const quick = at.socket('bob').subscribe<{ events: { id: string } }>(QUERY);
    await at.listening(2);
    socket.pause();
    const ids = await flood(1);
    expect(at.gateway.services.live.watchers).toBe(1);
    socket.resume();
    await complete;
    expectGoodbye(results, ids);
    await quick.when(() => quick.items.length === ids.length, 20_000);
    expect(quick.items.map(({ data }) => data.events.id)).toEqual(ids);
    socket.terminate();
  });

  it('over server-sent events is cut off when it takes nothing at all', async () => {
    const answer = await stream();
    const [cohort] = [...at.gateway.services.live.cohorts.values()];
    await flood(0);
    expect(cohort?.unread).toBe(1);
    // nothing is read here: it is the server that gives it up
    for (let tries = 0; cohort?.unread !== 0 && tries < 500; tries++) await sleep(20);
    expect(cohort?.unread).toBe(0);
    answer.destroy();
  });

  it('over server-sent events has its stream end without `complete`, so that it comes back', async () => {
    const answer = await stream();
    const ids = await flood(0);
    expect(at.gateway.services.live.watchers).toBe(0);
    let text = '';
    for await (const chunk of answer) text += String(chunk);
    expect(text).not.toContain('event: complete');
    const results = [...text.matchAll(/^data: (.+)$/gm)].map(([, data]) => JSON.parse(data ?? '') as Result);
    expectGoodbye(results, ids);
  });
});
