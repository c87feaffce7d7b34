import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Row, startTestCloud, type TestCaller, type TestCloud } from '../../testing/test-cloud.ts';
import { webhookSignature } from './delivery.ts';

interface Delivered {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const recorded = JSON.parse(readFileSync(new URL('../../../../../recordings/webhook-deliveries.json', import.meta.url), 'utf8')) as {
  secretKey: string;
  deliveries: Delivered[];
};

let cloud: TestCloud;
let receiver: Server;
let [alice, bob, dana] = [] as unknown as [TestCaller, TestCaller, TestCaller];
const arrived: { path: string; headers: IncomingHttpHeaders; body: string }[] = [];
/** Status codes still to be answered at a path, before all is well again. */
const refusals = new Map<string, number[]>();

beforeAll(async () => {
  receiver = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    arrived.push({ path: request.url ?? '', headers: request.headers, body });
    response.writeHead(refusals.get(request.url ?? '')?.shift() ?? 200).end('thanks');
  });
  await new Promise<void>((ready) => receiver.listen(0, '127.0.0.1', ready));
  cloud = await startTestCloud({ allowLoopbackUrls: true });
  [alice, bob, dana] = [cloud.as('alice'), cloud.as('bob'), cloud.as('dana')];
});

afterAll(async () => {
  await cloud.close();
  receiver.closeAllConnections();
  await new Promise((done) => receiver.close(done));
});

const url = (path: string): string => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/${path}`;

async function deliveries(caller: TestCaller, webhook: Row, count: number): Promise<Row[]> {
  await expect
    .poll(async () => (await caller.list('listWebhookDeliveries', { webhookid: webhook.id })).length, { timeout: 5000 })
    .toBe(count);
  return caller.list('listWebhookDeliveries', { webhookid: webhook.id });
}

const create = async (caller: TestCaller, params: Record<string, string>): Promise<Row> =>
  (await caller.call('createWebhook', params)).webhook as Row;

describe('webhooks', () => {
  test('sign as the recorded deliveries were signed', () => {
    expect(recorded.deliveries.length).toBe(3);
    for (const { headers, body } of recorded.deliveries) {
      expect(webhookSignature(body, recorded.secretKey)).toBe(headers['X-CS-Signature']);
    }
  });

  test('post the events of the own account, as they were recorded', async () => {
    const hook = await create(alice, { name: 'own', payloadurl: url('own'), secretkey: 'topsecret' });
    const [vm] = await alice.list('listVirtualMachines', { state: 'Running' });
    await alice.job('rebootVirtualMachine', { id: String(vm?.id) });
    const rows = await deliveries(alice, hook, 3);
    const [first] = arrived;
    const before = recorded.deliveries[0];
    expect(Object.keys(JSON.parse(first?.body ?? '{}'))).toEqual(Object.keys(JSON.parse(before?.body ?? '{}')));
    expect(JSON.parse(first?.body ?? '{}')).toMatchObject({
      event: 'VM.REBOOT',
      status: 'Scheduled',
      entity: 'VirtualMachine',
      entityuuid: vm?.id,
    });
    for (const name of ['X-CS-Event-ID', 'X-CS-Event', 'User-Agent', 'X-CS-Signature', 'Content-Type']) {
      expect(first?.headers).toHaveProperty(name.toLowerCase());
    }
    expect(first?.headers['x-cs-signature']).toBe(webhookSignature(first?.body ?? '', 'topsecret'));
    expect(rows.every(({ success, response }) => success === true && response === 'thanks')).toBe(true);
  });

  test('say nothing of other accounts, unless they are a domain’s', async () => {
    const local = await create(alice, { name: 'mine', payloadurl: url('mine') });
    const domain = await create(dana, { name: 'domain', payloadurl: url('domain'), scope: 'Domain' });
    await bob.call('createInstanceGroup', { name: 'silent' });
    const [vm] = await bob.list('listVirtualMachines');
    await bob.call('updateVirtualMachine', { id: String(vm?.id), displayname: 'Told to dana' });
    expect((await deliveries(dana, domain, 1))[0]).toMatchObject({ eventtype: 'VM.UPDATE', success: true });
    expect(await alice.list('listWebhookDeliveries', { webhookid: local.id })).toEqual([]);
    expect((await alice.send('createWebhook', { name: 'all', payloadurl: url('all'), scope: 'Global' })).status).toBe(531);
  });

  test('try three times at once, and count nothing but 200', async () => {
    const hook = await create(bob, { name: 'shaky', payloadurl: url('shaky') });
    const [vm] = await bob.list('listVirtualMachines');
    const tries = () => arrived.filter(({ path }) => path === '/shaky').length;
    refusals.set('/shaky', [500, 202]);
    await bob.call('updateVirtualMachine', { id: String(vm?.id), displayname: 'Third time lucky' });
    expect((await deliveries(bob, hook, 1))[0]).toMatchObject({ success: true });
    expect(tries()).toBe(3);
    refusals.set('/shaky', [500, 500, 500]);
    await bob.call('updateVirtualMachine', { id: String(vm?.id), displayname: 'Given up' });
    expect((await deliveries(bob, hook, 2))[0]).toMatchObject({ success: false });
    expect(tries()).toBe(6);
  });

  test('rest while they are disabled, and are forgotten when deleted', async () => {
    const hook = await create(bob, { name: 'resting', payloadurl: url('resting'), state: 'Disabled' });
    const [vm] = await bob.list('listVirtualMachines');
    await bob.call('updateVirtualMachine', { id: String(vm?.id), displayname: 'Unheard' });
    expect(await bob.list('listWebhookDeliveries', { webhookid: hook.id })).toEqual([]);
    expect((await bob.call('updateWebhook', { id: hook.id, state: 'Enabled' })).webhook).toMatchObject({ state: 'Enabled' });
    await bob.call('deleteWebhook', { id: hook.id });
    expect((await bob.send('listWebhooks', { id: hook.id })).status).toBe(431);
  });
});
