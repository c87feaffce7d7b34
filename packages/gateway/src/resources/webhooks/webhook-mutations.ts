import * as z from 'zod';
import { builder } from '../../builder.ts';
import { ForbiddenError, InvalidInputError, NotFoundError } from '../../errors.ts';
import { uuidOf } from '../../ids.ts';
import { mutation } from '../../mutation.ts';
import { orUnsupported } from '../../offered.ts';
import { ownerFields, ownerParameters } from '../../ownership.ts';
import { idField, type Outcome, type SuccessBuilder } from '../../payloads.ts';
import { requireRow } from '../../require-row.ts';
import { directCreation, directMutation, type Kind } from '../../resource-mutations.ts';
import { runAction } from '../../run-command.ts';
import { resourceName, text } from '../../validation/text.ts';
import { webhookUrl } from '../../validation/urls.ts';
import { type WebhookDeliveryRow, type WebhookRow, webhooks } from './webhook-loader.ts';
import { Webhook, WebhookDelivery, webhookRules, webhookScopes } from './webhook-type.ts';

const kind: Kind<WebhookRow> = {
  typename: 'Webhook',
  words: 'webhook',
  field: 'webhook',
  type: Webhook,
  loader: webhooks,
  rules: webhookRules,
  feature: 'Webhooks',
};

const fields = {
  description: { description: 'What it is for.' },
  secret: { description: 'What deliveries are signed with: HMAC-SHA256 in `X-CS-Signature`. It is not shown again.' },
  verify: { description: 'Whether the other side must show a valid certificate; left out: yes for https.' },
} as const;

const CreateWebhookInput = builder.inputType('CreateWebhookInput', {
  description: 'The webhook to create.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'The name.' }),
    url: t.string({ required: true, description: 'Where to send events to: http or https. CloudStack must be able to reach it.' }),
    description: t.string(fields.description),
    secret: t.string(fields.secret),
    verifyCertificates: t.boolean(fields.verify),
    scope: t.field({ type: webhookScopes.type, description: "Whose events it sends; left out: its owner's." }),
    isEnabled: t.boolean({ defaultValue: true, description: 'Whether it sends from the beginning.' }),
    ...ownerFields(t),
  }),
});

const UpdateWebhookInput = builder.inputType('UpdateWebhookInput', {
  description: 'What to change of a webhook. What is left out stays.',
  fields: (t) => ({
    id: t.id(idField),
    name: t.string({ description: 'The new name.' }),
    url: t.string({ description: 'Where to send events to: http or https.' }),
    description: t.string(fields.description),
    secret: t.string(fields.secret),
    verifyCertificates: t.boolean(fields.verify),
  }),
});

const DeleteWebhookDeliveryInput = builder.inputType('DeleteWebhookDeliveryInput', {
  description: 'Which deliveries to forget: one, or all of a webhook.',
  fields: (t) => ({
    webhookId: t.id({ required: true, description: 'The webhook: typed id or UUID.' }),
    deliveryId: t.id({ description: 'The delivery, by `WebhookDelivery.uuid`; left out: all.' }),
  }),
});

const ExecuteWebhookDeliveryInput = builder.inputType('ExecuteWebhookDeliveryInput', {
  description: 'What to send now: a delivery once more, or a text of your own as a try.',
  fields: (t) => ({
    webhookId: t.id({ required: true, description: 'The webhook: typed id or UUID.' }),
    deliveryId: t.id({ description: 'The delivery to send once more, by `WebhookDelivery.uuid`; this or `payload`.' }),
    payload: t.string({ description: 'What to send, up to 65,535 characters; this or `deliveryId`.' }),
  }),
});

const rules = {
  description: text().nullish(),
  secret: z.string().min(1, 'Must not be empty.').max(255, 'Too long: at most 255 characters.').nullish(),
};

directCreation(kind, {
  name: 'createWebhook',
  description: 'Has CloudStack tell events to an address, as they happen.',
  input: CreateWebhookInput,
  validate: z.object({ name: resourceName(), url: webhookUrl, ...rules }),
  command: 'createWebhook',
  argumentPaths: { payloadurl: ['input', 'url'], secretkey: ['input', 'secret'] },
  parameters: (input, context) => ({
    ...ownerParameters(context.cloud.identity, input),
    name: input.name,
    payloadurl: input.url,
    description: input.description ?? undefined,
    secretkey: input.secret ?? undefined,
    sslverification: input.verifyCertificates ?? undefined,
    scope: webhookScopes.name(input.scope),
    state: input.isEnabled === false ? 'Disabled' : 'Enabled',
  }),
});

