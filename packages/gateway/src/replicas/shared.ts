import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import type { SessionStore } from '../identity/session-store.ts';
import type { MakeLimiter } from '../limits/rate-limits.ts';
import type { HealthCheck } from '../observability/health.ts';
import type { DocumentStore } from '../persisted-documents.ts';
import type { SecondLevel } from '../shared-cache.ts';
import { RedisSessionStore } from './redis-session-store.ts';
import { Replicas } from './replicas.ts';

/** What replicas share through Redis. */
export interface Shared {
  readonly relay: Replicas;
  readonly sessions: SessionStore;
  readonly makeLimiter: MakeLimiter;
  /** Reference data that one replica has fetched. */
  readonly secondLevel: SecondLevel;
  /** Persisted documents that one replica was sent. */
  readonly documents: DocumentStore;
  readonly healthChecks: Readonly<Record<string, HealthCheck>>;
  close(): Promise<void>;
}

/** Connects to Redis (or Valkey) at a URL. It need not be there: everything goes on alone until it is. */
export function shareThrough(url: string, changed?: (up: boolean) => void): Shared {
  const relay = new Replicas({ url, ...(changed ? { changed } : {}) });
  const { link } = relay;
  return {
    relay,
    sessions: new RedisSessionStore(link),
    makeLimiter: (name, points, seconds) =>
      new RateLimiterRedis({
        storeClient: link.commands,
        keyPrefix: `{cloudstack-graph}:${name}`,
        points,
        duration: seconds,
        // counted here while Redis is away
        insuranceLimiter: new RateLimiterMemory({ keyPrefix: name, points, duration: seconds }),
      }),
    secondLevel: {
      async get(identity, key) {
        return (await link.try((redis) => redis.hget(referenceKey(identity), key))) ?? undefined;
      },
      set(identity, key, text, ms) {
        void link.try((redis) =>
          redis
            .pipeline()
            .hset(referenceKey(identity), key, text)
            .pexpire(referenceKey(identity), Math.max(1, Math.round(ms)))
            .exec(),
        );
      },
      forget(identity) {
        void link.try((redis) => redis.del(referenceKey(identity)));
      },
    },
    documents: {
      get: async (hash) => (await link.try((redis) => redis.get(documentKey(hash)))) ?? undefined,
      set: (hash, document) => void link.try((redis) => redis.set(documentKey(hash), document, 'EX', DOCUMENT_SECONDS)),
    },
    healthChecks: { redis: relay.check },
    close: () => relay.close(),
  };
}

/** So long a document is kept for replicas that have not seen it; a client that misses it sends it again. */
const DOCUMENT_SECONDS = 7 * 86_400;

const documentKey = (hash: string) => `{cloudstack-graph}:document:${hash}`;
const referenceKey = (identity: string) => `{cloudstack-graph}:reference:${identity}`;
