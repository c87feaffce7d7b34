// A project from its creation to its end: a member is added, sees it, is given a role and taken out again; an invitation is
// answered; and nothing is deleted before its name is typed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { asService, launchBrowser, openPage, type RunningGateway, signIn, startGateway, until, visit } from './harness.ts';
import { confirm, doHere, goBySidebar, openFromList, rowOf, rowShows, shows } from './steps.ts';

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

test('a project is created, shared and deleted', { timeout: 180_000 }, async () => {
  const alice = await openPage(browser);
  const bob = await openPage(browser);
  await signIn(alice.page, gateway.url, 'alice');
  await signIn(bob.page, gateway.url, 'bob');
  const { page } = alice;

  await goBySidebar(page, 'Projects');
  await page.getByRole('link', { name: 'Create project' }).first().click();
  await page.getByRole('button', { name: 'Create project' }).click();
  await shows(page, 'Give it a name.');
  await page.getByLabel('Name').fill('gemini');
  await page.getByLabel('Description').fill('The twins');
  await page.getByRole('button', { name: 'Create project' }).click();
  await page.getByRole('heading', { level: 1, name: 'gemini' }).waitFor();
  await shows(page, 'The twins');

  await page.getByRole('button', { name: 'Add member' }).click();
  await page.getByLabel('Name of the account').fill('nobody-of-that-name');
  await confirm(page, 'Add member');
  await until('a wrong name is told at its field', () => page.locator('[role=dialog] [aria-invalid=true]').count());
  await page.getByLabel('Name of the account').fill('bob');
  await confirm(page, 'Add member');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await rowShows(page, 'bob', 'Uses');

  await goBySidebar(bob.page, 'Projects');
  await rowShows(bob.page, 'gemini', 'Active');
  await openFromList(bob.page, 'gemini');
  await bob.page.getByRole('heading', { level: 1, name: 'gemini' }).waitFor();
  assert.equal(await bob.page.getByRole('button', { name: 'Add member' }).count(), 0, 'who only uses it changes no members');
  assert.equal(await bob.page.locator('main header').getByRole('button', { name: 'Delete' }).count(), 0);

  await rowOf(page, 'bob').locator('button[aria-haspopup=menu]').click();
  await page.getByRole('menuitem', { name: 'Let manage the project' }).click();
  await rowShows(page, 'bob', 'Manages');
  await bob.page.reload();
  await until('bob may delete it now', () => bob.page.locator('main header').getByRole('button', { name: 'Delete' }).count());

  await doHere(page, 'Suspend');
  await confirm(page, 'Suspend');
  await shows(page, 'The project is suspended');
  await doHere(page, 'Activate');
  await until('it is active again', async () => (await page.locator('main').getByText('The project is suspended').count()) === 0);

  await rowOf(page, 'bob').locator('button[aria-haspopup=menu]').click();
  await page.getByRole('menuitem', { name: 'Remove from project' }).click();
  await confirm(page, 'Remove from project');
  await until('bob is out', async () => (await rowOf(page, 'bob').count()) === 0);
  await rowOf(page, 'alice').locator('button[aria-haspopup=menu]').click();
  await page.getByRole('menuitem', { name: 'Remove from project Nobody else manages the project' }).waitFor();
  await page.keyboard.press('Escape');

  await doHere(page, 'Delete');
  await page.getByRole('dialog').getByText('There is nothing in it.').waitFor();
  await confirm(page, 'Delete');
  await page.getByRole('heading', { level: 1, name: 'Projects' }).waitFor();
  await until('it is gone from the list', async () => (await rowOf(page, 'gemini').count()) === 0);
  assert.deepEqual([...alice.errors, ...bob.errors], []);
  await alice.context.close();
  await bob.context.close();
});

test('what is in a project is told before it is deleted, and the name is to be typed', { timeout: 60_000 }, async () => {
  const { page, context } = await openPage(browser);
  await signIn(page, gateway.url, 'alice');
  await goBySidebar(page, 'Projects');
  await openFromList(page, 'apollo');
  await page.getByRole('heading', { level: 1, name: 'apollo' }).waitFor();
  await doHere(page, 'Delete');
  await page.getByRole('dialog').getByText('2 volumes').waitFor();
  await confirm(page, 'Delete');
  await page.getByRole('dialog').getByText('This is not the name.').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  const { projects } = await asService<{ projects: { nodes: { name: string }[] } }>(
    gateway.url,
    'alice',
    '{ projects { nodes { name } } }',
  );
  assert.deepEqual(
    projects.nodes.map(({ name }) => name),
    ['apollo'],
  );
  await page.locator('main').getByRole('link', { name: 'Volumes 2', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Volumes' }).waitFor();
  await until('the list is narrowed to the project', async () => (await page.locator('tbody tr').count()) === 2);
  await context.close();
});

test('an invitation is accepted from the list of projects', { timeout: 60_000 }, async () => {
  const { page, context, errors } = await openPage(browser);
  await signIn(page, gateway.url, 'dana');
  await visit(page, `${gateway.url}/projects`);
  const invitations = page.getByRole('region', { name: 'Invitations for you' });
  await invitations.getByText('apollo').waitFor();
  await invitations.getByRole('button', { name: 'Join' }).click();
  await invitations.waitFor({ state: 'detached' });
  await openFromList(page, 'apollo');
  await rowShows(page, 'dana', 'Uses');
  await rowShows(page, 'dana', 'Accepted');
  assert.deepEqual(errors, []);
  await context.close();
});
