import { type Arrival, createContext, type GatewayContext, type Services } from '../context.ts';
import { requestScope } from '../observability/request-scope.ts';
import type { Identity } from './identity.ts';
import type { Shown } from './sign-ins.ts';

/** Who makes a request, found before it is looked into. */
export interface Caller {
  readonly arrival: Arrival;
  readonly identity: Identity | undefined;
}

/**
 * Recognises who makes a request and takes it into account for the limits.
 * @throws AuthenticationError for credentials that are no good, GatewayError RATE_LIMITED
 */
export async function recogniseCaller(services: Services, shown: Shown, arrival: Arrival): Promise<Caller> {
  const { identity, pendingSessionId, ended } = await services.signIns.recognise(shown);
  await services.rateLimits.operation(identity?.key ?? `address ${arrival.address}`);
  const scope = requestScope();
  if (scope) scope.signedIn = identity !== undefined;
  return { arrival: { ...arrival, pendingSessionId, sessionEnded: ended }, identity };
}

/** The context of resolvers for a caller. */
export function contextOf(services: Services, caller: Caller): GatewayContext {
  return createContext(services, caller.arrival, caller.identity);
}
