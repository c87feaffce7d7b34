// The cloud goes away for ten seconds in mid-use: the portal says so and recovers, typed words stay, and a service's
// subscription resumes without losing an event.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'graphql-ws';
import type { Browser } from 'playwright-core';
import WebSocket from 'ws';
import { CloudStackClient, createTransport } from '../packages/cloudstack-client/src/index.ts';
import {
  asService,
  basic,
  launchBrowser,
  openPage,
  picture,
  type RunningGateway,
  serviceAccount,
  signIn,
  startCloud,
  startGateway,
  until,
  visit,
} from './harness.ts';

let cloud: Awaited<ReturnType<typeof startCloud>>;
let gateway: RunningGateway;
let browser: Browser;
before(async () => {
  cloud = await startCloud();
  gateway = await startGateway({ CLOUDSTACK_API_URL: cloud.endpoint, ...serviceAccount });
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await gateway?.stop();
  await cloud?.simulator.close();
});

/** Follows bob's events as a service would: from the cursor of the last one on every new connection. */
function follow(seen: Map<string, string>): { stop: () => void } {
  const client = createClient({
    url: `${gateway.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: basic('bob') },
    retryAttempts: 100,
    retryWait: () => sleep(200),
    shouldRetry: () => true,
  });
  let cursor: string | null = null;
  let stopped = false;
  const again = (): void => {
    if (!stopped) setTimeout(listen, 200);
  };
  const listen = (): void => {
    if (stopped) return;
    client.subscribe<{ events: { id: string; cursor: string; description: string } }>(
      { query: 'subscription($after: String) { events(after: $after) { id cursor description } }', variables: { after: cursor } },
      {
        next: ({ data }) => {
          if (!data) return;
          cursor = data.events.cursor;
          seen.set(data.events.id.replace('Event:', ''), data.events.description);
        },
        error: again,
        complete: again,
      },
    );
  };
  listen();
  return {
    stop: () => {
      stopped = true;
      client.dispose();
    },
  };
}

test('ten seconds without the cloud', { timeout: 120_000 }, async (t) => {
  const seen = new Map<string, string>();
  const service = follow(seen);
  t.after(() => service.stop());
  const { page, context } = await openPage(browser);
  await signIn(page, gateway.url, 'bob');
  await visit(page, `${gateway.url}/volumes/create`);
  const typed = page.getByRole('textbox', { name: 'Name' });
  await typed.fill('kept-over-the-outage');

  const bob = new CloudStackClient({
    transport: createTransport({ endpoint: cloud.endpoint }),
    credentials: { kind: 'keys', apiKey: 'demo-api-key-bob', secretKey: 'demo-secret-key-bob' },
  });
  const { rows } = await bob.call('listVirtualMachines', { page: 1, pagesize: 20, state: 'Running' });
  const [first, second] = rows;
  assert.ok(first?.id && second?.id);
  await (await bob.call('stopVirtualMachine', { id: first.id })).wait();
  await until('the service hears of the stop', () => [...seen.values()].filter((text) => /stopping/i.test(text)).length >= 3);

  // The job of the second stop goes on in the cloud while its port is closed: its events are written meanwhile.
  await bob.call('stopVirtualMachine', { id: second.id });
  await cloud.simulator.goAway();
  const away = Date.now();
  const ready = await until('readiness tells', async () => {
    const answer = await fetch(`${gateway.url}/readyz`);
    return answer.status !== 200 || !/"cloudStack":"up"/.test(await answer.text());
  });
  const said = await until(
    'the portal says so',
    () =>
      page
        .getByRole('status')
        .or(page.getByRole('alert'))
        .filter({ hasText: /CloudStack/i })
        .count(),
    15_000,
  );
  t.diagnostic(`/readyz told after ${ready} ms, the page after ${said} ms more`);
  await picture(page, 'outage');
  await sleep(Math.max(0, 10_000 - (Date.now() - away)));

  await cloud.simulator.comeBack();
  const back = Date.now();
  await page.getByRole('dialog').locator('input[name=password]').waitFor({ timeout: 30_000 });
  t.diagnostic(`the portal asked to sign in again ${Date.now() - back} ms after the cloud came back`);
  await picture(page, 'outage-sign-in-again');
  await page.getByRole('dialog').locator('input[name=password]').fill('bob');
  await page.getByRole('dialog').locator('button[type=submit]').click();
  await page.getByRole('dialog').waitFor({ state: 'detached', timeout: 15_000 });
  assert.equal(await typed.inputValue(), 'kept-over-the-outage');

  const expected = (
    await bob.call('listEvents', { page: 1, pagesize: 100, startdate: new Date(away - 60_000).toISOString().replace(/\.\d+Z/, '+0000') })
  ).rows
    .filter((event) => event.type === 'VM.STOP')
    .map((event) => event.id ?? '');
  assert.ok(expected.length >= 6, 'both stops wrote their three events');
  const healed = await until('the service has every event', () => expected.every((id) => seen.has(id)), 20_000);
  t.diagnostic(`the service had all ${expected.length} events ${healed} ms after signing in again`);
  const { virtualMachine } = await asService<{ virtualMachine: { state: string } }>(
    gateway.url,
    'bob',
    `{ virtualMachine(id: "${second.id}") { state } }`,
  );
  assert.equal(virtualMachine.state, 'STOPPED');
  await context.close();
});
