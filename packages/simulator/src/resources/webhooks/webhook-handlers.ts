/** Webhooks: made by anybody for the own events, by admins for more. */
import { listScope, ownerOf, rowsIn, target } from '../../access.ts';
import { timestamp } from '../../clock.ts';
import { type Body, type Call, later, type ResourceModule, sync } from '../../command.ts';
import { badParameter, forbidden, invalid } from '../../errors.ts';
import { same } from '../../matching.ts';
import { all, listBody, listOwned, when } from '../../paging.ts';
import { checkHost } from '../../urls.ts';
import { ownerFields } from '../accounts/owner.ts';
import { managementServers } from '../infrastructure/system-records.ts';
import { deliver, listenForEvents } from './delivery.ts';
import { type WebhookDeliveryRecord, type WebhookRecord, webhookDeliveries, webhooks } from './webhook-records.ts';

/** What a delivery says of itself that tells of no event. */
const TRY = 'TEST.WEBHOOK';

function webhookRow(call: Call, webhook: WebhookRecord): Body {
  return {
    id: webhook.uuid,
    name: webhook.name,
    description: webhook.description,
    state: webhook.state,
    ...ownerFields(call.cloud.store, webhook.accountId),
    payloadurl: webhook.payloadUrl,
    secretkey: webhook.secretKey,
    sslverification: webhook.sslVerification,
    scope: webhook.scope,
    created: timestamp(webhook.created),
  };
}

/** A name without scheme is read as HTTP. */
function checkedUrl(call: Call, text: string): string {
  const url = /^https?:\/\//i.test(text) ? text : `http://${text}`;
  if (!URL.canParse(url)) throw badParameter(`Invalid URL: ${url}`);
  checkHost(call.cloud, new URL(url).hostname);
  return url;
}

function scopeOf(call: Call, otherwise: WebhookRecord['scope']): WebhookRecord['scope'] {
  const wanted = call.params.text('scope')?.toLowerCase() ?? otherwise.toLowerCase();
  const scope = (['Local', 'Domain', 'Global'] as const).find((known) => known.toLowerCase() === wanted);
  if (scope === undefined) throw invalid(`Invalid scope specified: ${wanted}`);
  const { role } = call.caller;
  if ((scope === 'Global' && role !== 'Admin') || (scope === 'Domain' && role === 'User')) {
    throw forbidden(`Scope ${scope} can not be specified for owner ${call.caller.account.name}`);
  }
  return scope;
}

function stateOf(call: Call, otherwise: WebhookRecord['state']): WebhookRecord['state'] {
  const wanted = call.params.text('state')?.toLowerCase() ?? otherwise.toLowerCase();
  if (wanted !== 'enabled' && wanted !== 'disabled') throw invalid(`Invalid state specified: ${wanted}`);
  return wanted === 'enabled' ? 'Enabled' : 'Disabled';
}

function createWebhook(call: Call): Body {
  const { params, cloud } = call;
  const { store, events, clock } = cloud;
  const owner = ownerOf(call);
  const payloadUrl = checkedUrl(call, params.required('payloadurl'));
  const scope = scopeOf(call, 'Local');
  if (
    store
      .table(webhooks)
      .ofAccount(owner.id)
      .some((webhook) => webhook.payloadUrl === payloadUrl)
  )
    throw invalid(`Payload URL: ${payloadUrl} is already in use by another webhook`);
  const description = params.text('description');
  const secretKey = params.text('secretkey');
  const uuid = store.random.uuid();
  // Written before the webhook is there: its own creation is not delivered.
  events.completed(call, eventOf(uuid, 'WEBHOOK.CREATE', 'creating webhook'));
  const webhook = store.table(webhooks).insert({
    uuid,
    ...{ accountId: owner.id, name: params.required('name'), payloadUrl, scope, state: stateOf(call, 'Enabled'), created: clock.now() },
    sslVerification: params.boolean('sslverification') ?? payloadUrl.startsWith('https'),
    ...(description === undefined ? {} : { description }),
    ...(secretKey === undefined ? {} : { secretKey }),
  });
  listenForEvents(cloud);
  return { webhook: webhookRow(call, webhook) };
}

function listWebhooks(call: Call): Body {
  const { params } = call;
  const state = params.text('state')?.toLowerCase();
  if (state !== undefined && state !== 'enabled' && state !== 'disabled') throw invalid('Invalid state specified');
  return listOwned(call, webhooks, {
    object: 'webhook',
    build: (webhook) => webhookRow(call, webhook),
    texts: (webhook) => [webhook.name, webhook.description],
    where: all<WebhookRecord>(
      when(params.text('name'), (webhook, name) => same(webhook.name, name)),
      when(state, (webhook, wanted) => webhook.state.toLowerCase() === wanted),
      when(params.text('scope')?.toLowerCase(), (webhook, scope) => webhook.scope.toLowerCase() === scope),
    ),
  });
}