directMutation(kind, {
  name: 'updateWebhook',
  description: 'Changes a webhook.',
  input: UpdateWebhookInput,
  validate: z.object({ name: resourceName().nullish(), url: webhookUrl.nullish(), ...rules }),
  action: 'UPDATE',
  command: 'updateWebhook',
  argumentPaths: { payloadurl: ['input', 'url'], secretkey: ['input', 'secret'] },
  parameters: (row, input) => ({
    id: row.id,
    name: input.name ?? undefined,
    payloadurl: input.url ?? undefined,
    description: input.description ?? undefined,
    secretkey: input.secret ?? undefined,
    sslverification: input.verifyCertificates ?? undefined,
  }),
});

directMutation(kind, {
  name: 'enableWebhook',
  description: 'Has a webhook send events again. Those of the meantime are not sent.',
  action: 'ENABLE',
  command: 'updateWebhook',
  parameters: (row) => ({ id: row.id, state: 'Enabled' }),
});

directMutation(kind, {
  name: 'disableWebhook',
  description: 'Keeps a webhook from sending.',
  action: 'DISABLE',
  command: 'updateWebhook',
  parameters: (row) => ({ id: row.id, state: 'Disabled' }),
});

directMutation(kind, { name: 'deleteWebhook', description: 'Deletes a webhook.', action: 'DELETE', gone: true, command: 'deleteWebhook' });

const changedWebhook = <S extends Outcome>(t: SuccessBuilder<S>) =>
  t.field({
    type: Webhook,
    description: 'The webhook.',
    resolve: (outcome, _args, context) => requireRow(context, webhooks, kind, outcome.id),
  });

mutation({
  name: 'executeWebhookDelivery',
  description: 'Has a webhook send something at once, and waits for what comes back: a delivery once more, or a try.',
  input: ExecuteWebhookDeliveryInput,
  validate: z
    .object({ deliveryId: z.string().nullish(), payload: text(65_535).nullish() })
    .refine((input) => Boolean(input.deliveryId) !== Boolean(input.payload), {
      path: ['payload'],
      message: 'Give either a delivery to repeat, or what to send.',
    }),
  success: (t: SuccessBuilder<Outcome & { delivery: WebhookDeliveryRow }>) => ({
    delivery: t.field({ type: WebhookDelivery, description: 'What was sent, and what came back.', resolve: ({ delivery }) => delivery }),
    webhook: changedWebhook(t),
  }),
  errors: [NotFoundError, ForbiddenError, InvalidInputError],
  run: async (input, context) => {
    const id = uuidOf('Webhook', input.webhookId, ['input', 'webhookId']);
    await requireRow(context, webhooks, kind, id);
    const deliveryId = input.deliveryId ? uuidOf('WebhookDelivery', input.deliveryId, ['input', 'deliveryId']) : undefined;
    // CloudStack would repeat the delivery of another webhook, too.
    if (deliveryId !== undefined) {
      const { rows } = await context.cloud.list('listWebhookDeliveries', { webhookid: id, id: deliveryId });
      if (rows.length === 0) throw new NotFoundError('The webhook has no such delivery any more.', deliveryId);
    }
    const parameters = deliveryId === undefined ? { webhookid: id, payload: input.payload ?? undefined } : { id: deliveryId };
    const options = { typename: 'Webhook', id, input, argumentPaths: { id: ['input', 'deliveryId'] } };
    const delivery = await runAction(context, 'executeWebhookDelivery', parameters, options).catch(
      orUnsupported(context, 'executeWebhookDelivery', 'Sending by webhooks'),
    );
    return { id, delivery };
  },
});

mutation({
  name: 'deleteWebhookDelivery',
  description: 'Forgets a delivery of a webhook, or all of them.',
  input: DeleteWebhookDeliveryInput,
  success: (t: SuccessBuilder<Outcome>) => ({ webhook: changedWebhook(t) }),
  errors: [NotFoundError, ForbiddenError, InvalidInputError],
  run: async (input, context) => {
    const webhookid = uuidOf('Webhook', input.webhookId, ['input', 'webhookId']);
    await requireRow(context, webhooks, kind, webhookid);
    const id = input.deliveryId ? uuidOf('WebhookDelivery', input.deliveryId, ['input', 'deliveryId']) : undefined;
    await runAction(context, 'deleteWebhookDelivery', { webhookid, id }, { typename: 'Webhook', id: webhookid, input });
    return { id: webhookid };
  },
});
