// What a step in the portal costs: calls to CloudStack made for its user, bytes of data to the browser, milliseconds.
import type { Page } from 'playwright-core';
import type { Simulator } from '../packages/simulator/src/index.ts';

export interface Cost {
  /** Calls to CloudStack with the user's eyes, the live path's polls left out. */
  calls: number;
  commands: Record<string, number>;
  /** Calls of the live path meanwhile (event log, pending jobs), of the user and of the service account. */
  polls: number;
  /** Bytes of documents and data that came to the browser, as they went over the wire. */
  bytes: number;
  /** From the start to what was waited for. */
  ms: number;
}

const POLLS = new Set(['listEvents', 'listAsyncJobs', 'queryAsyncJobResult']);

/** Runs a step and tells its cost. `events` counts the event log as a page's own call, where the page shows events. */
export async function cost(
  page: Page,
  simulator: Simulator,
  step: () => Promise<unknown>,
  { settleMs = 600, account = 'bob' }: { settleMs?: number; account?: string } = {},
): Promise<Cost> {
  const from = simulator.calls.log.length;
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const wanted = new Set<string>();
  let bytes = 0;
  session.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Document' || type === 'Fetch' || type === 'XHR') wanted.add(requestId);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (wanted.has(requestId)) bytes += encodedDataLength;
  });
  const begun = performance.now();
  await step();
  const ms = Math.round(performance.now() - begun);
  await page.waitForTimeout(settleMs);
  await session.detach();
  const made = simulator.calls.log.slice(from);
  const commands: Record<string, number> = {};
  let polls = 0;
  for (const { command, account: caller } of made) {
    if (POLLS.has(command)) polls += 1;
    else if (caller === account || caller === undefined || caller === null) commands[command] = (commands[command] ?? 0) + 1;
  }
  return { calls: Object.values(commands).reduce((a, b) => a + b, 0), commands, polls, bytes, ms };
}
