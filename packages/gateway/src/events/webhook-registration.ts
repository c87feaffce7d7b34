import { createHmac } from 'node:crypto';
import type { Cloud } from '../cloud.ts';
import { Agenda } from './agenda.ts';
import type { Clock } from './timing.ts';
import { testPayload, type WebhookInbox } from './webhook-inbox.ts';

/** Where deliveries are to be posted, under the gateway's own address. */
export const webhookPath = '/webhooks/cloudstack';

export interface WebhookRegistrationOptions {
  /** CloudStack through the service account's eyes. */
  readonly cloud: () => Promise<Cloud>;
  /** Where CloudStack reaches this gateway, without the path. */
  readonly publicUrl: string;
  readonly secret: string;
  readonly inbox: WebhookInbox;
  readonly clock: Clock;
  /** How often it is checked, in milliseconds. */
  readonly checkMs?: number;
  /** Whether deliveries arrive has changed. */
  readonly working: (works: boolean) => void;
  readonly failed: (error: unknown) => void;
}

/** The secret of the webhook, the same in all replicas without their talking about it. */
export function webhookSecret(serviceSecretKey: string, publicUrl: string): string {
  return createHmac('sha256', serviceSecretKey).update(`webhook ${publicUrl}`).digest('hex');
}

const arrivalMs = 5000;

/**
 * Keeps a webhook of the service account registered and enabled, tries it by a delivery to ourselves, and takes it away at
 * the end.
 */
export class WebhookRegistration {
  readonly #options: WebhookRegistrationOptions;
  readonly #agenda: Agenda;
  #checkedAt = Number.NEGATIVE_INFINITY;
  #id: string | undefined;

  constructor(options: WebhookRegistrationOptions) {
    this.#options = options;
    const { clock, checkMs = 60_000 } = options;
    const checkedAt = () => this.#checkedAt;
    const chore = {
      get dueAt() {
        return checkedAt() + checkMs;
      },
      run: () => this.#check(),
    };
    this.#agenda = new Agenda([chore], {
      clock,
      failureMs: 2000,
      failureMaxMs: checkMs,
      failed: (error) => {
        options.working(false);
        options.failed(error);
        return 'pause';
      },
    });
  }

  start(): void {
    this.#agenda.refresh();
  }

  /** Stops checking. `remove`: takes the webhook away, too; not while other replicas use it. A failure is told, not thrown. */
  async stop(remove: boolean): Promise<void> {
    this.#agenda.stop();
    if (!remove || this.#id === undefined) return;
    try {
      const cloud = await this.#options.cloud();
      await cloud.run('deleteWebhook', { id: this.#id });
    } catch (error) {
      this.#options.failed(error);
    }
  }

  async #check(): Promise<void> {
    const { cloud, inbox, working, clock } = this.#options;
    this.#checkedAt = clock.now();
    const as = await cloud();
    this.#id = await this.#register(as);
    const arrives = inbox.testArrives(arrivalMs);
    try {
      await as.run('executeWebhookDelivery', {
        webhookid: this.#id,
        payload: JSON.stringify({ test: testPayload }),
        secretkey: this.#options.secret,
      });
    } catch (error) {
      // not offered everywhere: deliveries are then taken as they come, and the clocks stay quick
      this.#options.failed(error);
      working(false);
      return;
    }
    working(await arrives);
  }

  async #register(cloud: Cloud): Promise<string> {
    const { publicUrl, secret } = this.#options;
    const payloadurl = `${publicUrl.replace(/\/$/, '')}${webhookPath}`;
    const name = `cloudstack-graph ${payloadurl}`.slice(0, 255);
    const { rows } = await cloud.list('listWebhooks', { name });
    const own = rows.find((row) => row.name === name);
    if (!own) {
      const made = await cloud.run('createWebhook', { name, payloadurl, secretkey: secret, scope: 'Global', state: 'Enabled' });
      return (made as { id: string }).id;
    }
    if (own.state !== 'Enabled' || own.payloadurl !== payloadurl || own.secretkey !== secret) {
      await cloud.run('updateWebhook', { id: own.id, payloadurl, secretkey: secret, state: 'Enabled' });
    }
    return own.id;
  }
}
