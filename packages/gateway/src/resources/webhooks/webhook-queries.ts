import { builder } from '../../builder.ts';
import { ScopeFilter, scopeParameters } from '../../filters.ts';
import { resourceQueries } from '../../resource-queries.ts';
import { webhooks } from './webhook-loader.ts';
import { WEBHOOK, Webhook, WebhookConnection, webhookScopes, webhookStates } from './webhook-type.ts';

export const WebhookFilter = builder.inputType('WebhookFilter', {
  description: 'Which webhooks. All that is given must hold.',
  fields: (t) => ({
    keyword: t.string({ description: 'A part of the name.' }),
    name: t.string({ description: 'The name.' }),
    state: t.field({ type: webhookStates.type, description: 'Only those in this state.' }),
    reach: t.field({ type: webhookScopes.type, description: 'Only those that send the events of these.' }),
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
  feature: 'Webhooks',
  select: (filter, context) => ({
    parameters: {
      ...scopeParameters(context.cloud.identity, filter?.scope),
      keyword: filter?.keyword ?? undefined,
      name: filter?.name ?? undefined,
      state: webhookStates.name(filter?.state),
      scope: webhookScopes.name(filter?.reach),
    },
  }),
});
