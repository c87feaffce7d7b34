import { isRecord } from './envelope.ts';
import { CloudStackTransportError } from './errors.ts';
import { encodeForm, type Parameter } from './signing.ts';
import type { Transport } from './transport.ts';

/**
 * - `none`: the user has no second factor
 * - `required`: every command but {@link validateSecondFactor} is refused (511) until the code is in
 * - `setup-required`: a second factor is mandatory and not set up yet
 * - `verified`: the code was right
 */
export type SecondFactor = 'none' | 'required' | 'setup-required' | 'verified';

/** A signed-in user. Plain data, and as secret as a password: keep it on the server. */
export interface Session {
  sessionKey: string;
  /** `JSESSIONID` and `sessionkey`; a call needs both, and the key as a parameter. */
  cookies: Record<string, string>;
  userId: string;
  username: string;
  firstName?: string;
  lastName?: string;
  account: string;
  domainId: string;
  /** 0 user, 1 root admin, 2 domain admin. */
  accountType: number;
  /** CloudStack ends the session after this long without a call. */
  timeoutSeconds: number;
  timezone?: string;
  secondFactor: SecondFactor;
  /** As in `totp` or `staticpin`, where a second factor is set up. */
  secondFactorProvider?: string;
}

export interface LoginOptions {
  username: string;
  password: string;
  /** The domain's path, `/` for the root domain, `/acme/sales` below. Default `/`. */
  domain?: string;
  signal?: AbortSignal | undefined;
  timeoutMs?: number | undefined;
}

/** The Cookie header of a session. */
export function cookieHeader(cookies: Readonly<Record<string, string>>): string {
  return Object.entries(cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');
}

/**
 * Signs in (`login`). Look at `secondFactor` of the answer.
 * @throws CloudStackAuthenticationError for a wrong password and an unknown user or domain alike
 */
export async function login(transport: Transport, options: LoginOptions): Promise<Session> {
  const { username, password, domain = '/', signal, timeoutMs } = options;
  const params: Parameter[] = [
    ['command', 'login'],
    ['username', username],
    ['password', password],
    ['domain', domain],
    ['response', 'json'],
  ];
  const { value, setCookies } = await transport.send({
    command: 'login',
    form: () => encodeForm(params),
    lane: {},
    options: { signal, timeoutMs },
  });
  return sessionOf(value, setCookies);
}

function sessionOf(value: unknown, setCookies: readonly string[]): Session {
  const fields = isRecord(value) ? value : {};
  const text = (name: string): string => (fields[name] === undefined ? '' : String(fields[name]));
  const sessionKey = text('sessionkey');
  if (sessionKey === '') {
    throw new CloudStackTransportError({ command: 'login', kind: 'invalid-response', errorText: 'the answer to login has no sessionkey' });
  }
  const session: Session = {
    sessionKey,
    cookies: parseSetCookies(setCookies),
    userId: text('userid'),
    username: text('username'),
    account: text('account'),
    domainId: text('domainid'),
    accountType: Number(text('type')),
    timeoutSeconds: Number(text('timeout')),
    secondFactor: secondFactorOf(text),
  };
  if (text('firstname')) session.firstName = text('firstname');
  if (text('lastname')) session.lastName = text('lastname');
  if (text('timezone')) session.timezone = text('timezone');
  if (text('providerfor2fa')) session.secondFactorProvider = text('providerfor2fa');
  return session;
}

// Booleans come as text here: "is2faenabled": "false". Before 4.18 there is none of them.
function secondFactorOf(text: (name: string) => string): SecondFactor {
  if (text('is2faenabled') !== 'true') return 'none';
  if (text('is2faverified') === 'true') return 'verified';
  return text('providerfor2fa') === '' ? 'setup-required' : 'required';
}

function parseSetCookies(setCookies: readonly string[]): Record<string, string> {
  const cookies: Record<string, string> = {};
  for (const line of setCookies) {
    const pair = line.split(';', 1)[0] ?? '';
    const at = pair.indexOf('=');
    if (at > 0) cookies[pair.slice(0, at).trim()] = pair.slice(at + 1).trim();
  }
  return cookies;
}

/** Sends a command by session: the key as a parameter, both cookies. */
export function sessionForm(session: Session, params: readonly Parameter[]): { form: () => string; cookie: string; bySession: true } {
  const form = encodeForm([...params, ['sessionkey', session.sessionKey]]);
  return { form: () => form, cookie: cookieHeader(session.cookies), bySession: true };
}

async function sendBySession(transport: Transport, session: Session, command: string, params: Parameter[], signal?: AbortSignal) {
  const all: Parameter[] = [['command', command], ['response', 'json'], ...params];
  return transport.send({ command, ...sessionForm(session, all), lane: session, options: { signal } });
}

/** Ends the session (`logout`). @throws CloudStackAuthenticationError when it has ended already */
export async function logout(transport: Transport, session: Session, options: { signal?: AbortSignal } = {}): Promise<void> {
  await sendBySession(transport, session, 'logout', [], options.signal);
}

/**
 * Gives the second factor's code (`validateUserTwoFactorAuthenticationCode`) and answers the session with
 * `secondFactor: 'verified'`.
 * @throws CloudStackSecondFactorError for a wrong code; CloudStack has then ended the session
 */
export async function validateSecondFactor(
  transport: Transport,
  session: Session,
  code: string,
  options: { signal?: AbortSignal } = {},
): Promise<Session> {
  const command = 'validateUserTwoFactorAuthenticationCode';
  await sendBySession(transport, session, command, [['codefor2fa', code]], options.signal);
  return { ...session, secondFactor: 'verified' };
}
