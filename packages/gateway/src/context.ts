import type { Transport } from '@cloudstack-graph/client';
import type { Logger } from 'pino';
import { Cloud, type CloudWatch } from './cloud.ts';
import type { InFlightReads } from './coalesce.ts';
import type { Config } from './config.ts';
import { AuthenticationError } from './errors.ts';
import type { Live } from './events/live.ts';
import type { Identity } from './identity/identity.ts';
import type { SignIns } from './identity/sign-ins.ts';
import type { IndexStore } from './index-store/index-store.ts';
import type { RateLimits } from './limits/rate-limits.ts';
import type { UpstreamStatus } from './observability/upstream-status.ts';
import type { SharedCache } from './shared-cache.ts';

/** What lives as long as the gateway and every request may use. */
export interface Services {
  readonly config: Config;
  readonly log: Logger;
  readonly transport: Transport;
  /** Whether CloudStack answers, as the last calls told. */
  readonly upstream: UpstreamStatus;
  readonly cache: SharedCache;
  readonly reads: InFlightReads;
  /** The live path: mutations tell it that something changed, subscriptions hear from it. */
  readonly live: Live;
  /** Lists kept whole, to order, search and count them. */
  readonly indexes: IndexStore;
  readonly signIns: SignIns;
  readonly rateLimits: RateLimits;
}

/** How a request came in; subscriptions over WebSocket have no response to set cookies on. */
export interface Arrival {
  readonly requestId: string;
  /** The peer's address, or what a trusted proxy says it is. */
  readonly address: string;
  /** Whether the browser speaks https to us, so that cookies may be Secure. */
  readonly https: boolean;
  /** Sets or clears the session cookie on the answer; absent where there is no answer to set it on. */
  readonly setCookie?: (value: string) => void;
  /** A session was shown whose second factor is still to be given. */
  readonly pendingSessionId?: string | undefined;
  /** A session was shown that has ended. */
  readonly sessionEnded?: boolean | undefined;
  /** Where an EventSource was when its connection broke off (`Last-Event-ID`). */
  readonly lastEventId?: string | undefined;
  /** The gateway looks by itself; what it sees is on nobody's screen. */
  readonly byItself?: true;
}

/** What every resolver gets. */
export interface GatewayContext {
  readonly services: Services;
  readonly arrival: Arrival;
  /** Who calls; undefined: nobody. It changes only through signIn and its like. */
  identity: Identity | undefined;
  /** CloudStack through the caller's eyes. Throws UNAUTHENTICATED when nobody calls. */
  readonly cloud: Cloud;
  /** Something made once a request (a DataLoader, rows already seen), keyed by an object or a name of the maker's own. */
  memo<T>(key: object | string, make: () => T): T;
  /** Forgets all memos. A subscription's context outlives its events: call this before each one, and after a mutation. */
  renew(): void;
}

/** Makes the context of one request, or of one subscription. */
export function createContext(services: Services, arrival: Arrival, identity: Identity | undefined): GatewayContext {
  let memos = new Map<object | string, unknown>();
  let cloud: Cloud | undefined;
  return {
    services,
    arrival,
    identity,
    get cloud() {
      const { identity } = this;
      if (!identity) throw nobody(arrival);
      if (cloud?.identity !== identity) cloud = new Cloud(services, identity, watchOf(services, arrival, identity));
      return cloud;
    },
    memo<T>(key: object | string, make: () => T): T {
      if (!memos.has(key)) memos.set(key, make());
      return memos.get(key) as T;
    },
    renew() {
      memos = new Map();
    },
  };
}

function nobody({ pendingSessionId, sessionEnded }: Arrival): AuthenticationError {
  if (pendingSessionId)
    return new AuthenticationError('Give the code of your second factor to go on (verifySecondFactor).', 'SECOND_FACTOR_REQUIRED');
  return new AuthenticationError(
    sessionEnded ? 'Your session has ended. Sign in again.' : 'Sign in first, or send an API key pair (Authorization: Basic).',
  );
}

function watchOf(services: Services, arrival: Arrival, { key, sessionId }: Identity): CloudWatch {
  return {
    saw: arrival.byItself ? undefined : (command, rows) => services.live.saw(key, command, rows),
    refused: sessionId === undefined ? undefined : () => void services.signIns.forget(sessionId),
  };
}
