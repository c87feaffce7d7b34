import { type Client, createClient } from 'graphql-ws';
import { connection } from './connection.svelte.ts';
import { ensureSession } from './ensure-session.ts';
import { session } from './session.svelte.ts';

/** Close codes by which a server says "who are you?". */
const strangers = new Set([4401, 4403]);

let socket: Client | undefined;
const returned = new Set<() => void>();

/** Waits longer with each failure, up to 8 s, never in step with other tabs. */
const pause = (retries: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, Math.min(8000, 300 * 2 ** retries) * (0.7 + Math.random() * 0.6)));

/** The one socket of this tab, opened with the first subscription and closed with the last. */
export function liveSocket(): Client {
  if (socket) return socket;
  const url = `${location.origin.replace(/^http/, 'ws')}/graphql`;
  let wasLive = false;
  socket = createClient({
    url,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: async (retries) => {
      if (session.lapse) await new Promise<void>((resolve) => session.onRenewed(resolve));
      else await pause(retries);
    },
    keepAlive: 12_000,
    on: {
      connecting: (again) => {
        connection.link = again ? 'reconnecting' : 'connecting';
      },
      connected: () => {
        connection.link = 'live';
        connection.gatewayDown = false;
        if (wasLive) for (const tell of returned) tell();
        wasLive = true;
      },
      closed: (event) => {
        connection.link = wasLive ? 'reconnecting' : 'connecting';
        if (strangers.has((event as CloseEvent).code)) void ensureSession();
      },
    },
  });
  return socket;
}

// A renewed session is a new cookie: the connection is made again with it, and everything resumes.
session.onRenewed(() => socket?.terminate());

/** Hears when the socket is back after a gap: what has no cursor is to be asked again. Answers how to stop. */
export function onReturn(listener: () => void): () => void {
  returned.add(listener);
  return () => returned.delete(listener);
}

/** Closes the socket for good; a later subscription opens a new one, with the cookie of then. */
export async function closeSocket(): Promise<void> {
  const old = socket;
  socket = undefined;
  connection.link = 'off';
  await old?.dispose();
}
