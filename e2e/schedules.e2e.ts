// What happens by itself: snapshots of a volume by a policy, and an instance that is stopped at night; both told in words.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { violations } from './axe.ts';
import { asService, launchBrowser, openPage, picture, type RunningGateway, signIn, startGateway, visit } from './harness.ts';
import { confirm, markPage, rowOf } from './steps.ts';

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

const dialog = (page: Page) => page.getByRole('dialog');
const gone = (page: Page) => dialog(page).waitFor({ state: 'detached' });
const add = (page: Page) => page.locator('main').getByRole('button', { name: 'Add a schedule' }).click();

async function chooseAction(page: Page, row: string, action: string): Promise<void> {
  await rowOf(page, row).locator('button[aria-haspopup="menu"]').click();
  await page.getByRole('menuitem', { name: action, exact: true }).click();
}

const open = () => openPage(browser, { reducedMotion: 'reduce', timezoneId: 'Europe/Paris' });

test('snapshots are taken by themselves as a policy says', { timeout: 120_000 }, async () => {
  const { page, context, errors } = await open();
  await signIn(page, gateway.url, 'alice');
  const { volumes } = await asService<{ volumes: { nodes: { id: string; uuid: string }[] } }>(
    gateway.url,
    'alice',
    '{ volumes(first: 1) { nodes { id uuid } } }',
  );
  const [volume] = volumes.nodes;
  await visit(page, `${gateway.url}/volumes/${volume?.uuid}#snapshots`);
  const unreloaded = await markPage(page);
  await page.getByText('No snapshot of this volume is taken by itself.').waitFor();

  await add(page);
  await dialog(page).getByText('Every day at 02:00').waitFor();
  assert.deepEqual(await violations(page, '[role=dialog]'), []);
  await dialog(page).getByLabel('Keep').fill('0');
  await confirm(page, 'Add a schedule');
  await dialog(page).getByText('A number from 1 up.').waitFor();
  await dialog(page).getByLabel('Keep').fill('500');
  await confirm(page, 'Add a schedule');
  await dialog(page).locator('[data-field=maximumSnapshots] [id$=-problem]').waitFor();
  await dialog(page).getByLabel('Keep').fill('7');
  await confirm(page, 'Add a schedule');
  await gone(page);
  await rowOf(page, 'Every day at 02:00').filter({ hasText: 'Europe/Paris' }).filter({ hasText: '7' }).waitFor();

  await chooseAction(page, 'Every day at 02:00', 'Edit');
  await dialog(page).getByLabel('Time', { exact: true }).fill('23:30');
  await confirm(page, 'Save');
  await gone(page);
  await rowOf(page, 'Every day at 23:30').waitFor();

  await add(page);
  await dialog(page).getByText('Every week').click();
  await dialog(page).getByRole('radio', { name: 'Saturday' }).check({ force: true });
  await confirm(page, 'Add a schedule');
  await gone(page);
  await rowOf(page, 'Every Saturday at 02:00').waitFor();
  await picture(page, 'snapshot-policies');

  await chooseAction(page, 'Every day at 23:30', 'Delete');
  await confirm(page, 'Delete');
  await rowOf(page, 'Every day at 23:30').waitFor({ state: 'detached' });
  const { snapshotPolicies } = await asService<{ snapshotPolicies: { nodes: unknown[] } }>(
    gateway.url,
    'alice',
    'query ($id: ID!) { snapshotPolicies(filter: { volumeId: $id }) { nodes { interval schedule timeZone maximumSnapshots } } }',
    { id: volume?.id },
  );
  assert.deepEqual(snapshotPolicies.nodes, [{ interval: 'WEEKLY', schedule: '00:02:7', timeZone: 'Europe/Paris', maximumSnapshots: 7 }]);
  assert.equal(await unreloaded(), true);
  assert.deepEqual(errors, []);
  await context.close();
});

test('an instance is stopped and started at its times', { timeout: 120_000 }, async () => {
  const { page, context, errors } = await open();
  await signIn(page, gateway.url, 'alice');
  const { virtualMachines } = await asService<{ virtualMachines: { nodes: { uuid: string }[] } }>(
    gateway.url,
    'alice',
    '{ virtualMachines(filter: { keyword: "build-1" }) { nodes { uuid } } }',
  );
  await visit(page, `${gateway.url}/instances/${virtualMachines.nodes[0]?.uuid}`);
  await page.getByRole('tab', { name: 'Schedules' }).click();
  await rowOf(page, 'Monday to Friday at 22:00').filter({ hasText: 'Stop' }).waitFor();

  await add(page);
  await dialog(page).getByText('Restart', { exact: true }).click();
  await dialog(page).getByText('Cron', { exact: true }).click();
  await dialog(page).getByLabel('Cron expression').fill('0 25 * * *');
  assert.deepEqual(await violations(page, '[role=dialog]'), []);
  await confirm(page, 'Add a schedule');
  await dialog(page).locator('[data-field=schedule] [id$=-problem]').waitFor();
  await dialog(page).getByLabel('Cron expression').fill('*/30 8-18 * * 1-5');
  await confirm(page, 'Add a schedule');
  await gone(page);
  await rowOf(page, '*/30 8-18 * * 1-5').waitFor();
  await picture(page, 'instance-schedules');

  await chooseAction(page, '*/30 8-18 * * 1-5', 'Disable');
  await rowOf(page, '*/30 8-18 * * 1-5').getByText('off', { exact: true }).waitFor();
  await chooseAction(page, '*/30 8-18 * * 1-5', 'Edit');
  await dialog(page).getByText('Every month').click();
  await dialog(page).getByLabel('Day of the month').selectOption('31');
  await confirm(page, 'Save');
  await gone(page);
  await rowOf(page, 'On the 31st of each month at 02:00').getByText('off', { exact: true }).waitFor();
  await chooseAction(page, 'On the 31st of each month at 02:00', 'Delete');
  await confirm(page, 'Delete');
  await rowOf(page, 'On the 31st of each month at 02:00').waitFor({ state: 'detached' });
  assert.deepEqual(errors, []);
  await context.close();
});
