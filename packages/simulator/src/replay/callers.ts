/** The people of the recording: their API keys, their sessions, and how each of their requests is put together. */

import { contentOf, type Exchange, nameOf } from './recording.ts';
import { type KeyPair, send, signatureOf, signatureWithRawTilde, type WireAnswer, type WireRequest } from './wire.ts';

interface ReplaySession {
  readonly sessionKey: string;
  readonly cookies: Readonly<Record<string, string>>;
}

type Parameters = Readonly<Record<string, string>>;

const jsonAnswer = { response: 'json' };

/** Credentials by user name; an API pair is made when its user first needs one. */
export class Callers {
  readonly #endpoint: string;
  readonly #keys = new Map<string, KeyPair>();
  readonly #sessions = new Map<string, ReplaySession>();

  constructor(endpoint: string) {
    this.#endpoint = endpoint;
  }

  /** A call of the harness itself, which no recording has: as `user`, signed, expected to succeed. */
  async call(user: string, command: string, params: Parameters = {}): Promise<Readonly<Record<string, unknown>>> {
    const answer = await send(this.#endpoint, signed('POST', { command, ...params, ...jsonAnswer }, await this.#keysOf(user)));
    if (answer.status !== 200) throw new Error(`${command} as ${user}: ${answer.status} ${answer.text.slice(0, 300)}`);
    return contentOf(answer.body) ?? {};
  }

  /** Sends a recorded request with translated parameters. */
  async replay(exchange: Exchange, params: Parameters): Promise<WireAnswer> {
    const answer = await send(this.#endpoint, await this.#request(exchange, await this.#withSecrets(params)));
    if (exchange.command === 'login' && answer.status === 200) this.#remember(String(params.username), answer);
    return answer;
  }

  async #request(exchange: Exchange, params: Parameters): Promise<WireRequest> {
    const parameters = { command: exchange.command, ...params, ...jsonAnswer };
    const [kind, ...name] = exchange.as.split(' ');
    const user = name.at(-1) ?? '';
    if (kind === 'session') return this.#bySession(exchange, parameters, user);
    if (exchange.as === 'anonymous') return { method: exchange.method, parameters: Object.entries(parameters) };
    if (exchange.as === 'unknown key') return signed(exchange.method, parameters, { apiKey: 'no-such-key', secretKey: 'no-such-secret' });
    return byKeys(exchange, parameters, await this.#keysOf(user));
  }

  #bySession(exchange: Exchange, parameters: Parameters, user: string): WireRequest {
    const session = this.#sessions.get(user) ?? { sessionKey: '', cookies: {} };
    const { sessionkey: sessionKeyCookie = '', ...otherCookies } = session.cookies;
    const withParameter = !exchange.note?.includes('no sessionkey parameter');
    const withCookie = !exchange.note?.includes('without sessionkey cookie');
    return {
      method: exchange.method,
      parameters: Object.entries(withParameter ? { ...parameters, sessionkey: session.sessionKey } : parameters),
      cookies: withCookie ? { ...otherCookies, sessionkey: sessionKeyCookie } : otherCookies,
    };
  }

  #remember(user: string, answer: WireAnswer): void {
    const sessionKey = contentOf(answer.body)?.sessionkey;
    if (typeof sessionKey === 'string') this.#sessions.set(user, { sessionKey, cookies: answer.cookies });
  }

  /** The recordings hide passwords and keys: everybody's password is the user name, and the one key asked for is alice's. */
  async #withSecrets(params: Parameters): Promise<Parameters> {
    if (params.password === 'REDACTED') return { ...params, password: String(params.username) };
    if (params.userapikey === 'REDACTED') return { ...params, userapikey: (await this.#keysOf('alice')).apiKey };
    return params;
  }

  async #keysOf(user: string): Promise<KeyPair> {
    const known = this.#keys.get(user);
    if (known) return known;
    const pair = user === 'admin' ? await this.#firstKeys() : await this.#registerKeys(user);
    this.#keys.set(user, pair);
    return pair;
  }

  /** The root admin has only a password at first, as on a fresh installation. */
  async #firstKeys(): Promise<KeyPair> {
    const login = { command: 'login', username: 'admin', password: 'password', domain: '/', ...jsonAnswer };
    const signedIn = await send(this.#endpoint, { method: 'POST', parameters: Object.entries(login) });
    const { userid, sessionkey } = contentOf(signedIn.body) ?? {};
    const register = { command: 'registerUserKeys', id: String(userid), sessionkey: String(sessionkey), ...jsonAnswer };
    const answer = await send(this.#endpoint, { method: 'POST', parameters: Object.entries(register), cookies: signedIn.cookies });
    return pairOf(contentOf(answer.body), 'admin');
  }

  async #registerKeys(user: string): Promise<KeyPair> {
    const { user: rows } = await this.call('admin', 'listUsers', { listall: 'true', username: user });
    const [row] = Array.isArray(rows) ? (rows as { id: string }[]) : [];
    return pairOf(await this.call('admin', 'registerUserKeys', { id: String(row?.id) }), user);
  }
}

function pairOf(content: Readonly<Record<string, unknown>> | undefined, user: string): KeyPair {
  const { apikey, secretkey } = (content?.userkeys ?? {}) as { apikey?: string; secretkey?: string };
  if (!apikey || !secretkey) throw new Error(`no API keys for ${user}: ${JSON.stringify(content)}`);
  return { apiKey: apikey, secretKey: secretkey };
}

function signed(method: 'GET' | 'POST', parameters: Parameters, keys: KeyPair, sign = signatureOf): WireRequest {
  const toSign = { ...parameters, apiKey: keys.apiKey };
  return { method, parameters: [...Object.entries(toSign), ['signature', sign(toSign, keys.secretKey)]] };
}

/** Signs as the recorder did, faults included: the recording tells them by its notes. */
function byKeys(exchange: Exchange, parameters: Parameters, keys: KeyPair): WireRequest {
  const { method, note } = exchange;
  if (nameOf(exchange) === '04#31') return signed(method, parameters, keys, signatureWithRawTilde);
  if (note === 'corrupted signature') return signed(method, parameters, keys, (toSign) => signatureOf(toSign, 'another secret'));
  if (note === 'expired') return signed(method, { ...parameters, signatureVersion: '3', expires: '2020-01-01T00:00:00+0000' }, keys);
  if (note === 'bad expires') return signed(method, { ...parameters, signatureVersion: '3', expires: 'tomorrow' }, keys);
  if (note?.includes('no response=json')) {
    const { response: _, ...rest } = parameters;
    return signed(method, rest, keys);
  }
  return signed(method, parameters, keys);
}
