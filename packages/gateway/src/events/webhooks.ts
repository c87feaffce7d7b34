import { Cloud } from '../cloud.ts';
import type { Services } from '../context.ts';
import type { Identity } from '../identity/identity.ts';
import { AccountNames } from './account-names.ts';
import { type DeliveryVerdict, WebhookInbox } from './webhook-inbox.ts';
import { WebhookRegistration, webhookPath, webhookSecret } from './webhook-registration.ts';

export interface WebhooksOptions {
  readonly services: Services;
  /** Where CloudStack reaches this gateway, without a path. */
  readonly publicUrl: string;
  readonly serviceAccount: { readonly secretKey: string };
  readonly identify: () => Promise<Identity>;
  readonly counted: (verdict: DeliveryVerdict) => void;
  /** Whether other replicas use the webhook, too: it then stays when this process goes. */
  readonly shared: boolean;
}

/** Webhooks of CloudStack (4.20 and later): one of the service account for the whole cloud, whose deliveries are hints. */
export class Webhooks {
  readonly #inbox: WebhookInbox;
  readonly #registration: WebhookRegistration;
  readonly #shared: boolean;

  constructor(options: WebhooksOptions) {
    const { services, publicUrl, serviceAccount, identify, counted, shared } = options;
    const { hints, clock } = services.live;
    const secret = webhookSecret(serviceAccount.secretKey, publicUrl);
    const cloud = async () => new Cloud(services, await identify());
    const names = new AccountNames(cloud);
    this.#shared = shared;
    this.#inbox = new WebhookInbox({
      secret,
      clock,
      counted,
      hints: (some) => void Promise.all(some.map((hint) => names.named(hint))).then((named) => hints.publish(named)),
    });
    this.#registration = new WebhookRegistration({
      cloud,
      publicUrl,
      secret,
      inbox: this.#inbox,
      clock,
      working: (works) => hints.working('webhook', works),
      failed: (error) => services.log.warn({ err: error }, 'the webhook could not be registered or tried'),
    });
  }

  /** Answers deliveries; undefined for other paths. */
  route(request: Request, url: URL): Promise<Response> | undefined {
    return url.pathname === webhookPath ? this.#inbox.handle(request) : undefined;
  }

  start(): void {
    this.#registration.start();
  }

  stop(): Promise<void> {
    return this.#registration.stop(!this.#shared);
  }
}
