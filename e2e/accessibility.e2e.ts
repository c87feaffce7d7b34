// Every page, in both themes and on a phone: no serious or critical rule of axe is broken, nothing overflows, and the
// row menu works by keyboard.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { violations } from './axe.ts';
import { asService, launchBrowser, openPage, type RunningGateway, signIn, startGateway, visit } from './harness.ts';

let gateway: RunningGateway;
let browser: Browser;
before(async () => {
  gateway = await startGateway();
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await gateway?.stop();
});

const firstIds = async () => {
  const { virtualMachines, volumes, networks, projects } = await asService<
    Record<'virtualMachines' | 'volumes' | 'networks' | 'projects', { nodes: { uuid: string }[] }>
  >(
    gateway.url,
    'bob',
    '{ virtualMachines(first: 1) { nodes { uuid } } volumes(first: 1) { nodes { uuid } } networks { nodes { uuid } } projects(first: 1) { nodes { uuid } } }',
  );
  return {
    instance: virtualMachines.nodes[0]?.uuid,
    volume: volumes.nodes[0]?.uuid,
    network: networks.nodes[0]?.uuid,
    project: projects.nodes[0]?.uuid,
  };
};

/** What axe finds, and whether the page is wider than the window. */
async function faultsOf(page: Page, path: string): Promise<string[]> {
  const found = (await violations(page)).map((line) => `${path} ${line}`);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return overflow > 0 ? [...found, `${path} is ${overflow} px wider than the window`] : found;
}

for (const [colorScheme, viewport] of [
  ['light', { width: 1440, height: 900 }],
  ['dark', { width: 1440, height: 900 }],
  ['light', { width: 390, height: 844 }],
] as const) {
  test(`axe finds nothing serious, and nothing overflows: ${colorScheme}, ${viewport.width} px`, { timeout: 300_000 }, async () => {
    const { page, context, errors } = await openPage(browser, { colorScheme, viewport, reducedMotion: 'reduce' });
    await visit(page, `${gateway.url}/sign-in`);
    const found: string[] = (await violations(page)).map((line) => `/sign-in ${line}`);
    await signIn(page, gateway.url, 'bob');
    const { instance, volume, network, project } = await firstIds();
    const paths = [
      '/',
      '/instances',
      `/instances/${instance}`,
      `/instances/${instance}#schedules`,
      '/instances/deploy',
      '/volumes',
      '/volumes/create',
      `/volumes/${volume}`,
      `/volumes/${volume}#snapshots`,
      '/snapshots',
      '/snapshots/instances',
      '/networks',
      '/networks/create',
      `/networks/${network}`,
      `/networks/${network}#instances`,
      `/networks/${network}#addresses`,
      `/networks/${network}#egress`,
      '/projects',
      '/projects/create',
      `/projects/${project}`,
      '/templates',
      '/isos',
      '/isos/register',
      '/ssh-keys',
      '/user-data',
      '/affinity-groups',
      '/events',
      '/account',
    ];
    for (const path of paths) {
      await visit(page, gateway.url + path);
      await page.locator('h1').first().waitFor();
      found.push(...(await faultsOf(page, path)));
    }
    await context.close();
    const operator = await openPage(browser, { colorScheme, viewport, reducedMotion: 'reduce' });
    await signIn(operator.page, gateway.url, 'admin', 'password', '/');
    await operator.page.getByRole('heading', { name: 'Alerts' }).waitFor();
    found.push(...(await faultsOf(operator.page, '/ of the administrator')));
    await visit(operator.page, `${gateway.url}/infrastructure`);
    await operator.page.getByText('v-2-VM').waitFor();
    found.push(...(await faultsOf(operator.page, '/infrastructure')));
    await operator.context.close();
    assert.deepEqual(found, []);
    assert.deepEqual([...errors, ...operator.errors], []);
  });
}

test('the row menu works by keyboard', { timeout: 60_000 }, async () => {
  const { page, context } = await openPage(browser);
  await signIn(page, gateway.url, 'bob');
  await visit(page, `${gateway.url}/instances`);
  const button = page.locator('tbody tr').first().locator('button[aria-haspopup="menu"]');
  await button.waitFor();
  await button.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menu').waitFor();
  await page.keyboard.press('ArrowDown');
  assert.equal(await page.evaluate(() => document.activeElement?.closest('[role=menu]') !== null), true, 'the focus is in the menu');
  assert.ok((await page.getByRole('menuitem').count()) >= 3);
  await page.keyboard.press('Escape');
  await page.getByRole('menu').waitFor({ state: 'detached' });
  assert.equal(await button.evaluate((element) => element === document.activeElement), true, 'the focus is back where it was');
  await context.close();
});
