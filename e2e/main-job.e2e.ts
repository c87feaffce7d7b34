// The main job, in Chromium, against the embedded cloud: alice deploys an instance, gives it a volume, a snapshot of
// that and an ISO, stops and destroys it. A second browser of hers sees each change within two seconds of the first;
// a third, of bob, never sees any of it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, openPage, picture, type RunningGateway, signIn, startGateway, until } from './harness.ts';
import { chooseCard, confirm, doHere, goBySidebar, markPage, openFromList, rowOf, rowShows, shows, watchFor } from './steps.ts';

/** How much later than the first browser the second may show a change, in ms. */
const SOON = 2000;
const [machine, disk, moment] = ['e2e-web', 'e2e-data', 'e2e-moment'];

let gateway: RunningGateway;
let browser: Browser;
let alice: Page;
let second: Page;
let bob: Page;
let bobSawIt: () => Promise<boolean>;
let aliceStayed: () => Promise<boolean>;
const errors: string[] = [];
const delays: Record<string, number> = {};

before(async () => {
  gateway = await startGateway();
  browser = await launchBrowser();
  const person = async (name: string): Promise<Page> => {
    const opened = await openPage(browser);
    await signIn(opened.page, gateway.url, name);
    opened.page.on('pageerror', (error) => errors.push(`${name}: ${error}`));
    opened.page.on('console', (message) => message.type() === 'error' && errors.push(`${name}: ${message.text()}`));
    return opened.page;
  };
  [alice, second, bob] = [await person('alice'), await person('alice'), await person('bob')];
  bobSawIt = await watchFor(bob, 'e2e-');
  aliceStayed = await markPage(alice);
  await goBySidebar(second, 'Instances');
  await goBySidebar(bob, 'Instances');
});

after(async () => {
  await browser?.close();
  await gateway?.stop();
});

