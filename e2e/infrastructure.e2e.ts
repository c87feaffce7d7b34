// The page of those who run the cloud: a host goes into maintenance and comes back, a system machine is restarted, an alert is
// put aside; and nobody else finds the page.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchBrowser, openPage, type RunningGateway, signIn, startCloud, startGateway, until, visit } from './harness.ts';
import { confirm, rowOf, rowShows } from './steps.ts';

let cloud: Awaited<ReturnType<typeof startCloud>>;
let gateway: RunningGateway;
let browser: Browser;
before(async () => {
  cloud = await startCloud();
  gateway = await startGateway({ CLOUDSTACK_API_URL: cloud.endpoint });
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await gateway?.stop();
  await cloud?.simulator.close();
});

test('the infrastructure', { timeout: 120_000 }, async () => {
  const { page, context, errors } = await openPage(browser);
  await signIn(page, gateway.url, 'admin', 'password', '/');
  await page.getByRole('heading', { name: 'Alerts' }).waitFor();
  assert.equal(await page.getByRole('navigation').getByRole('link', { name: 'Infrastructure', exact: true }).count(), 1);
  cloud.simulator.calls.reset();
  await visit(page, `${gateway.url}/infrastructure`);
  for (const name of ['kvm-0101', 'ceph-nvme-1', 'v-2-VM']) await rowOf(page, name).waitFor();
  const { listEvents: _polled, listAsyncJobs: _too, ...asked } = cloud.simulator.calls.byCommand();
  assert.ok(Object.values(asked).reduce((sum, count) => sum + count, 0) <= 8, `calls of the page: ${JSON.stringify(asked)}`);

  const act = async (row: string, action: string) => {
    await rowOf(page, row).locator('button[aria-haspopup=menu]').click();
    await page.getByRole('menuitem', { name: action, exact: true }).click();
  };
  await act('kvm-0101', 'Put into maintenance');
  await confirm(page, 'Put into maintenance');
  await rowShows(page, 'kvm-0101', 'Maintenance');
  await act('kvm-0101', 'End maintenance');
  await until('the host is back', async () => (await rowOf(page, 'kvm-0101').filter({ hasText: 'Maintenance' }).count()) === 0);

  await act('v-2-VM', 'Restart');
  await confirm(page, 'Restart');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await rowShows(page, 'v-2-VM', 'Running');

  const alerts = page.getByRole('region', { name: 'Alerts' });
  const first = (await alerts.locator('li').first().textContent()) ?? '';
  await alerts.getByRole('button', { name: 'Put aside' }).first().click();
  await until('the alert is gone', async () => (await alerts.locator('li').first().textContent()) !== first);
  assert.deepEqual(errors, []);
  await context.close();
});

test('is not there for tenants', { timeout: 60_000 }, async () => {
  const { page, context } = await openPage(browser);
  await signIn(page, gateway.url, 'bob');
  assert.equal(await page.getByRole('link', { name: 'Infrastructure' }).count(), 0);
  const answer = await page.goto(`${gateway.url}/infrastructure`);
  assert.equal(answer?.status(), 404);
  await visit(page, gateway.url);
  await context.close();
});
