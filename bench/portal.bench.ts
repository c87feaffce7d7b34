// The portal in Chromium as bob (120 VMs, 180 volumes) on a cloud with the recorded cost of calls, beside what was
// measured of the official UI on the real server (median of 3, same kind of machine).

import { asService, launchBrowser, openPage, serviceAccount, signIn, startGateway, visit } from '../e2e/harness.ts';
import { type Cost, cost } from '../e2e/measure.ts';
import { createSimulator } from '../packages/simulator/src/index.ts';

const official: Record<string, { calls: number | string; bytes: number; ms: number | string }> = {
  'sign in → dashboard': { calls: 30, bytes: 1_941_622, ms: 1851 },
  'instances, 20 rows': { calls: 1, bytes: 36_174, ms: 521 },
  'instances, 100 rows': { calls: 1, bytes: 180_398, ms: 3520 },
  'one instance': { calls: 8, bytes: 4_572, ms: 787 },
  'all its tabs': { calls: '+10', bytes: 16_541, ms: '–' },
  'deploy wizard': { calls: 22, bytes: 26_274, ms: 1143 },
  'stop → shown': { calls: 4, bytes: 36_000, ms: 4460 },
};

export default async function portal(): Promise<void> {
  const simulator = createSimulator({ seed: 'demo', latency: 'measured' });
  const { endpoint } = await simulator.listen(0);
  const gateway = await startGateway({ CLOUDSTACK_API_URL: endpoint, ...serviceAccount });
  const browser = await launchBrowser();
  try {
    const { page } = await openPage(browser);
    const costs: Record<string, Cost> = {};
    const step = async (name: string, work: () => Promise<unknown>) => {
      costs[name] = await cost(page, simulator, work);
    };
    await step('sign in → dashboard', () => signIn(page, gateway.url, 'bob'));
    const rows = (count: number) =>
      page
        .locator('tbody tr')
        .nth(count - 1)
        .waitFor();
    await step('instances, 20 rows', async () => {
      await visit(page, `${gateway.url}/instances?size=20`);
      await rows(20);
    });
    await step('instances, 100 rows', async () => {
      await visit(page, `${gateway.url}/instances?size=100`);
      await rows(100);
    });
    const { virtualMachines } = await asService<{ virtualMachines: { nodes: { uuid: string }[] } }>(
      gateway.url,
      'bob',
      '{ virtualMachines(first: 1, filter: { state: [RUNNING] }) { nodes { uuid } } }',
    );
    const uuid = virtualMachines.nodes[0]?.uuid;
    await step('one instance', () => visit(page, `${gateway.url}/instances/${uuid}`));
    await step('all its tabs', async () => {
      for (const tab of await page.getByRole('tab').all()) {
        await tab.click();
        await page.waitForTimeout(150);
      }
    });
    await step('deploy wizard', () => visit(page, `${gateway.url}/instances/deploy`));
    await visit(page, `${gateway.url}/instances/${uuid}`);
    await step('stop → shown', async () => {
      await page.getByRole('button', { name: 'Stop', exact: true }).first().click();
      await page.getByRole('dialog').getByRole('button', { name: /^stop/i }).click();
      await page.getByText('Stopped', { exact: true }).first().waitFor({ timeout: 20_000 });
    });
    console.table(
      Object.fromEntries(
        Object.entries(costs).map(([name, { calls, polls, bytes, ms }]) => [
          name,
          {
            calls,
            'official calls': official[name]?.calls,
            polls,
            bytes,
            'official bytes': official[name]?.bytes,
            ms,
            'official ms': official[name]?.ms,
          },
        ]),
      ),
    );
    for (const [name, { commands }] of Object.entries(costs)) console.log(`${name}: ${JSON.stringify(commands)}`);
    await heap(page, gateway.url);
  } finally {
    await browser.close();
    await gateway.stop();
    await simulator.close();
  }
}

/** Overview ↔ instances, twenty times, by the sidebar; the heap after a forced collection. Official: 23.8 → 205.4 MB. */
async function heap(page: import('playwright-core').Page, url: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const measure = async () => {
    for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
    return { 'heap MB': (usedSize / 1e6).toFixed(1), 'DOM nodes': nodes, listeners: jsEventListeners };
  };
  await visit(page, url);
  const seen: Record<string, unknown> = { 0: await measure() };
  for (let visits = 1; visits <= 20; visits++) {
    await page.locator('nav a[href="/instances"]').first().click();
    await page.locator('tbody tr').first().waitFor();
    await page.locator('nav a[href="/"]').first().click();
    await page.waitForURL(`${url}/`);
    await page.waitForTimeout(200);
    if (visits % 5 === 0) seen[visits] = await measure();
  }
  console.table(seen);
}
