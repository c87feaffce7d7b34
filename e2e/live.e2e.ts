// What is done outside the portal is seen in it: two browsers of one account and a service's event stream, with hints
// and without, by the owner's own hand and by the root administrator's, of which the owner may read one event only.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { CloudStackClient, createTransport, type Transport } from '../packages/cloudstack-client/src/index.ts';
import {
  basic,
  launchBrowser,
  openPage,
  type RunningGateway,
  serviceAccount,
  signIn,
  startCloud,
  startGateway,
  until,
  visit,
} from './harness.ts';

let browser: Browser;
before(async () => {
  browser = await launchBrowser();
});
after(() => browser?.close());

// Two browsers, the cloud and the gateway share two cores here; the figures printed are what counts.
const SLACK_MS = 2_000;

interface Seen {
  states: Map<string, string>;
  stop(): void;
}

/** Follows bob's instances by server-sent events, as `curl -N` would. */
function stream(url: string): Seen {
  const states = new Map<string, string>();
  const abort = new AbortController();
  const query = 'subscription { resourceChanged(types: ["VirtualMachine"]) { resource { ... on VirtualMachine { uuid state } } } }';
  void (async () => {
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: basic('bob') },
      body: JSON.stringify({ query }),
      signal: abort.signal,
    });
    let text = '';
    for await (const chunk of answer.body ?? []) {
      text += Buffer.from(chunk).toString('utf8');
      for (;;) {
        const end = text.indexOf('\n\n');
        if (end < 0) break;
        const line = text
          .slice(0, end)
          .split('\n')
          .find((one) => one.startsWith('data: {'));
        text = text.slice(end + 2);
        if (!line) continue;
        const machine = (JSON.parse(line.slice(6)) as { data?: { resourceChanged: { resource: { uuid: string; state: string } | null } } })
          .data?.resourceChanged.resource;
        if (machine) states.set(machine.uuid, machine.state);
      }
    }
  })().catch((error: Error) => {
    if (error.name !== 'AbortError') throw error;
  });
  return { states, stop: () => abort.abort() };
}

const shows = (page: Page, name: string, state: string) =>
  page.locator('tbody tr').filter({ hasText: name }).first().getByText(state, { exact: true }).count();

for (const [how, env, limits] of [
  ['with hints', serviceAccount, { owner: 2_000, admin: 2_000 }],
  ['without hints', {}, { owner: 3_000, admin: 3_000 }],
] as const) {
  describe(how, () => {
    let cloud: Awaited<ReturnType<typeof startCloud>>;
    let gateway: RunningGateway;
    let transport: Transport;
    before(async () => {
      cloud = await startCloud({ jobSpeed: 1 });
      gateway = await startGateway({ CLOUDSTACK_API_URL: cloud.endpoint, ...env });
      transport = createTransport({ endpoint: cloud.endpoint });
    });
    after(async () => {
      await gateway?.stop();
      await transport?.close();
      await cloud?.simulator.close();
    });

    test('two browsers and a stream see a stop made elsewhere', { timeout: 120_000 }, async (t) => {
      const viewers = [await openPage(browser), await openPage(browser)];
      for (const { page } of viewers) {
        await signIn(page, gateway.url, 'bob');
        await visit(page, `${gateway.url}/instances?state=RUNNING`);
        await page.locator('tbody tr').first().waitFor();
        await page.evaluate(() => Object.assign(globalThis, { unreloaded: true }));
      }
      const follower = stream(gateway.url);
      t.after(() => follower.stop());
      await until('every viewer is connected', async () => {
        const texts = await Promise.all(viewers.map(({ page }) => page.locator('header').first().textContent()));
        return texts.every((text) => /live/i.test(text ?? ''));
      });
      await new Promise((resolve) => setTimeout(resolve, 2_500));

      for (const [who, limit] of [
        ['bob', limits.owner],
        ['admin', limits.admin],
      ] as const) {
        const client = new CloudStackClient({
          transport,
          credentials: { kind: 'keys', apiKey: `demo-api-key-${who}`, secretKey: `demo-secret-key-${who}` },
        });
        const page = viewers[0]?.page as Page;
        const link = page
          .locator('tbody tr')
          .nth(who === 'bob' ? 1 : 2)
          .locator('a');
        const name = ((await link.first().textContent()) ?? '').trim();
        const { rows } = await client.call('listVirtualMachines', { keyword: name, listall: true });
        const machine = rows.find((row) => row.displayname === name || row.name === name);
        assert.ok(machine?.id, `${name} is there`);
        const requests: string[] = [];
        for (const viewer of viewers)
          viewer.page.on('request', (request) => request.url().includes('/graphql') && requests.push(request.postData() ?? ''));
        const before = cloud.simulator.calls.log.length;
        await (await client.call('stopVirtualMachine', { id: machine.id })).wait({ timeoutMs: 20_000 });
        const stopped = Date.now();
        const times = await Promise.all([
          ...viewers.map(({ page: one }) =>
            until(`${who}'s stop in a browser`, () => shows(one, name, 'Stopped'), limit + 4_000).then(() => Date.now() - stopped),
          ),
          until(`${who}'s stop in the stream`, () => follower.states.get(machine.id) === 'STOPPED', limit + 4_000).then(
            () => Date.now() - stopped,
          ),
        ]);
        t.diagnostic(`stopped by ${who}: seen after ${times.join(', ')} ms`);
        assert.ok(Math.max(...times) <= limit + SLACK_MS, `${who}: ${times.join(', ')} ms, at most ${limit}`);
        for (const viewer of viewers) assert.equal(await viewer.page.evaluate(() => 'unreloaded' in globalThis), true, 'no reload');
        assert.deepEqual(
          requests.filter((body) => /virtualMachines\s*\(/.test(body)),
          [],
          'no page asked for its list again',
        );
        const lists = cloud.simulator.calls.log
          .slice(before)
          .filter(
            ({ command, account, params }) =>
              command === 'listVirtualMachines' && account === 'bob' && !('ids' in params) && !('id' in params),
          );
        assert.deepEqual(
          lists.map(({ params }) => params),
          [],
          'the gateway listed nothing whole',
        );
      }
      for (const { context } of viewers) await context.close();
    });
  });
}
