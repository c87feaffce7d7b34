/** The commands that need no identity: `login`, `logout`, `listOauthProvider`. */
import type { Cloud } from '../cloud.ts';
import type { Body } from '../command.ts';
import { errorBody } from '../envelope.ts';
import { ApiError } from '../errors.ts';
import type { ApiRequest } from '../request.ts';
import { type AccountRecord, accounts, type DomainRecord, domains, type UserRecord, users } from '../resources/accounts/account-records.ts';
import { SESSION_SECONDS, type SessionRecord } from './sessions.ts';

export interface SignInAnswer {
  readonly status?: number;
  readonly body: Body;
  readonly cookies?: readonly string[];
  /** Instead of the body: one refusal is no JSON. */
  readonly text?: string;
}

type SignInCommand = (cloud: Cloud, request: ApiRequest) => SignInAnswer;

const sessionCookie = (id: string): string => `JSESSIONID=${id}; Path=/client`;

function login(cloud: Cloud, request: ApiRequest): SignInAnswer {
  if (request.method !== 'POST') {
    return {
      status: 405,
      body: {},
      text: 'Please use HTTP POST to authenticate using this API',
      cookies: [sessionCookie(`node0${cloud.random.hex(32)}`)],
    };
  }
  const name = request.values.get('username');
  const anonymous = [sessionCookie(`node0${cloud.random.hex(32)}`)];
  const id = request.values.get('domainid');
  if (id !== undefined && !/^\d{1,18}$/.test(id) && cloud.store.table(domains).get(id.toLowerCase()) === undefined) {
    const refusal = new ApiError(401, undefined, 'Invalid domain id entered, please enter a valid one');
    return { status: 401, body: errorBody(refusal), cookies: anonymous };
  }
  // Nobody thought of a text for this one.
  if (name === undefined) return { status: 531, body: {}, text: 'null', cookies: anonymous };
  const domain = domainOf(cloud, request);
  const found = domain === undefined ? undefined : findUser(cloud, name, domain);
  if (found === undefined || found.user.password !== request.values.get('password')) {
    const text =
      domain === undefined
        ? `Unable to find the domain from the path ${pathOf(request)}`
        : `Failed to authenticate user ${name} in domain ${domain.id}; please provide valid credentials`;
    return { status: 531, body: errorBody(new ApiError(531, undefined, text)), cookies: anonymous };
  }
  const { user, account } = found;
  const needsCode = user.secondFactor?.verified === true && cloud.configuration.get('enable.user.2fa') === 'true';
  const session = cloud.sessions.start(user.id, !needsCode);
  cloud.events.write({
    type: 'USER.LOGIN',
    description: `user has logged in from IP Address /${request.address.replace('::ffff:', '')}`,
    accountId: account.id,
    userId: user.id,
    resourceType: 'User',
    resourceUuid: user.uuid,
  });
  return {
    body: loginBody(cloud, user, account, session, needsCode),
    cookies: [sessionCookie(session.id), `sessionkey=${session.key};HttpOnly;SameSite=Lax`],
  };
}

function loginBody(cloud: Cloud, user: UserRecord, account: AccountRecord, session: SessionRecord, needsCode: boolean): Body {
  return {
    username: user.username,
    userid: user.uuid,
    domainid: cloud.store.table(domains).byId(account.domainId)?.uuid,
    timeout: SESSION_SECONDS,
    account: account.name,
    firstname: user.firstname,
    lastname: user.lastname,
    type: String(account.type),
    timezone: user.timezone ?? 'UTC',
    timezoneoffset: '0.0',
    registered: 'false',
    sessionkey: session.key,
    is2faenabled: String(needsCode),
    is2faverified: String(!needsCode),
    providerfor2fa: needsCode ? user.secondFactor?.provider : undefined,
    issuerfor2fa: 'CloudStack',
  };
}

/** The path of a domain as the server completes it: with a slash before and after. */
function pathOf(request: ApiRequest): string {
  const path = request.values.get('domain');
  if (path === undefined) return 'null';
  return `${path.startsWith('/') ? '' : '/'}${path}${path.endsWith('/') ? '' : '/'}`;
}

/** `domainId` by UUID or internal id, or `domain` as a path: `/acme`, `acme`, `/` and nothing at all for the root. */
function domainOf(cloud: Cloud, request: ApiRequest): DomainRecord | undefined {
  const table = cloud.store.table(domains);
  const id = request.values.get('domainid');
  if (id !== undefined && id !== '') return table.get(id.toLowerCase()) ?? table.byId(Number(id));
  const path = (request.values.get('domain') ?? '').split('/').filter((part) => part !== '');
  return table.by('path', ['ROOT', ...path].join('/').toLowerCase())[0];
}

function findUser(cloud: Cloud, username: string, domain: DomainRecord): { user: UserRecord; account: AccountRecord } | undefined {
  for (const user of cloud.store.table(users).by('username', username.toLowerCase())) {
    const account = cloud.store.table(accounts).byId(user.accountId);
    if (account?.domainId === domain.id && user.state === 'enabled' && account.state === 'enabled') return { user, account };
  }
  return undefined;
}

function logout(cloud: Cloud, request: ApiRequest): SignInAnswer {
  const session = cloud.sessions.use(request.cookies.get('JSESSIONID'));
  const user = cloud.store.table(users).byId(session?.userId);
  if (session !== undefined && user !== undefined) {
    cloud.events.write({
      type: 'USER.LOGOUT',
      description: 'user has logged out',
      accountId: user.accountId,
      userId: user.id,
      resourceType: 'User',
      resourceUuid: user.uuid,
    });
    cloud.sessions.end(session.id);
  }
  return { body: { description: 'success' } };
}

export const signInCommands: Readonly<Record<string, SignInCommand>> = {
  login,
  logout,
  listOauthProvider: () => ({ body: {} }),
};
