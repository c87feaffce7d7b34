import { builder } from '../../builder.ts';
import { forwardArguments, pageComplexity } from '../../connection.ts';
import { Resource } from '../../interfaces.ts';
import { listConnection } from '../../listing.ts';
import { always, resourceFields } from '../../resource-fields.ts';
import { connectionOf } from '../../resource-queries.ts';
import { type WebhookDeliveryRow, type WebhookRow, webhookDeliveries, webhooks } from './webhook-loader.ts';

export const WebhookStateEnum = builder.enumType('WebhookState', {
  description: 'Whether a webhook is served.',
  values: { ENABLED: { value: 'Enabled', description: 'It is.' }, DISABLED: { value: 'Disabled', description: 'It is not.' } } as const,
});

export const WebhookScopeEnum = builder.enumType('WebhookScope', {
  description: 'Whose events a webhook tells.',
  values: {
    LOCAL: { value: 'Local', description: 'Those of its account.' },
    DOMAIN: { value: 'Domain', description: 'Those of its domain; for administrators.' },
    GLOBAL: { value: 'Global', description: 'All; for administrators.' },
  } as const,
});

const scopes = ['Local', 'Domain', 'Global'] as const;

export const WebhookDelivery = builder.node(builder.objectRef<WebhookDeliveryRow>('WebhookDelivery'), {
  description: 'One try to tell an event to a webhook.',
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => webhookDeliveries.loadMany(context, ids),
  fields: (t) => ({
    uuid: t.id({ description: "CloudStack's own id.", resolve: (row) => row.id }),
    eventType: t.exposeString('eventtype', { nullable: true, description: 'Of which type the event was.' }),
    succeeded: t.boolean({ description: 'Whether it was taken (HTTP 200).', resolve: (row) => row.success ?? false }),
    payload: t.exposeString('payload', { nullable: true, description: 'What was sent.' }),
    response: t.exposeString('response', { nullable: true, description: 'What was answered.' }),
    startedAt: t.field({ type: 'DateTime', nullable: true, description: 'When it was sent.', resolve: (row) => row.startdate ?? null }),
    endedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it was answered, or given up.',
      resolve: (row) => row.enddate ?? null,
    }),
  }),
});

const WebhookDeliveryConnection = connectionOf(WebhookDelivery, { one: 'a delivery', many: 'deliveries of a webhook' });

export const Webhook = builder.node(builder.objectRef<WebhookRow>('Webhook'), {
  description: 'Where CloudStack tells events by HTTP, as they come.',
  interfaces: [Resource],
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => webhooks.loadMany(context, ids),
  fields: (t) => ({
    ...resourceFields(t, [always('UPDATE', 'updateWebhook'), always('DELETE', 'deleteWebhook')]),
    description: t.exposeString('description', { nullable: true, description: 'What its owner says of it.' }),
    payloadUrl: t.string({ description: 'Where events are sent.', resolve: (row) => row.payloadurl ?? '' }),
    state: t.field({
      type: WebhookStateEnum,
      description: 'Whether it is served.',
      resolve: (row) => (row.state === 'Disabled' ? 'Disabled' : 'Enabled'),
    }),
    scope: t.field({
      type: WebhookScopeEnum,
      description: 'Whose events it tells.',
      resolve: (row) => scopes.find((scope) => scope === row.scope) ?? 'Local',
    }),
    checksCertificate: t.boolean({
      description: 'Whether the certificate of the URL is checked.',
      resolve: (row) => row.sslverification ?? true,
    }),
    isSigned: t.boolean({
      description: 'Whether deliveries are signed with a secret (`X-CS-Signature`).',
      resolve: (row) => Boolean(row.secretkey),
    }),
    deliveries: t.field({
      type: WebhookDeliveryConnection,
      description: 'What was sent lately, newest first; 50 unless `first` says otherwise.',
      args: forwardArguments(t.arg),
      complexity: pageComplexity(10),
      resolve: (row, args, context) =>
        listConnection(context, { command: 'listWebhookDeliveries', loader: webhookDeliveries }, args, {
          parameters: { webhookid: row.id },
        }),
    }),
  }),
});

export const WEBHOOK = { one: 'a webhook', many: 'webhooks' };
export const WebhookConnection = connectionOf(Webhook, WEBHOOK);
