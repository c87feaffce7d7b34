import type { Row } from '@cloudstack-graph/client';
import { resourceLoader } from '../../loading.ts';

/** Backing shape of `Webhook`: a row of `listWebhooks`. Its secret is never shown. */
export type WebhookRow = Row<'listWebhooks'>;
/** Backing shape of `WebhookDelivery`: a row of `listWebhookDeliveries`. */
export type WebhookDeliveryRow = Row<'listWebhookDeliveries'>;

/** Webhooks by id. */
export const webhooks = resourceLoader({ command: 'listWebhooks' });
/** Deliveries of webhooks by id. */
export const webhookDeliveries = resourceLoader({ command: 'listWebhookDeliveries' });
