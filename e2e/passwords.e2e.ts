// The password that CloudStack gives a machine is told once, when the job that gave it has ended: after a deployment, after a
// reset (also when the page was loaded anew meanwhile), after a reinstallation. It is kept nowhere, and nobody else learns it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { violations } from './axe.ts';
import { launchBrowser, openPage, picture, type RunningGateway, signIn, startCloud, startGateway, until, visit } from './harness.ts';
import { chooseCard, confirm, doHere, goBySidebar, openFromList, shows } from './steps.ts';

const machine = 'e2e-secret';

let cloud: Awaited<ReturnType<typeof startCloud>>;
let gateway: RunningGateway;
let browser: Browser;
before(async () => {
  cloud = await startCloud({ jobSpeed: 2 });
  gateway = await startGateway({ CLOUDSTACK_API_URL: cloud.endpoint, LOG_LEVEL: 'debug' });
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await gateway?.stop();
  await cloud?.simulator.close();
});

/** What the simulated machine's guest would take as its password. */
function passwordInCloud(): string {
  const rows = cloud.simulator.store.named('VirtualMachine')?.all() as unknown as { name: string; password?: string }[];
  return rows.find(({ name }) => name === machine)?.password ?? '';
}

const dialogOf = (page: Page): Locator => page.getByRole('dialog', { name: `Password of “${machine}”` });

/** Reads the dialog that tells the password, and answers it; `keep` closes it. */
async function readPassword(page: Page, keep = true): Promise<string> {
  const dialog = dialogOf(page);
  await dialog.waitFor();
  const field = dialog.getByLabel('Password', { exact: true });
  assert.match(await field.inputValue(), /^•+$/, 'hidden until it is asked for');
  await dialog.getByRole('button', { name: 'Show the password' }).click();
  const password = await field.inputValue();
  if (keep) {
    await confirm(page, 'I have kept it');
    await dialog.waitFor({ state: 'detached' });
  }
  return password;
}

/** Everything that the browser would still have after the tab, and what it shows of itself. */
const keptByBrowser = (page: Page): Promise<string> =>
  page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href, history.state]));

test('alice learns the passwords of her machine, each once', { timeout: 240_000 }, async () => {
  const { page, context, errors } = await openPage(browser, { reducedMotion: 'reduce' });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await signIn(page, gateway.url, 'alice');
  const second = await openPage(browser);
  await signIn(second.page, gateway.url, 'alice');
  const told: string[] = [];

  await goBySidebar(page, 'Instances');
  await page.getByRole('link', { name: 'Deploy instance' }).click();
  await chooseCard(page, 'Debian 12');
  await chooseCard(page, 'Small');
  await chooseCard(page, 'alice-net');
  await page.getByLabel('Host name').fill(machine);
  await page.getByRole('button', { name: 'Deploy', exact: true }).click();
  await dialogOf(page).waitFor();
  assert.deepEqual(await violations(page, '[role=dialog]'), []);
  await picture(page, 'passwords-1-hidden');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  assert.equal(await dialogOf(page).count(), 1, 'neither Escape nor a stray Enter closes it');
  told.push(await readPassword(page, false));
  assert.equal(told[0], passwordInCloud());
  await dialogOf(page).getByRole('button', { name: 'Copy' }).click();
  await until('it is copied', () => page.evaluate(async (text) => (await navigator.clipboard.readText()) === text, told[0]));
  await picture(page, 'passwords-2-shown');
  await confirm(page, 'I have kept it');

  await shows(page, 'Running');
  await doHere(page, 'Stop');
  await confirm(page, 'Stop');
  await shows(page, 'Stopped');
  await doHere(page, 'Reset password');
  await page.getByRole('dialog').waitFor();
  await picture(page, 'passwords-3-reset');
  assert.deepEqual(await violations(page, '[role=dialog]'), []);
  await confirm(page, 'Reset password');
  await page.getByRole('dialog', { name: 'Reset the password of' }).waitFor({ state: 'detached' });
  await page.reload();
  await page.locator('html[data-ready]').waitFor();
  await dialogOf(page).getByText('The instance takes it at its next start.').waitFor();
  told.push(await readPassword(page));
  assert.equal(told[1], passwordInCloud());
  await shows(page, 'Stopped');

  await doHere(page, 'Reinstall');
  await page.getByRole('dialog').getByRole('textbox').fill(machine);
  await picture(page, 'passwords-4-reinstall');
  await confirm(page, 'Reinstall');
  told.push(await readPassword(page));
  assert.equal(told[2], passwordInCloud());
  assert.equal(new Set(told).size, 3);

  const kept = await keptByBrowser(page);
  const logged = gateway.output();
  for (const password of told) {
    assert.ok(password.length >= 6);
    assert.ok(!kept.includes(password), 'no storage and no address holds it');
    assert.ok(!logged.includes(password), 'no log line holds it');
  }
  await visit(page, `${gateway.url}/instances`);
  await openFromList(page, machine);
  await page.getByRole('heading', { level: 1, name: machine }).waitFor();
  assert.equal(await page.getByRole('dialog').count(), 0, 'what was told is not told again');
  assert.equal(await second.page.getByRole('dialog').count(), 0, 'a tab that did not ask for it is not told');
  assert.deepEqual([...errors, ...second.errors], []);
});
