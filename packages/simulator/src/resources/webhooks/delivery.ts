/** Sending events to webhooks, with the signature, the tries and the record of the real server. */
import { createHmac } from 'node:crypto';
import { accountsInDomain } from '../../access.ts';
import type { Cloud } from '../../cloud.ts';
import type { EventRecord } from '../../events.ts';
import { accounts, domains, users } from '../accounts/account-records.ts';
import { type WebhookDeliveryRecord, type WebhookRecord, webhookDeliveries, webhooks } from './webhook-records.ts';

/** Tries without a pause between them; nothing but 200 counts as delivered. */
const tries = 3;
const timeoutMs = 10_000;
/** `webhook.deliveries.limit`: how many are remembered of each webhook. */
const remembered = 10;
/** Names that are reserved for documents: nothing is sent there, and all is well. */
const reserved = /(^|\.)example\.(com|net|org)$/;

const listening = new WeakSet<Cloud>();

/** Sends the cloud's events from now on; asking twice changes nothing. */
export function listenForEvents(cloud: Cloud): void {
  if (listening.has(cloud)) return;
  listening.add(cloud);
  cloud.events.subscribe((event) => {
    for (const webhook of cloud.store.table(webhooks).all()) {
      if (webhook.state !== 'Enabled' || !concerns(cloud, webhook, event)) continue;
      void deliver(cloud, webhook, { eventUuid: event.uuid, eventType: event.type, payload: payloadOf(cloud, event) });
    }
  });
}

function concerns({ store }: Cloud, webhook: WebhookRecord, event: EventRecord): boolean {
  if (webhook.scope === 'Global') return true;
  if (webhook.scope === 'Local') return event.accountId === webhook.accountId;
  const domain = store.table(domains).byId(store.table(accounts).byId(webhook.accountId)?.domainId);
  return domain !== undefined && accountsInDomain(store, domain, true).includes(event.accountId);
}

/** The body of a delivery. Its keys, their order included, are part of what is signed. */
export function payloadOf({ store }: Cloud, event: EventRecord): string {
  return JSON.stringify({
    eventDateTime: `${new Date(event.created).toISOString().slice(0, 19).replace('T', ' ')} +0000`,
    ...(event.resourceUuid === undefined ? {} : { entityuuid: event.resourceUuid }),
    description: event.description,
    event: event.type,
    user: store.table(users).byId(event.userId)?.uuid,
    account: store.table(accounts).byId(event.accountId)?.uuid,
    entity: event.resourceType,
    status: event.state,
    ...(event.resourceUuid === undefined ? {} : { [event.resourceType]: event.resourceUuid }),
  });
}

/** `X-CS-Signature`: HMAC-SHA256 of the body, in Base64. */
export function webhookSignature(payload: string, secretKey: string): string {
  return createHmac('sha256', secretKey).update(payload).digest('base64');
}

/** What is delivered: an event of the log, or something made by hand. */
export type Parcel = Pick<WebhookDeliveryRecord, 'eventUuid' | 'eventType' | 'payload'>;

/** Sends, and remembers what came back. */
export async function deliver(
  cloud: Cloud,
  webhook: WebhookRecord,
  { eventUuid, eventType, payload }: Parcel,
): Promise<WebhookDeliveryRecord> {
  const { store, clock } = cloud;
  const started = clock.now();
  const headers: Record<string, string> = {
    'X-CS-Event-ID': eventUuid,
    'X-CS-Event': eventType,
    'User-Agent': `CS-Hookshot/${store.table(accounts).byId(webhook.accountId)?.uuid}`,
    ...(webhook.secretKey === undefined ? {} : { 'X-CS-Signature': webhookSignature(payload, webhook.secretKey) }),
    'Content-Length': String(Buffer.byteLength(payload)),
    'Content-Type': 'application/json; charset=UTF-8',
  };
  const outcome = reserved.test(new URL(webhook.payloadUrl).hostname)
    ? { success: true, response: '' }
    : await post(webhook.payloadUrl, headers, payload);
  const delivery = store.table(webhookDeliveries).insert({
    ...{ accountId: webhook.accountId, webhookId: webhook.id, eventUuid, eventType, payload },
    headers: Object.entries(headers)
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n'),
    ...outcome,
    ...{ started, ended: clock.now() },
  });
  const kept = store.table(webhookDeliveries).by('webhook', webhook.id);
  for (const old of kept.slice(0, Math.max(0, kept.length - remembered))) store.table(webhookDeliveries).remove(old);
  return delivery;
}

async function post(url: string, headers: Record<string, string>, body: string): Promise<{ success: boolean; response: string }> {
  // fetch counts the bytes itself.
  const { 'Content-Length': _, ...own } = headers;
  let response = '';
  for (let attempt = 0; attempt < tries; attempt += 1) {
    try {
      const answer = await fetch(url, { method: 'POST', headers: own, body, signal: AbortSignal.timeout(timeoutMs) });
      response = await answer.text();
      if (answer.status === 200) return { success: true, response };
    } catch (error) {
      response = error instanceof Error ? error.message : String(error);
    }
  }
  return { success: false, response };
}
