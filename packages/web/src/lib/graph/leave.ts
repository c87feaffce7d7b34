import { dropClient } from './client.ts';
import { connection } from './connection.svelte.ts';
import { eventFeed } from './events.svelte.ts';
import { jobBoard } from './jobs.svelte.ts';
import { closeSocket } from './socket.ts';

/** Forgets everything of the one who sat here: cache, feed, jobs, socket. What is loaded next belongs to the next one. */
export async function leave(): Promise<void> {
  dropClient();
  eventFeed.clear();
  jobBoard.clear();
  connection.cloudStackDown = false;
  await closeSocket();
}
