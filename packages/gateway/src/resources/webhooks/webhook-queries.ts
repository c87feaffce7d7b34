import { builder } from '../../builder.ts';
import { ScopeFilter, scopeParameters } from '../../filters.ts';
import { resourceQueries } from '../../resource-queries.ts';
import { webhooks } from './webhook-loader.ts';
import { WEBHOOK, Webhook, WebhookConnection, WebhookScopeEnum, WebhookStateEnum } from './webhook-type.ts';

export const WebhookFilter = builder.inputType('WebhookFilter', {
  description: 'Which webhooks. All that is given must hold.',
  fields: (t) => ({
    keyword: t.string({ description: 'A part of the name.' }),
    state: t.field({ type: WebhookStateEnum, description: 'Only those that are served, or are not.' }),
    eventScope: t.field({ type: WebhookScopeEnum, description: 'Only those that tell the events of these.' }),
    scope: t.field({ type: ScopeFilter, description: 'Whose webhooks.' }),
  }),
});

resourceQueries({
  type: Webhook,
  connection: WebhookConnection,
  words: WEBHOOK,
  single: 'webhook',
  plural: 'webhooks',
  command: 'listWebhooks',
  loader: webhooks,
  filter: WebhookFilter,
  select: (filter, context) => ({
    parameters: {
      ...scopeParameters(context.cloud.identity, filter?.scope),
      keyword: filter?.keyword ?? undefined,
      state: filter?.state ?? undefined,
      scope: filter?.eventScope ?? undefined,
    },
  }),
});
