// A tenant's network from its creation to its end: an instance on it, a public address, ports that are opened and forwarded,
// static NAT, what may go out; all of it shows without a reload.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import {
  asService,
  launchBrowser,
  openPage,
  picture,
  type RunningGateway,
  serviceAccount,
  signIn,
  startCloud,
  startGateway,
  until,
  visit,
} from './harness.ts';
import { confirm, doHere, goBySidebar, markPage, openFromList, rowOf, rowShows, shows } from './steps.ts';

let cloud: Awaited<ReturnType<typeof startCloud>>;
let gateway: RunningGateway;
let browser: Browser;
before(async () => {
  cloud = await startCloud();
  gateway = await startGateway({ CLOUDSTACK_API_URL: cloud.endpoint, ...serviceAccount });
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await gateway?.stop();
  await cloud?.simulator.close();
});

const name = 'office-net';
const tab = (page: Page, label: string) => page.getByRole('tab', { name: label }).click();
/** The card of the address that stands last: the one that was acquired. */
const lastAddress = (page: Page) => page.getByRole('tabpanel').locator('section').last();

/** Deploys an instance onto the network of that name, as a service of the same person. */
async function deployOnto(network: string): Promise<string> {
  const { networks, zones, templates, serviceOfferings } = await asService<
    Record<'networks' | 'zones' | 'templates' | 'serviceOfferings', { nodes: { id: string; name: string }[] }>
  >(
    gateway.url,
    'alice',
    '{ networks { nodes { id name } } zones { nodes { id name } } templates(filter: { visibility: USABLE }) { nodes { id name } } serviceOfferings { nodes { id name } } }',
  );
  const first = (list: { nodes: { id: string }[] }) => list.nodes[0]?.id;
  const input = {
    name: 'office-vm',
    zoneId: first(zones),
    templateId: first(templates),
    serviceOfferingId: first(serviceOfferings),
    networkIds: [networks.nodes.find((node) => node.name === network)?.id],
    waitSeconds: 60,
  };
  const { made } = await asService<{ made: { __typename: string; message?: string; virtualMachine?: { id: string } } }>(
    gateway.url,
    'alice',
    'mutation ($input: DeployVirtualMachineInput!) { made: deployVirtualMachine(input: $input) { __typename ... on DeployVirtualMachineSuccess { virtualMachine { id } } ... on Error { message } } }',
    { input },
  );
  assert.equal(made.__typename, 'DeployVirtualMachineSuccess', made.message);
  return made.virtualMachine?.id ?? '';
}

