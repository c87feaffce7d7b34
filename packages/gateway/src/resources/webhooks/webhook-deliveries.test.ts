import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../test/harness.ts';
import { mutate } from '../../test/mutate.ts';

let harness: Harness;
let receiver: Server;
let webhookId: string;
const arrived: { body: string; signature: string | undefined }[] = [];
let status = 200;

beforeAll(async () => {
  receiver = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    arrived.push({ body, signature: request.headers['x-cs-signature'] as string | undefined });
    response.writeHead(status).end('thanks');
  });
  await new Promise<void>((ready) => receiver.listen(0, '127.0.0.1', ready));
  harness = await startHarness({ simulator: { vms: 2, volumes: 2, allowLoopbackUrls: true } });
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  const made = await mutate(harness, 'createWebhook', { name: 'hook', url, secret: 'hush', isEnabled: false }, 'webhook { id }');
  webhookId = (made.webhook as { id: string }).id;
});
afterAll(async () => {
  await harness.close();
  receiver.closeAllConnections();
  await new Promise((done) => receiver.close(done));
});

const deliver = (input: object) =>
  mutate(
    harness,
    'executeWebhookDelivery',
    { webhookId, ...input },
    'delivery { uuid succeeded payload response } webhook { id deliveries { nodes { uuid payload } } }',
  );

describe('deliveries of webhooks', () => {
  let first: string;

  it('are tried with a text of one’s own, signed', async () => {
    const done = await deliver({ payload: '{"try":1}' });
    expect(done).toMatchObject({ delivery: { succeeded: true, payload: '{"try":1}', response: 'thanks' }, webhook: { id: webhookId } });
    expect(arrived).toEqual([{ body: '{"try":1}', signature: expect.stringMatching(/=$/) }]);
    first = (done.delivery as { uuid: string }).uuid;
    expect(done.webhook).toMatchObject({ deliveries: { nodes: [{ uuid: first }] } });
  });

  it('are repeated, and tell when the other side does not take them', async () => {
    status = 500;
    arrived.length = 0;
    expect(await deliver({ deliveryId: first })).toMatchObject({ delivery: { succeeded: false, payload: '{"try":1}' } });
    expect(new Set(arrived.map(({ body }) => body))).toEqual(new Set(['{"try":1}']));
    status = 200;
    expect(await deliver({ deliveryId: first })).toMatchObject({ delivery: { succeeded: true } });
  });

  it('want one of the two, of the own webhook', async () => {
    expect(await deliver({})).toMatchObject({ fields: [{ path: ['input', 'payload'] }] });
    expect(await deliver({ deliveryId: first, payload: 'x' })).toMatchObject({ fields: [{ path: ['input', 'payload'] }] });
    expect(await deliver({ deliveryId: webhookId.split(':')[1] })).toMatchObject({ __typename: expect.stringMatching(/Error$/) });
    expect(await mutate(harness, 'executeWebhookDelivery', { webhookId, payload: 'x' }, '', { as: 'bob' })).toMatchObject({
      __typename: 'NotFoundError',
    });
  });

  it('are forgotten one by one', async () => {
    expect(
      await mutate(harness, 'deleteWebhookDelivery', { webhookId, deliveryId: first }, 'webhook { deliveries { nodes { uuid } } }'),
    ).toMatchObject({ webhook: { deliveries: { nodes: expect.not.arrayContaining([{ uuid: first }]) } } });
  });
});