/** One step of the way; the steps build on each other, so the first that fails ends it, and leaves pictures of what was seen. */
async function step(name: string, walk: () => Promise<void>): Promise<void> {
  try {
    await walk();
  } catch (cause) {
    await Promise.all([picture(alice, 'main-job-failed'), picture(second, 'main-job-failed-second')]);
    throw new Error(`${name}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

test('the main job, end to end', { timeout: 240_000 }, async (t) => {
  await step('the wizard says what is missing before anything is sent', async () => {
    await goBySidebar(alice, 'Instances');
    await alice.getByRole('link', { name: 'Deploy instance' }).click();
    await alice.getByRole('heading', { level: 1, name: 'Deploy an instance' }).waitFor();
    await alice.getByLabel('Host name').fill('1_bad');
    await alice.getByRole('button', { name: 'Deploy', exact: true }).click();
    await shows(alice, 'Choose a template or an ISO.');
    await shows(alice, 'A host name starts with a letter, not with a digit.');
    await picture(alice, 'main-job-1-problems');
  });

  await step('alice deploys with the wizard, and it becomes Running before her eyes', async () => {
    await chooseCard(alice, 'Debian 12');
    await chooseCard(alice, 'Small');
    await chooseCard(alice, 'alice-net');
    await alice.getByLabel('Host name').fill(machine);
    await alice.getByRole('button', { name: 'Deploy', exact: true }).click();
    await alice.getByRole('heading', { level: 1, name: machine }).waitFor();
    await shows(alice, 'Starting');
    await picture(alice, 'main-job-2-starting');
    await shows(alice, 'Running');
    delays.deploy = await rowShows(second, machine, 'Running', SOON);
    await confirm(alice, 'I have kept it'); // the password, which passwords.e2e.ts is about
    assert.equal(await aliceStayed(), true, 'the page was not reloaded');
    await picture(alice, 'main-job-3-running');
  });

  await step('alice creates a volume and attaches it', async () => {
    await goBySidebar(second, 'Volumes');
    await goBySidebar(alice, 'Volumes');
    await alice.getByRole('link', { name: 'Create volume' }).click();
    await alice.getByRole('textbox', { name: 'Name' }).fill(disk);
    await chooseCard(alice, '5');
    await alice.getByRole('button', { name: 'Create volume' }).click();
    await alice.getByRole('heading', { level: 1, name: disk }).waitFor();
    delays.createVolume = await until('the second browser shows the volume', async () => (await rowOf(second, disk).count()) > 0, SOON);
    await until('attach is offered', () => alice.locator('main header').getByRole('button', { name: 'Attach', exact: true }).isEnabled());
    await doHere(alice, 'Attach');
    await chooseCard(alice.getByRole('dialog'), machine);
    await confirm(alice, 'Attach');
    await until('the volume is attached', async () => (await alice.locator('dl').getByRole('link', { name: machine }).count()) > 0);
    delays.attach = await rowShows(second, disk, machine, SOON);
    await picture(alice, 'main-job-4-attached');
  });

  await step('alice takes a snapshot of the volume', async () => {
    await goBySidebar(second, 'Snapshots');
    await alice.getByRole('tab', { name: 'Snapshots' }).click();
    await doHere(alice, 'Take snapshot');
    await alice.getByRole('dialog').getByLabel('Name').fill(moment);
    await confirm(alice, 'Take snapshot');
    await rowShows(alice, moment, 'Backed up', 20_000);
    delays.snapshot = await rowShows(second, moment, 'Backed up', SOON);
    await picture(second, 'main-job-5-snapshot');
  });

  await step('alice attaches an ISO', async () => {
    await goBySidebar(second, 'Instances');
    await openFromList(second, machine);
    await second.getByRole('tab', { name: 'ISO' }).click();
    await goBySidebar(alice, 'Instances');
    await openFromList(alice, machine);
    await alice.getByRole('tab', { name: 'ISO' }).click();
    await alice.getByRole('tabpanel').getByRole('button', { name: 'Attach ISO' }).click();
    await chooseCard(alice.getByRole('dialog'), 'systemrescue');
    await confirm(alice, 'Attach ISO');
    await shows(alice, 'In the drive');
    delays.attachIso = await shows(second, 'In the drive', SOON);
    await picture(alice, 'main-job-6-iso');
  });

  await step('alice stops the instance', async () => {
    await doHere(alice, 'Stop');
    await confirm(alice, 'Stop');
    await shows(alice, 'Stopped');
    delays.stop = await shows(second, 'Stopped', SOON);
  });

  await step('alice destroys the instance, and keeps its data disk', async () => {
    await goBySidebar(second, 'Instances');
    await doHere(alice, 'Destroy');
    await alice.getByRole('dialog').getByText(disk).waitFor();
    await picture(alice, 'main-job-7-destroy');
    await confirm(alice, 'Destroy');
    await shows(alice, /Destroyed|This instance is gone/);
    delays.destroy = await until(
      'the second browser no longer shows it in use',
      async () =>
        (await rowOf(second, machine).count()) === 0 || (await rowOf(second, machine).filter({ hasText: 'Destroyed' }).count()) > 0,
      SOON,
    );
    await goBySidebar(alice, 'Volumes');
    await rowShows(alice, disk, 'Ready');
    assert.equal(await aliceStayed(), true, 'all of it was one page');
  });

  await step('the events tell it all, each action one row', async () => {
    await goBySidebar(alice, 'Events');
    for (const action of [
      'Deploy instance',
      'Attach volume',
      'Take snapshot of volume',
      'Attach ISO',
      'Stop instance',
      'Destroy instance',
    ]) {
      await shows(alice, action);
    }
    await picture(alice, 'main-job-8-events');
  });

  await step('bob never saw any of it', async () => {
    for (const name of ['Volumes', 'Snapshots', 'Events', 'Instances']) await goBySidebar(bob, name);
    assert.equal(await bobSawIt(), false);
    assert.deepEqual(errors, []);
  });

  t.diagnostic(`the second browser after the first, in ms: ${JSON.stringify(delays)}`);
});