test('a network is created, reached, closed and deleted', { timeout: 300_000 }, async () => {
  const { page, context, errors } = await openPage(browser);
  await signIn(page, gateway.url, 'alice');

  await goBySidebar(page, 'Networks');
  await page.getByRole('link', { name: 'Create network' }).click();
  await page.getByRole('heading', { level: 1, name: 'Create a network' }).waitFor();
  await page.getByRole('button', { name: 'Create network' }).click();
  await shows(page, 'Give it a name.');
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('aria-invalid')), 'true', 'the wrong field has the focus');
  await page.keyboard.type(name);
  await page.getByLabel('Gateway').fill('10.7.0.1');
  await page.getByRole('button', { name: 'Create network' }).click();
  await shows(page, 'A netmask like 255.255.255.0.');
  await page.getByLabel('Netmask').fill('255.255.255.0');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name }).waitFor();
  const unreloaded = await markPage(page);

  const instance = await deployOnto(name);
  await tab(page, 'Instances');
  await rowShows(page, 'office-vm', /10\.7\.0\.\d+/, 20_000);
  await shows(page, 'In use');

  await tab(page, 'Public addresses');
  await shows(page, 'No rule: the network goes out by this address, nothing comes in.');
  await page.getByRole('button', { name: 'Acquire address' }).click();
  await confirm(page, 'Acquire address');
  await until('two addresses', async () => (await page.getByRole('tabpanel').locator('section').count()) === 2);
  const address = lastAddress(page);
  const ip = (await address.getAttribute('aria-label')) ?? '';
  await shows(page, 'No rule: nothing comes in by this address.');

  await address.getByRole('button', { name: 'Open port' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'HTTPS' }).click();
  await page.getByRole('dialog').getByLabel('From').fill('203.0.113.0/33');
  await confirm(page, 'Open port');
  await page.getByRole('dialog').getByText('Not an address or range: 203.0.113.0/33').waitFor();
  await page.getByRole('dialog').getByLabel('From').fill('203.0.113.0/24');
  await confirm(page, 'Open port');
  await rowShows(page, 'TCP 443', 'Firewall');

  await address.getByRole('button', { name: 'Forward port' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Port', { exact: true }).fill('443');
  await dialog.getByLabel('Inside').fill('8443');
  await dialog.locator('label').filter({ hasText: 'office-vm' }).click();
  await dialog.getByText('Open the firewall for it').click();
  await confirm(page, 'Forward port');
  await rowShows(page, 'Forwarding', ':8443');
  await rowShows(page, 'Forwarding', '203.0.113.0/24');
  await picture(page, 'network-addresses');

  await rowOf(page, 'Firewall').getByRole('button', { name: 'Actions: TCP 443' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await confirm(page, 'Delete');
  await rowShows(page, 'Forwarding', 'Firewall closed');
  await rowOf(page, 'Forwarding').getByRole('button', { name: 'Actions: TCP 443' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await confirm(page, 'Delete');
  await shows(page, 'No rule: nothing comes in by this address.');

  const choose = async (action: string) => {
    await address.getByRole('button', { name: `Actions: ${ip}` }).click();
    await page.getByRole('menuitem', { name: action }).click();
  };
  await choose('Enable static NAT');
  await dialog.locator('label').filter({ hasText: 'office-vm' }).click();
  await confirm(page, 'Enable static NAT');
  await address.getByRole('link', { name: 'office-vm' }).waitFor();
  await choose('Disable static NAT');
  await confirm(page, 'Disable static NAT');
  await address.getByText('Static NAT').waitFor({ state: 'detached' });

  await tab(page, 'Egress rules');
  await shows(page, 'Nothing may go out; rules allow.');
  await page.getByRole('button', { name: 'Add egress rule' }).click();
  await dialog.getByRole('combobox').selectOption('ICMP');
  await confirm(page, 'Add egress rule');
  await rowShows(page, 'ICMP', 'Active');

  await tab(page, 'Public addresses');
  await choose('Release');
  await confirm(page, 'Release');
  await until('one address', async () => (await page.getByRole('tabpanel').locator('section').count()) === 1);

  await doHere(page, 'Delete');
  await dialog.getByText('1 instance is still on it: CloudStack will refuse.').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await asService(
    gateway.url,
    'alice',
    'mutation ($id: ID!) { destroyVirtualMachine(input: { id: $id, expunge: true, waitSeconds: 60 }) { __typename } }',
    { id: instance },
  );
  await tab(page, 'Instances');
  await shows(page, 'No instance on this network');

  await doHere(page, 'Edit');
  await dialog.getByLabel('Name').fill('office');
  await confirm(page, 'Save');
  await page.getByRole('heading', { level: 1, name: 'office', exact: true }).waitFor();
  await doHere(page, 'Delete');
  await confirm(page, 'Delete');
  await page.getByRole('heading', { level: 1, name: 'Networks' }).waitFor();
  await until('the network is gone from the list', async () => (await rowOf(page, 'office').count()) === 0);
  assert.equal(await unreloaded(), true, 'no page was loaded anew');
  assert.deepEqual(errors, []);
  await context.close();
});

test('the page of a network asks CloudStack six times, and once more for what may go out', { timeout: 120_000 }, async () => {
  const { page, context } = await openPage(browser);
  await signIn(page, gateway.url, 'bob');
  await goBySidebar(page, 'Networks');
  const { calls } = cloud.simulator;
  const asked = () => {
    const ours =
      /^list(Networks|VirtualMachines|PublicIpAddresses|FirewallRules|PortForwardingRules|LoadBalancerRules|EgressFirewallRules)$/;
    return Object.fromEntries(Object.entries(calls.byCommand()).filter(([command]) => ours.test(command)));
  };
  calls.reset();
  await openFromList(page, 'bob-net');
  await page.getByRole('tab', { name: 'Instances 120' }).waitFor();
  await tab(page, 'Public addresses');
  await shows(page, 'No rule: the network goes out by this address, nothing comes in.');
  const { listNetworks = 0, ...others } = asked();
  assert.ok(listNetworks <= 1, 'the list of networks is kept');
  const once = {
    listVirtualMachines: 1,
    listPublicIpAddresses: 1,
    listFirewallRules: 1,
    listPortForwardingRules: 1,
    listLoadBalancerRules: 1,
  };
  assert.deepEqual(others, once);
  await tab(page, 'Egress rules');
  await shows(page, 'No egress rule');
  assert.equal(asked().listEgressFirewallRules, 1);
  await visit(page, `${gateway.url}/networks/00000000-0000-4000-8000-000000000000`);
  await shows(page, 'It is no longer there');
  await context.close();
});
