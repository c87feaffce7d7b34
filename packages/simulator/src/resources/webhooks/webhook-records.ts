/** Webhooks and what was sent by them. */
import { defineTable, type Entity } from '../../store.ts';

export interface WebhookRecord extends Entity {
  accountId: number;
  name: string;
  description?: string;
  payloadUrl: string;
  secretKey?: string;
  sslVerification: boolean;
  state: 'Enabled' | 'Disabled';
  /** Whose events it sends: the account's, the domain's with all below it, or everybody's. */
  scope: 'Local' | 'Domain' | 'Global';
  created: number;
}

export const webhooks = defineTable<WebhookRecord>()({ name: 'Webhook', parameters: ['webhookid'], label: (row) => row.name });

export interface WebhookDeliveryRecord extends Entity {
  accountId: number;
  webhookId: number;
  eventUuid: string;
  eventType: string;
  /** As sent, one a line. */
  headers: string;
  payload: string;
  success: boolean;
  /** What the receiver answered, or what went wrong. */
  response: string;
  started: number;
  ended: number;
}

export const webhookDeliveries = defineTable<WebhookDeliveryRecord>()({
  name: 'WebhookDelivery',
  indexes: { webhook: (row) => row.webhookId },
});
