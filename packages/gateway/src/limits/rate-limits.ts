import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AuthenticationError, GatewayError } from '../errors.ts';

/** Makes one counter: so many points within so many seconds. In memory, or in a store that replicas share. */
export type MakeLimiter = (name: string, points: number, seconds: number) => RateLimiterAbstract;

/** Counters of this process alone. */
export const memoryLimiter: MakeLimiter = (name, points, seconds) => new RateLimiterMemory({ keyPrefix: name, points, duration: seconds });

/** How often somebody may do something. */
export interface RateLimits {
  /** One attempt to sign in, from an address and for a user name. @throws AuthenticationError */
  signIn(address: string, user: string): Promise<void>;
  /** One operation of an identity, or of an address that nobody has signed in from. @throws GatewayError RATE_LIMITED */
  operation(key: string): Promise<void>;
}

/** Limits by the minute. A store that fails lets pass: it guards CloudStack's time, not its doors. */
export function createRateLimits(
  limits: { perIdentityPerMinute: number; signInsPerMinute: number },
  make: MakeLimiter = memoryLimiter,
): RateLimits {
  const operations = make('operations', limits.perIdentityPerMinute, 60);
  const byUser = make('sign-in-user', limits.signInsPerMinute, 60);
  // Behind one address sit whole offices.
  const byAddress = make('sign-in-address', limits.signInsPerMinute * 5, 60);
  return {
    async signIn(address, user) {
      const waits = await Promise.all([take(byUser, user.toLowerCase()), take(byAddress, address)]);
      const seconds = Math.max(...waits);
      if (seconds > 0) throw new AuthenticationError(`Too many attempts to sign in. Try again in ${seconds} seconds.`, 'RATE_LIMITED');
    },
    async operation(key) {
      const seconds = await take(operations, key);
      if (seconds > 0)
        throw new GatewayError('RATE_LIMITED', `Too many operations. Try again in ${seconds} seconds.`, {
          extensions: { retryAfterSeconds: seconds },
        });
    },
  };
}

/** Takes a point; answers how many seconds to wait when there is none left. */
async function take(limiter: RateLimiterAbstract, key: string): Promise<number> {
  try {
    await limiter.consume(key);
    return 0;
  } catch (error) {
    return error instanceof RateLimiterRes ? Math.max(1, Math.ceil(error.msBeforeNext / 1000)) : 0;
  }
}
