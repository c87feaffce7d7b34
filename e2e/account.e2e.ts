// The account page: keys that work for a service at once, a second factor that the next sign-in asks for, a new password.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { asService, launchBrowser, openPage, picture, type RunningGateway, signIn, startGateway, until, visit } from './harness.ts';
import { confirm, shows } from './steps.ts';

let gateway: RunningGateway;
let browser: Browser;
before(async () => {
  gateway = await startGateway();
  browser = await launchBrowser();
  await asService(
    gateway.url,
    'admin',
    'mutation { updateConfiguration(input: { name: "enable.user.2fa", value: "true" }) { __typename } }',
  );
});
after(async () => {
  await browser?.close();
  await gateway?.stop();
});

/** The value beside a label in a table of properties. */
const shownAt = (page: Page, label: string): Promise<string> =>
  page
    .locator('dl > div')
    .filter({ hasText: label })
    .locator('dd')
    .first()
    .textContent()
    .then((text) => text?.trim() ?? '');

/** Who the gateway takes an API pair for; null: nobody. */
async function whoIs(apiKey: string, secretKey: string): Promise<string | null> {
  const answer = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from(`${apiKey}:${secretKey}`).toString('base64')}`,
    },
    body: JSON.stringify({ query: '{ viewer { username } }' }),
  });
  const { data } = (await answer.json()) as { data?: { viewer: { username: string } | null } | null };
  return data?.viewer?.username ?? null;
}

test('the account page', { timeout: 300_000 }, async () => {
  const { page, context, errors } = await openPage(browser);
  await signIn(page, gateway.url, 'alice');

  await page.getByRole('button', { name: 'Account menu of alice' }).click();
  await page.getByRole('menuitem', { name: 'Account' }).click();
  await page.getByRole('heading', { level: 1, name: 'Account' }).waitFor();
  await until('the keys are there', async () => (await shownAt(page, 'API key')).includes('demo-api-key-alice'));

  await page.getByRole('button', { name: 'Replace keys' }).click();
  await confirm(page, 'Replace keys');
  await shows(page, 'The secret key is shown only now.');
  const [apiKey, secretKey] = [await shownAt(page, 'API key'), await shownAt(page, 'Secret key')];
  assert.equal(await whoIs(apiKey, secretKey), 'alice', 'the new pair works');
  assert.equal(await whoIs('demo-api-key-alice', 'demo-secret-key-alice'), null, 'the old pair does not');
  await picture(page, 'account-keys');

  await page.getByRole('button', { name: 'Use a fixed PIN' }).click();
  await shows(page, 'This is your PIN.');
  const pin = await page
    .locator('form dl dd')
    .textContent()
    .then((text) => text?.trim() ?? '');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await shows(page, 'Type the code.');
  await page.getByRole('textbox', { name: 'Code' }).fill('000000');
  await page.getByRole('button', { name: 'Confirm' }).click();
  // CloudStack ends the session of a wrong code; what was begun is still there afterwards.
  await shows(page, 'This code was wrong');
  await page.getByRole('dialog').locator('input[name=password]').fill('alice');
  await page.getByRole('dialog').locator('button[type=submit]').click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('textbox', { name: 'Code' }).fill(pin);
  await page.getByRole('button', { name: 'Confirm' }).click();
  await shows(page, 'On: signing in asks for a code.');
  await picture(page, 'account-factor');

  const other = await openPage(browser);
  await visit(other.page, `${gateway.url}/sign-in?next=${encodeURIComponent('/account')}`);
  await other.page.locator('input[name=username]').fill('alice');
  await other.page.locator('input[name=password]').fill('alice');
  await other.page.locator('input[name=domain]').fill('/acme');
  await other.page.locator('form button[type=submit]').click();
  await other.page.locator('input[name=code]').fill(pin);
  await other.page.locator('form button[type=submit]').click();
  await other.page.getByRole('heading', { level: 1, name: 'Account' }).waitFor();
  await other.context.close();

  await page.getByRole('button', { name: 'Turn off' }).click();
  await confirm(page, 'Turn off');
  await shows(page, 'Off: the password alone signs in.');

  await page.getByLabel('Present password').fill('wrong');
  await page.getByLabel('New password').fill('alice-2');
  await page.getByRole('button', { name: 'Change password' }).click();
  await until('a wrong password is refused', () =>
    page.getByRole('alert').filter({ hasText: /./ }).or(page.locator('[aria-invalid=true]')).count(),
  );
  await page.getByLabel('Present password').fill('alice');
  await page.getByRole('button', { name: 'Change password' }).click();
  await until('the password is changed', () => page.getByRole('status').filter({ hasText: 'Your password is changed' }).count());

  await page.getByLabel('Appearance').selectOption('dark');
  assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark');
  await page.getByLabel('Language').selectOption('fr');
  await page.getByRole('heading', { level: 1, name: 'Compte' }).waitFor();
  assert.deepEqual(errors, []);
  await context.close();

  const again = await openPage(browser);
  await signIn(again.page, gateway.url, 'alice', 'alice-2');
  await again.context.close();
});
