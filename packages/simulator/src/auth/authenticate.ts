/** Who sends a request: by session (two cookies and a parameter) or by a signature. */
import type { Cloud } from '../cloud.ts';
import type { Caller } from '../command.ts';
import { ApiError, unauthenticated } from '../errors.ts';
import type { ApiRequest } from '../request.ts';
import { accounts, roles, type UserRecord, users } from '../resources/accounts/account-records.ts';
import { isFresh, signatureFits } from './signature.ts';

export interface Authenticated {
  readonly caller: Caller;
  /** The session's id; signed requests have none. */
  readonly session?: string;
}

/** Commands a session may call before its second factor is accepted. */
const beforeSecondFactor = new Set(['validateUserTwoFactorAuthenticationCode', 'setupUserTwoFactorAuthentication']);

export function authenticate(cloud: Cloud, request: ApiRequest, command: string): Authenticated {
  const id = request.cookies.get('JSESSIONID');
  const session = cloud.sessions.use(id);
  if (session === undefined) return { caller: bySignature(cloud, request) };
  // Any of the three missing or wrong ends the session.
  if (request.values.get('sessionkey') !== session.key || request.cookies.get('sessionkey') !== session.key) {
    cloud.sessions.end(session.id);
    throw unauthenticated('unable to verify user credentials');
  }
  const caller = callerOf(cloud, cloud.store.table(users).byId(session.userId));
  if (caller === undefined) {
    cloud.sessions.end(session.id);
    throw unauthenticated();
  }
  if (!session.secondFactorDone && !beforeSecondFactor.has(command)) {
    cloud.sessions.end(session.id);
    throw new ApiError(
      511,
      undefined,
      'Unable to process the API request due to :Two factor authentication 2FA is enabled but not verified, please verify 2FA using validateUserTwoFactorAuthenticationCode API before calling other APIs. Existing session is invalidated.',
    );
  }
  return { caller, session: session.id };
}

function bySignature(cloud: Cloud, request: ApiRequest): Caller {
  const key = request.values.get('apikey');
  const user = key === undefined ? undefined : cloud.store.table(users).by('apiKey', key)[0];
  const caller = callerOf(cloud, user);
  if (caller === undefined || user?.secretKey === undefined) throw unauthenticated();
  if (!isFresh(request.values, cloud.clock.now())) throw unauthenticated();
  if (!signatureFits(request.parameters, user.secretKey)) throw unauthenticated();
  return caller;
}

/** The caller that a user is; undefined when the user, or its account, is disabled or gone. */
export function callerOf(cloud: Cloud, user: UserRecord | undefined): Caller | undefined {
  if (user === undefined || user.state !== 'enabled' || cloud.store.table(users).isRemoved(user)) return undefined;
  const account = cloud.store.table(accounts).byId(user.accountId);
  if (account === undefined || account.state !== 'enabled' || cloud.store.table(accounts).isRemoved(account)) return undefined;
  const role = cloud.store.table(roles).byId(account.roleId);
  return role === undefined ? undefined : { user, account, role: role.type };
}