function updateWebhook(call: Call): Body {
  const { params, cloud } = call;
  const { store, events } = cloud;
  const webhook = target(call, webhooks, 'id');
  const description = params.text('description') ?? webhook.description;
  const secretKey = params.text('secretkey') ?? webhook.secretKey;
  store.table(webhooks).update(webhook, {
    name: params.text('name') ?? webhook.name,
    payloadUrl: params.has('payloadurl') ? checkedUrl(call, params.required('payloadurl')) : webhook.payloadUrl,
    state: stateOf(call, webhook.state),
    scope: scopeOf(call, webhook.scope),
    sslVerification: params.boolean('sslverification') ?? webhook.sslVerification,
    ...(description === undefined ? {} : { description }),
    ...(secretKey === undefined ? {} : { secretKey }),
  });
  events.completed(call, eventOf(webhook.uuid, 'WEBHOOK.UPDATE', 'updating webhook'));
  return { webhook: webhookRow(call, webhook) };
}

function deleteWebhook(call: Call): Body {
  const { store, events } = call.cloud;
  const webhook = target(call, webhooks, 'id');
  store.table(webhooks).remove(webhook);
  for (const delivery of [...store.table(webhookDeliveries).by('webhook', webhook.id)]) store.table(webhookDeliveries).remove(delivery);
  events.completed(call, eventOf(webhook.uuid, 'WEBHOOK.DELETE', 'deleting webhook'));
  return { success: true };
}

function eventOf(resourceUuid: string, type: string, description: string) {
  return { type, description, resourceType: 'Webhook', resourceUuid };
}

function deliveryRow(call: Call, delivery: WebhookDeliveryRecord): Body {
  const { store } = call.cloud;
  const webhook = store.table(webhooks).byId(delivery.webhookId);
  const server = store.table(managementServers).all()[0];
  return {
    id: delivery.uuid,
    eventid: delivery.eventUuid,
    eventtype: delivery.eventType,
    webhookid: webhook?.uuid,
    webhookname: webhook?.name,
    managementserverid: server?.uuid,
    managementservername: server?.name,
    headers: delivery.headers,
    payload: delivery.payload,
    success: delivery.success,
    response: delivery.response,
    startdate: timestamp(delivery.started),
    enddate: timestamp(delivery.ended),
  };
}

/** Newest first. */
function chosenDeliveries(call: Call): WebhookDeliveryRecord[] {
  const { params, cloud } = call;
  const webhook = params.has('webhookid') ? target(call, webhooks, 'webhookid') : undefined;
  const test = all<WebhookDeliveryRecord>(
    when(webhook, (row, one) => row.webhookId === one.id),
    when(params.row(webhookDeliveries, 'id'), (row, one) => row === one),
    when(params.text('eventtype'), (row, type) => row.eventType === type),
    when(params.date('startdate'), (row, since) => row.started >= since),
    when(params.date('enddate'), (row, until) => row.ended <= until),
    when(params.like('keyword'), (row, like) => like(row.payload)),
  );
  const rows = rowsIn(cloud.store, cloud.store.table(webhookDeliveries), listScope(call));
  return (test === undefined ? [...rows] : rows.filter(test)).reverse();
}

/** A delivery once more, or a try; answers when the receiver has. Parameters of the try stand before those of the webhook. */
async function executeWebhookDelivery(call: Call): Promise<Body> {
  const { params, cloud } = call;
  const { store } = cloud;
  const before = params.has('id') ? target(call, webhookDeliveries, 'id') : undefined;
  const webhook =
    before === undefined
      ? params.has('webhookid')
        ? target(call, webhooks, 'webhookid')
        : undefined
      : store.table(webhooks).byId(before.webhookId);
  if (webhook === undefined) throw invalid('One of the following parameters must be specified: id, webhookid');
  const secretKey = params.text('secretkey') ?? webhook.secretKey;
  const receiver: WebhookRecord = {
    ...webhook,
    payloadUrl: params.has('payloadurl') ? checkedUrl(call, params.required('payloadurl')) : webhook.payloadUrl,
    ...(secretKey === undefined ? {} : { secretKey }),
  };
  const payload = params.text('payload') ?? before?.payload ?? '';
  const parcel = { eventUuid: before?.eventUuid ?? store.random.uuid(), eventType: before?.eventType ?? TRY, payload };
  return { webhookdelivery: deliveryRow(call, await deliver(cloud, receiver, parcel)) };
}

function deleteWebhookDelivery(call: Call): Body {
  const doomed = chosenDeliveries(call);
  for (const delivery of doomed) call.cloud.store.table(webhookDeliveries).remove(delivery);
  return { success: true };
}

const byId = { entities: { id: webhooks } };
const byDelivery = { entities: { id: webhookDeliveries } };

export const webhookResource: ResourceModule = {
  tables: [webhooks],
  commands: {
    listWebhooks: sync(listWebhooks, byId),
    createWebhook: sync(createWebhook),
    updateWebhook: sync(updateWebhook, byId),
    deleteWebhook: sync(deleteWebhook, byId),
    listWebhookDeliveries: sync(
      (call) => listBody(call, 'webhookdelivery', chosenDeliveries(call), (row) => deliveryRow(call, row)),
      byDelivery,
    ),
    executeWebhookDelivery: later(executeWebhookDelivery, byDelivery),
    deleteWebhookDelivery: sync(deleteWebhookDelivery, byDelivery),
  },
};
