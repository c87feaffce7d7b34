import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import type { SessionStore } from '../identity/session-store.ts';
import type { MakeLimiter } from '../limits/rate-limits.ts';
import type { HealthCheck } from '../observability/health.ts';
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
    healthChecks: { redis: relay.check },
    close: () => relay.close(),
  };
}

const referenceKey = (identity: string) => `{cloudstack-graph}:reference:${identity}`;
