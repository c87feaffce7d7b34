import type { Row } from '@cloudstack-graph/client';
import { resourceLoader } from '../../loading.ts';

/** Backing shape of `Webhook`: a row of `listWebhooks`. It carries the secret: that is shown to nobody. */
export type WebhookRow = Row<'listWebhooks'>;

/** Backing shape of `WebhookDelivery`: a row of `listWebhookDeliveries`. */
export type WebhookDeliveryRow = Row<'listWebhookDeliveries'>;

/** Webhooks by id. */
export const webhooks = resourceLoader({ command: 'listWebhooks' });
