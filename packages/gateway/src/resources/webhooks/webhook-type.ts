import type { ActionRule } from '../../actions.ts';
import { builder } from '../../builder.ts';
import { forwardArguments, pageComplexity } from '../../connection.ts';
import { Resource } from '../../interfaces.ts';
import { listConnection } from '../../listing.ts';
import { always, resourceFields } from '../../resource-fields.ts';
import { connectionOf } from '../../resource-queries.ts';
import { stateEnum } from '../../state-enum.ts';
import { type WebhookDeliveryRow, type WebhookRow, webhooks } from './webhook-loader.ts';

/** Whether a webhook delivers. */
export const webhookStates = stateEnum('WebhookState', 'Whether a webhook delivers.', {
  Enabled: 'Events are sent.',
  Disabled: 'Nothing is sent.',
});

/** Whose events a webhook sends. */
export const webhookScopes = stateEnum('WebhookScope', 'Whose events a webhook sends.', {
  Local: "Its owner's.",
  Domain: "Those of the owner's domain; for administrators of domains.",
  Global: 'All of the cloud; for root administrators.',
});

/** When CloudStack takes an action on a webhook. */
export const webhookRules: readonly ActionRule<Partial<WebhookRow>>[] = [
  always('UPDATE', 'updateWebhook'),
  {
    name: 'ENABLE',
    command: 'updateWebhook',
    refusal: ({ state }) => (state === 'Enabled' ? 'It sends events already.' : null),
  },
  {
    name: 'DISABLE',
    command: 'updateWebhook',
    refusal: ({ state }) => (state === 'Disabled' ? 'It sends nothing already.' : null),
  },
  always('DELETE', 'deleteWebhook'),
];

export const WebhookDelivery = builder.objectRef<WebhookDeliveryRow>('WebhookDelivery').implement({
  description: 'One event that a webhook sent, and what came back.',
  fields: (t) => ({
    uuid: t.id({ description: 'Its id, for `executeWebhookDelivery` and `deleteWebhookDelivery`.', resolve: (row) => row.id }),
    eventType: t.string({ nullable: true, description: 'What was told: `VM.START`.', resolve: (row) => row.eventtype ?? null }),
    eventUuid: t.id({ nullable: true, description: 'The event that was told.', resolve: (row) => row.eventid ?? null }),
    succeeded: t.boolean({ description: 'Whether the other side answered with HTTP 200.', resolve: (row) => row.success ?? false }),
    payload: t.string({ nullable: true, description: 'What was sent, as JSON.', resolve: (row) => row.payload ?? null }),
    response: t.string({ nullable: true, description: 'What came back.', resolve: (row) => row.response ?? null }),
    startedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When the first try began.',
      resolve: (row) => row.startdate ?? null,
    }),
    endedAt: t.field({ type: 'DateTime', nullable: true, description: 'When the last try ended.', resolve: (row) => row.enddate ?? null }),
  }),
});

export const WebhookDeliveryConnection = connectionOf(WebhookDelivery, { one: 'a delivery', many: 'deliveries of webhooks' });

export const Webhook = builder.node(builder.objectRef<WebhookRow>('Webhook'), {
  description: 'An address that CloudStack tells events to.',
  interfaces: [Resource],
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => webhooks.loadMany(context, ids),
  fields: (t) => ({
    ...resourceFields(t, webhookRules),
    description: t.exposeString('description', { nullable: true, description: 'What it is for.' }),
    state: t.field({ type: webhookStates.type, description: 'Whether it sends.', resolve: (row) => webhookStates.of(row.state) }),
    scope: t.field({ type: webhookScopes.type, description: 'Whose events it sends.', resolve: (row) => webhookScopes.of(row.scope) }),
    url: t.string({ description: 'Where they are sent to, by POST.', resolve: (row) => row.payloadurl ?? '' }),
    verifiesCertificates: t.boolean({
      description: 'Whether the other side must show a valid certificate.',
      resolve: (row) => row.sslverification ?? false,
    }),
    hasSecret: t.boolean({
      description: 'Whether deliveries are signed (`X-CS-Signature`). The secret itself is not shown.',
      resolve: (row) => row.secretkey !== undefined && row.secretkey !== '',
    }),
    deliveries: t.field({
      type: WebhookDeliveryConnection,
      description: 'What it sent lately, newest first. One call a webhook.',
      args: forwardArguments(t.arg, 20),
      complexity: pageComplexity(),
      resolve: (row, args, context) =>
        listConnection(context, { command: 'listWebhookDeliveries' }, args, { parameters: { webhookid: row.id } }),
    }),
  }),
});

export const WEBHOOK = { one: 'a webhook', many: 'webhooks' };
export const WebhookConnection = connectionOf(Webhook, WEBHOOK);
