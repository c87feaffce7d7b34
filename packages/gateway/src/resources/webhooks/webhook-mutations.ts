import * as z from 'zod';
import { builder } from '../../builder.ts';
import { ownerFields, ownerParameters } from '../../ownership.ts';
import { idField } from '../../payloads.ts';
import { directCreation, directMutation, type Kind } from '../../resource-mutations.ts';
import { resourceName, text } from '../../validation/text.ts';
import { webhookUrl } from '../../validation/urls.ts';
import { type WebhookRow, webhooks } from './webhook-loader.ts';
import { Webhook, WebhookScopeEnum, WebhookStateEnum } from './webhook-type.ts';

const kind: Kind<WebhookRow> = { typename: 'Webhook', words: 'webhook', field: 'webhook', type: Webhook, loader: webhooks, rules: [] };

const CreateWebhookInput = builder.inputType('CreateWebhookInput', {
  description: 'Where to tell events, and whose.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'The name, 1 to 255 characters.' }),
    payloadUrl: t.string({ required: true, description: 'Where to send them: http or https. CloudStack must be able to reach it.' }),
    description: t.string({ description: 'What to say of it.' }),
    secret: t.string({ description: 'What deliveries are signed with; left out, they are not signed. It is never shown again.' }),
    scope: t.field({ type: WebhookScopeEnum, defaultValue: 'Local', description: 'Whose events.' }),
    state: t.field({ type: WebhookStateEnum, defaultValue: 'Enabled', description: 'Whether it is served.' }),
    checksCertificate: t.boolean({ defaultValue: true, description: 'Whether the certificate of the URL is checked.' }),
    ...ownerFields(t),
  }),
});

const UpdateWebhookInput = builder.inputType('UpdateWebhookInput', {
  description: 'What to change of a webhook. What is left out stays.',
  fields: (t) => ({
    id: t.id(idField),
    name: t.string({ description: 'The new name.' }),
    payloadUrl: t.string({ description: 'Where to send events.' }),
    description: t.string({ description: 'What to say of it.' }),
    secret: t.string({ description: 'What deliveries are signed with.' }),
    scope: t.field({ type: WebhookScopeEnum, description: 'Whose events.' }),
    state: t.field({ type: WebhookStateEnum, description: 'Whether it is served.' }),
    checksCertificate: t.boolean({ description: 'Whether the certificate of the URL is checked.' }),
  }),
});

const shape = { description: text().nullish(), secret: text().nullish() };
const argumentPaths = { sslverification: ['input', 'checksCertificate'], secretkey: ['input', 'secret'], url: ['input', 'payloadUrl'] };

directCreation(kind, {
  name: 'createWebhook',
  description: 'Has CloudStack tell events by HTTP, as they come.',
  input: CreateWebhookInput,
  validate: z.object({ name: resourceName(), payloadUrl: webhookUrl, ...shape }),
  command: 'createWebhook',
  parameters: (input, context) => ({
    ...ownerParameters(context.cloud.identity, input),
    name: input.name,
    payloadurl: input.payloadUrl,
    description: input.description ?? undefined,
    secretkey: input.secret ?? undefined,
    scope: input.scope ?? 'Local',
    state: input.state ?? 'Enabled',
    sslverification: input.checksCertificate ?? true,
  }),
  argumentPaths,
});

directMutation(kind, {
  name: 'updateWebhook',
  description: 'Changes a webhook, or switches it on or off.',
  input: UpdateWebhookInput,
  validate: z.object({ name: resourceName().nullish(), payloadUrl: webhookUrl.nullish(), ...shape }),
  command: 'updateWebhook',
  parameters: ({ id }, input) => ({
    id,
    name: input.name ?? undefined,
    payloadurl: input.payloadUrl ?? undefined,
    description: input.description ?? undefined,
    secretkey: input.secret ?? undefined,
    scope: input.scope ?? undefined,
    state: input.state ?? undefined,
    sslverification: input.checksCertificate ?? undefined,
  }),
  argumentPaths,
});

directMutation(kind, {
  name: 'deleteWebhook',
  description: 'Deletes a webhook, with what is kept of its deliveries.',
  command: 'deleteWebhook',
  gone: true,
});
