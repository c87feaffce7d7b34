import { createParser } from 'eventsource-parser';
import { WebSocket } from 'ws';

/** Whoever listens to the events of one user, comes back after every interruption, and keeps what it got. */
export interface Subscriber {
  readonly user: string;
  /** Ids in the order in which they came, repeated ones included. */
  readonly got: string[];
  /** When each came first, in milliseconds. */
  readonly at: Map<string, number>;
  /** How often it had to connect. */
  connections: number;
  /** Cuts its connection, as a network does. */
  cut(): void;
  stop(): void;
}

const query = 'subscription Chaos($after: String) { events(after: $after) { id cursor } }';
const authorization = (user: string) => `Basic ${Buffer.from(`demo-api-key-${user}:demo-secret-key-${user}`).toString('base64')}`;

interface Result {
  data?: { events: { id: string; cursor: string } } | null;
}

/** One attempt to listen: resolves when the connection has ended. `opened` gets how to cut it. */
type Listen = (
  origin: string,
  user: string,
  after: string | null,
  next: (result: Result) => void,
  opened: (cut: () => void) => void,
) => Promise<void>;

const bySocket: Listen = (origin, user, after, next, opened) =>
  new Promise((resolve) => {
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { handshakeTimeout: 3000 });
    opened(() => socket.terminate());
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: authorization(user) } })));
    socket.on('message', (bytes) => {
      const message = JSON.parse(String(bytes)) as { type: string; payload?: Result };
      if (message.type === 'connection_ack')
        socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query, variables: { after } } }));
      else if (message.type === 'ping') socket.send('{"type":"pong"}');
      else if (message.type === 'next' && message.payload) next(message.payload);
      else if (message.type === 'error' || message.type === 'complete') socket.close();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
  });

/** As a browser's EventSource does it: the place to go on from is the last `id:`. */
const byStream: Listen = async (origin, user, after, next, opened) => {
  const abort = new AbortController();
  opened(() => abort.abort());
  const parser = createParser({ onEvent: ({ event, data }) => void (event === 'next' && next(JSON.parse(data) as Result)) });
  try {
    const response = await fetch(`${origin}/graphql`, {
      method: 'POST',
      headers: {
        accept: 'text/event-stream',
        'content-type': 'application/json',
        authorization: authorization(user),
        ...(after === null ? {} : { 'last-event-id': after }),
      },
      body: JSON.stringify({ query }),
      signal: abort.signal,
    });
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) parser.feed(decoder.decode(chunk, { stream: true }));
  } catch {
    // cut off, or nobody there: it comes back
  }
};

/** Subscribes as a user, to one of the replicas that are there at the moment, for as long as it is not stopped. */
export function subscribe(user: string, way: 'socket' | 'stream', origins: () => readonly string[]): Subscriber {
  let stopped = false;
  let cut: () => void = () => undefined;
  let after: string | null = null;
  const subscriber: Subscriber = {
    user,
    got: [],
    at: new Map(),
    connections: 0,
    cut: () => cut(),
    stop() {
      stopped = true;
      cut();
    },
  };
  const next = ({ data }: Result) => {
    if (!data) return;
    const { id, cursor } = data.events;
    subscriber.got.push(id);
    if (!subscriber.at.has(id)) subscriber.at.set(id, Date.now());
    after = cursor;
  };
  const run = async () => {
    while (!stopped) {
      const there = origins();
      const origin = there[Math.floor(Math.random() * there.length)];
      subscriber.connections++;
      if (origin) await (way === 'socket' ? bySocket : byStream)(origin, user, after, next, (how) => (cut = how));
      await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 400));
    }
  };
  void run();
  return subscriber;
}
