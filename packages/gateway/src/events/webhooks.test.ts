import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type LiveHarness, startLiveHarness } from './test/live-harness.ts';

let harness: LiveHarness | undefined;
afterEach(async () => {
  await harness?.close();
  harness = undefined;
});

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

describe("CloudStack's webhooks", { timeout: 30_000 }, () => {
  it('are registered, bring what happens to the page, and are removed at the end', async () => {
    const port = await freePort();
    harness = await startLiveHarness({
      port,
      simulator: { allowLoopbackUrls: true },
      environment: { WEBHOOK_PUBLIC_URL: `http://127.0.0.1:${port}` },
      // nothing but the webhook tells in time
      deps: { timing: { serviceAccountMs: 600_000, clockAloneMs: 600_000, clockWithHintsMs: 600_000, reconcileMs: 600_000 } },
    });
    const at = harness;
    const registered = async () => (await at.cloud('admin').call('listWebhooks', {})).rows;
    for (let tries = 0; (await registered()).length === 0 && tries < 100; tries++) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await registered()).toMatchObject([
      { payloadurl: `http://127.0.0.1:${port}/webhooks/cloudstack`, state: 'Enabled', scope: 'Global' },
    ]);
    const events = at.socket('bob').subscribe<{ events: { type: string; state: string } }>('subscription { events { type state } }');
    const alices = at.socket('alice').subscribe<{ events: { type: string } }>('subscription { events { type } }');
    await at.listening(2);
    const { rows } = await at.cloud('bob').call('listVirtualMachines', { state: 'Running', page: 1, pagesize: 1 });
    at.simulator.calls.reset();
    await (await at.cloud('bob').call('stopVirtualMachine', { id: rows[0]?.id ?? '' })).wait({ pollMs: 50 });
    await events.until(({ events: event }) => event.state === 'COMPLETED');
    expect(alices.items).toEqual([]);
    const asAlice = at.simulator.calls.log.filter(({ command, account }) => command === 'listEvents' && account === 'alice');
    expect(asAlice).toEqual([]);
    await at.gateway.close();
    expect(await registered()).toEqual([]);
  });

  it('that are made up have no effect but on a metric', async () => {
    const port = await freePort();
    harness = await startLiveHarness({
      port,
      simulator: { allowLoopbackUrls: true },
      environment: { WEBHOOK_PUBLIC_URL: `http://127.0.0.1:${port}` },
    });
    const at = harness;
    at.socket('bob').subscribe('subscription { events { id } }');
    await at.listening(1);
    at.simulator.calls.reset();
    for (let n = 0; n < 50; n++) {
      const answer = await fetch(`${at.origin}/webhooks/cloudstack`, {
        method: 'POST',
        body: '{"account":"x"}',
        headers: { 'x-cs-signature': 'AAAA' },
      });
      expect(answer.status).toBe(401);
    }
    const metrics = await (await fetch(`${at.origin}/metrics`)).text();
    expect(metrics).toContain('cloudstack_graph_webhook_deliveries_total{verdict="forged"} 50');
    expect(at.simulator.calls.of('listEvents')).toBeLessThan(6);
  });
});
