// SSH keys in the portal: one that somebody has, one that is made and told once, and one that the deploy page is given on the way.
import assert from 'node:assert/strict';
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { violations } from './axe.ts';
import { asService, launchBrowser, openPage, picture, type RunningGateway, signIn, startGateway, until, visit } from './harness.ts';
import { chooseCard, confirm, goBySidebar, markPage, rowOf } from './steps.ts';

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

/** A public key as `ssh-keygen -t ed25519` writes it. */
function publicKey(comment: string): string {
  const { publicKey: key } = generateKeyPairSync('ed25519');
  const framed = [Buffer.from('ssh-ed25519'), Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url')].flatMap((part) => [
    Buffer.of(0, 0, 0, part.length),
    part,
  ]);
  return `ssh-ed25519 ${Buffer.concat(framed).toString('base64')} ${comment}`;
}

const dialog = (page: Page) => page.getByRole('dialog');
const gone = (page: Page) => dialog(page).waitFor({ state: 'detached' });
const keysOf = async (user: string): Promise<string[]> => {
  const { sshKeyPairs } = await asService<{ sshKeyPairs: { nodes: { name: string }[] } }>(
    gateway.url,
    user,
    '{ sshKeyPairs { nodes { name } } }',
  );
  return sshKeyPairs.nodes.map(({ name }) => name);
};

test('keys are registered, made and deleted on their page', { timeout: 120_000 }, async () => {
  const { page, context, errors } = await openPage(browser, { reducedMotion: 'reduce' });
  await signIn(page, gateway.url, 'bob');
  await goBySidebar(page, 'SSH keys');
  const unreloaded = await markPage(page);
  await page.getByRole('button', { name: 'Add a key' }).first().click();
  const key = dialog(page).getByLabel('Public key');
  const name = dialog(page).getByLabel('Name');

  await key.fill('-----BEGIN OPENSSH PRIVATE KEY-----');
  await dialog(page).getByText('This is a private key: keep it to yourself.').waitFor();
  await key.fill(publicKey('').slice(0, 40));
  await dialog(page).getByText('The key is cut off or damaged.').waitFor();
  await key.fill('');
  await dialog(page)
    .locator('input[type=file]')
    .setInputFiles({ name: 'id_ed25519.pub', mimeType: 'text/plain', buffer: Buffer.from(`${publicKey('bob@desk')}\n`) });
  await until('the name is that of the comment', async () => (await name.inputValue()) === 'bob@desk');
  assert.deepEqual(await violations(page, '[role=dialog]'), []);
  await confirm(page, 'Register key');
  await gone(page);
  await rowOf(page, 'bob@desk').waitFor();

  await page.getByRole('button', { name: 'Add a key' }).first().click();
  await chooseCard(dialog(page), 'Make one for me');
  await name.fill('bob@desk');
  await confirm(page, 'Make key pair');
  await dialog(page).getByText('There is a key of this name').waitFor();
  await name.fill('bob-made');
  await confirm(page, 'Make key pair');
  await dialog(page).getByText('Private key of “bob-made”').waitFor();
  assert.deepEqual(await violations(page, '[role=dialog]'), []);
  await picture(page, 'ssh-key-private');
  const shown = await dialog(page).getByLabel('Private key').inputValue();
  const [download] = await Promise.all([page.waitForEvent('download'), dialog(page).getByRole('button', { name: 'Download' }).click()]);
  assert.equal(download.suggestedFilename(), 'bob-made.pem');
  assert.equal((await readFile(await download.path(), 'utf8')).trim(), shown.trim());
  assert.equal(createPrivateKey(shown).asymmetricKeyType, 'rsa');
  await page.keyboard.press('Escape');
  await dialog(page).waitFor();
  await confirm(page, 'I have kept it');
  await gone(page);
  await rowOf(page, 'bob-made').waitFor();
  assert.equal((await page.content()).includes('PRIVATE KEY'), false, 'nothing on the page keeps it');

  const menu = rowOf(page, 'bob@desk').locator('button[aria-haspopup="menu"]');
  await menu.focus();
  await page.keyboard.press('Enter');
  const remove = page.getByRole('menuitem', { name: 'Delete' });
  await until('the first entry of the menu has the focus', () => remove.evaluate((entry) => entry === document.activeElement));
  await page.keyboard.press('Enter');
  await dialog(page).getByText('Delete the key “bob@desk”?').waitFor();
  await confirm(page, 'Delete');
  await rowOf(page, 'bob@desk').waitFor({ state: 'detached' });
  assert.deepEqual(await keysOf('bob'), ['bob-made']);
  assert.equal(await unreloaded(), true);
  assert.deepEqual(errors, []);
  await context.close();
});

test('the deploy page takes a new key without losing what was typed', { timeout: 120_000 }, async () => {
  const { page, context, errors } = await openPage(browser, { reducedMotion: 'reduce' });
  await signIn(page, gateway.url, 'alice');
  await visit(page, `${gateway.url}/instances/deploy`);
  await page.getByLabel('Host name').fill('with-a-key');
  await page.getByRole('button', { name: 'Add a key' }).click();
  await dialog(page).getByLabel('Public key').fill(publicKey('alice@tablet'));
  await confirm(page, 'Register key');
  await gone(page);
  assert.equal(await page.getByLabel('Host name').inputValue(), 'with-a-key');
  assert.equal(await page.getByRole('checkbox', { name: 'alice@tablet' }).isChecked(), true, 'the new key is chosen');
  assert.equal(await page.getByRole('checkbox', { name: 'alice@tablet' }).count(), 1);

  await page.getByText('Start-up script, affinity groups').click();
  await page.getByLabel('Use what is kept').selectOption({ label: 'web-server' });
  await until('the kept text is taken', async () =>
    (await page.getByRole('textbox', { name: 'User data' }).inputValue()).includes('nginx'),
  );
  await page.getByRole('checkbox', { name: 'shop-apart' }).check({ force: true });
  await page
    .getByRole('radio', { name: /Debian/ })
    .first()
    .check({ force: true });
  await page.locator('input[name=offering]').first().check({ force: true });
  await page.getByRole('button', { name: 'Deploy', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'with-a-key' }).waitFor();
  await page.getByRole('tabpanel').getByText('alice@tablet').waitFor();
  const { affinityGroups } = await asService<{ affinityGroups: { nodes: { virtualMachines: { name: string }[] }[] } }>(
    gateway.url,
    'alice',
    '{ affinityGroups(filter: { name: "shop-apart" }) { nodes { virtualMachines { name } } } }',
  );
  assert.ok(
    affinityGroups.nodes[0]?.virtualMachines.some((vm) => vm.name === 'with-a-key'),
    'it is in the group',
  );
  assert.deepEqual(errors, []);
  await context.close();
});
