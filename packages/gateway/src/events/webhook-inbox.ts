import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { type Hint, more } from './hint-hub.ts';
import { type Clock, realClock } from './timing.ts';

/** How a delivery was taken. Only `accepted` has any effect beyond being counted. */
export type DeliveryVerdict = 'accepted' | 'test' | 'forged' | 'replayed' | 'flooded' | 'malformed';

export interface WebhookInboxOptions {
  /** What CloudStack signs deliveries with. */
  readonly secret: string;
  /** Takes the hints of genuine deliveries. */
  readonly hints: (hints: readonly Hint[]) => void;
  readonly counted: (verdict: DeliveryVerdict) => void;
  /** Deliveries looked at in a second; those beyond are refused unread. */
  readonly perSecond?: number;
  readonly clock?: Clock;
}

const largestBody = 64 * 1024;
/** So long a delivery is remembered; what is older than the newest by more is a replay, and of no use as a hint. */
const rememberedMs = 10 * 60_000;
const statusOf: Readonly<Record<DeliveryVerdict, number>> = {
  accepted: 200,
  test: 200,
  replayed: 200,
  forged: 401,
  malformed: 400,
  flooded: 429,
};

/** A payload that a health check sends through CloudStack to itself. */
export const testPayload = 'cloudstack-graph: is anybody there?';

/** Whether a signature (`X-CS-Signature`: Base64 of HMAC-SHA256 of the body) is right; takes the same time whatever is wrong. */
export function isSigned(body: Uint8Array, signature: string | null, secret: string): boolean {
  const right = createHmac('sha256', secret).update(body).digest();
  const given = Buffer.alloc(right.length);
  const wellFormed = given.write(signature ?? '', 'base64') === right.length && /^[A-Za-z0-9+/]{43}=$/.test(signature ?? '');
  return timingSafeEqual(right, given) && wellFormed;
}

/**
 * Where CloudStack delivers its webhooks. A delivery only says who should look: what it tells is neither kept nor shown,
 * so one that is lost costs time, and one that is made up costs nothing.
 */
export class WebhookInbox {
  readonly #options: WebhookInboxOptions;
  readonly #clock: Clock;
  readonly #seen = new LRUCache<string, true>({ max: 20_000, ttl: rememberedMs });
  readonly #waiting = new Set<() => void>();
  #second = 0;
  #inSecond = 0;
  /** When the newest delivery was written, by CloudStack's clock. */
  #newest = Number.NEGATIVE_INFINITY;

  constructor(options: WebhookInboxOptions) {
    this.#options = options;
    this.#clock = options.clock ?? realClock;
  }

  /** Answers a delivery. CloudStack takes anything but 200 for a failure and tries three times at once. */
  async handle(request: Request): Promise<Response> {
    const verdict = await this.#judge(request);
    this.#options.counted(verdict);
    return new Response(null, { status: statusOf[verdict] });
  }

  /** Whether a test delivery arrives within `ms`. */
  testArrives(ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const done = (arrived: boolean) => {
        this.#waiting.delete(arrives);
        timer.cancel();
        resolve(arrived);
      };
      const arrives = () => done(true);
      const timer = this.#clock.schedule(ms, () => done(false));
      this.#waiting.add(arrives);
    });
  }

  async #judge(request: Request): Promise<DeliveryVerdict> {
    if (!this.#hasRoom()) return 'flooded';
    if (request.method !== 'POST' || Number(request.headers.get('content-length') ?? 0) > largestBody) return 'malformed';
    const body = await readBody(request);
    if (!body) return 'malformed';
    if (!isSigned(body, request.headers.get('x-cs-signature'), this.#options.secret)) return 'forged';
    const text = Buffer.from(body).toString('utf8');
    if (text.includes(testPayload)) {
      for (const arrives of this.#waiting) arrives();
      return 'test';
    }
    // by what is signed: the id in the header is not, and a replay could make up another
    const delivery = createHash('sha256').update(body).digest('base64');
    if (this.#seen.has(delivery)) return 'replayed';
    this.#seen.set(delivery, true);
    const read = readDelivery(text);
    if (!read) return 'malformed';
    if (read.at !== undefined) {
      if (read.at < this.#newest - rememberedMs) return 'replayed';
      this.#newest = Math.max(this.#newest, read.at);
    }
    this.#options.hints([read.hint]);
    return 'accepted';
  }

  #hasRoom(): boolean {
    const second = Math.floor(this.#clock.now() / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#inSecond = 0;
    }
    this.#inSecond++;
    return this.#inSecond <= (this.#options.perSecond ?? 500);
  }
}

async function readBody(request: Request): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > largestBody) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** What a delivery says and, where it tells, when it was written. */
function readDelivery(text: string): { readonly hint: Hint; readonly at: number | undefined } | undefined {
  let delivery: unknown;
  try {
    delivery = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof delivery !== 'object' || delivery === null) return undefined;
  const {
    entityuuid: resourceid,
    account,
    event: type,
    entity: resourcetype,
    eventDateTime,
  } = delivery as Readonly<Record<string, unknown>>;
  const written = isText(eventDateTime) ? Date.parse(eventDateTime) : Number.NaN;
  const hint: Hint = {
    source: 'webhook',
    resourceIds: isText(resourceid) ? [resourceid] : [],
    ...(isText(account) ? { accountId: account } : {}),
    ...(isText(type) && isText(resourcetype) && isText(resourceid) ? more({ type, resourcetype, resourceid }) : {}),
  };
  return { hint, at: Number.isNaN(written) ? undefined : written };
}

const isText = (value: unknown): value is string => typeof value === 'string';
