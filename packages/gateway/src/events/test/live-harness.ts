import { setTimeout as sleep } from 'node:timers/promises';
import { CloudStackClient, createTransport, type Transport } from '@cloudstack-graph/client';
import { createParser } from 'eventsource-parser';
import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { type Ask, basic, type Harness, startHarness } from '../../test/harness.ts';

/** What a subscription brought: answers as they came, and waiting for the one that fits. */
export class Received<T> {
  readonly items: { data: T; at: number; extensions?: { cursor?: string } | undefined }[] = [];
  readonly errors: { message: string; extensions?: Record<string, unknown> }[] = [];
  ended = false;
  readonly #waiting = new Set<() => void>();

  add(result: { data?: T | null; errors?: readonly unknown[]; extensions?: unknown }): void {
    if (result.errors) this.errors.push(...(result.errors as { message: string }[]));
    else this.items.push({ data: result.data as T, at: Date.now(), extensions: result.extensions as { cursor?: string } });
    this.#tell();
  }

  end(): void {
    this.ended = true;
    this.#tell();
  }

  /** Waits until an item fits; fails after `ms`. */
  async until(fits: (data: T) => boolean, ms = 10_000): Promise<T> {
    await this.when(() => this.items.some((item) => fits(item.data)), ms);
    const found = this.items.find((item) => fits(item.data));
    if (!found) throw new Error('gone again');
    return found.data;
  }

  /** Waits until something holds of what came. */
  when(holds: () => boolean, ms = 10_000): Promise<void> {
    return new Promise((resolve, reject) => {
      const check = () => {
        if (!holds()) return;
        clearTimeout(timer);
        this.#waiting.delete(check);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(check);
        reject(new Error(`not within ${ms} ms; came: ${JSON.stringify(this.items.slice(-5))} ${JSON.stringify(this.errors)}`));
      }, ms);
      this.#waiting.add(check);
      check();
    });
  }

  #tell(): void {
    for (const check of [...this.#waiting]) check();
  }
}

type Who = NonNullable<Ask['as']>;

/** A gateway on a port before a simulated cloud, with clients that come over sockets and event streams. */
export interface LiveHarness extends Harness {
  readonly origin: string;
  /** A socket of somebody; `subscribe` opens subscriptions on it. */
  socket(as: Who): { client: Client; subscribe<T>(query: string, variables?: Record<string, unknown>): Received<T> & { stop(): void } };
  /** A stream of server-sent events; answers what came, the last `id:`, and how to break off. */
  stream<T>(
    as: Who,
    query: string,
    options?: { variables?: Record<string, unknown>; lastEventId?: string | undefined },
  ): Received<T> & { id(): string | undefined; stop(): void };
  /** CloudStack itself, as somebody. */
  cloud(as: Who): CloudStackClient;
  /** Waits until that many subscriptions are open, and hear of all that happens from then on. */
  listening(subscriptions: number): Promise<void>;
}

export async function startLiveHarness(
  options: Parameters<typeof startHarness>[0] & { serviceAccount?: boolean; port?: number } = {},
): Promise<LiveHarness> {
  const { serviceAccount = true, port = 0, environment, ...others } = options;
  const account = serviceAccount ? { CLOUDSTACK_API_KEY: 'demo-api-key-admin', CLOUDSTACK_SECRET_KEY: 'demo-secret-key-admin' } : {};
  const harness = await startHarness({ ...others, environment: { ...account, ...environment } });
  const { origin } = await harness.gateway.listen(port);
  const endpoint = harness.gateway.services.transport.endpoint;
  let transport: Transport | undefined;
  const stops: (() => void)[] = [];
  return {
    ...harness,
    origin,
    socket(as) {
      const client = createClient({
        url: `${origin.replace('http', 'ws')}/graphql`,
        webSocketImpl: WebSocket,
        connectionParams: { authorization: basic(as) },
        retryAttempts: 0,
      });
      stops.push(() => void client.dispose());
      return {
        client,
        subscribe<T>(query: string, variables: Record<string, unknown> = {}) {
          const received = new Received<T>();
          const stop = client.subscribe<T>(
            { query, variables },
            {
              next: (result) => received.add(result as never),
              error: (error) => {
                received.add({
                  errors: Array.isArray(error)
                    ? error
                    : [{ message: error instanceof Error ? error.message : `closed: ${JSON.stringify(error)}` }],
                });
                received.end();
              },
              complete: () => received.end(),
            },
          );
          return Object.assign(received, { stop });
        },
      };
    },
    stream<T>(
      as: Who,
      query: string,
      { variables = {}, lastEventId }: { variables?: Record<string, unknown>; lastEventId?: string | undefined } = {},
    ) {
      const received = new Received<T>();
      const abort = new AbortController();
      stops.push(() => abort.abort());
      let id = lastEventId;
      const parser = createParser({
        onEvent: (event) => {
          if (event.id !== undefined) id = event.id;
          if (event.event === 'next') received.add(JSON.parse(event.data) as never);
        },
      });
      const read = async () => {
        const response = await fetch(`${origin}/graphql`, {
          method: 'POST',
          headers: {
            accept: 'text/event-stream',
            'content-type': 'application/json',
            authorization: basic(as),
            ...(lastEventId ? { 'last-event-id': lastEventId } : {}),
          },
          body: JSON.stringify({ query, variables }),
          signal: abort.signal,
        });
        const decoder = new TextDecoder();
        for await (const chunk of response.body ?? []) parser.feed(decoder.decode(chunk, { stream: true }));
      };
      read()
        .catch(() => undefined)
        .finally(() => received.end());
      return Object.assign(received, { id: () => id, stop: () => abort.abort() });
    },
    cloud(as) {
      transport ??= createTransport({ endpoint });
      return new CloudStackClient({
        transport,
        credentials: { kind: 'keys', apiKey: `demo-api-key-${as}`, secretKey: `demo-secret-key-${as}` },
      });
    },
    async listening(subscriptions) {
      const { live } = harness.gateway.services;
      const ready = () => live.watchers >= subscriptions && [...live.cohorts.values()].every((cohort) => cohort.feed.begun);
      for (let tries = 0; !ready(); tries++) {
        if (tries > 500) throw new Error(`${live.watchers} of ${subscriptions} subscriptions`);
        await sleep(20);
      }
    },
    async close() {
      for (const stop of stops) stop();
      await harness.close();
      await transport?.close();
    },
  };
}
