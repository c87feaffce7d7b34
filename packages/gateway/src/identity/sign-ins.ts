import { randomBytes } from 'node:crypto';
import { CloudStackAuthenticationError, login, logout, type Session, type Transport, validateSecondFactor } from '@cloudstack-graph/client';
import { LRUCache } from 'lru-cache';
import { argumentPathsOf } from '../arguments.ts';
import { AuthenticationError } from '../errors.ts';
import { fromUpstream } from '../upstream-errors.ts';
import { type Identity, roleTypeOf } from './identity.ts';
import type { KeyVerdicts } from './key-verdicts.ts';
import type { PortalSession, SessionStore } from './session-store.ts';

/** What a caller shows of itself: headers of a request, or the parameters of a WebSocket's opening. */
export interface Shown {
  /** `Authorization`, or `connectionParams.authorization`. */
  readonly authorization?: string | null | undefined;
  /** The id in the session cookie. */
  readonly sessionId?: string | undefined;
}

/** Who it is, or why nobody. */
export interface Recognised {
  readonly identity?: Identity;
  /** A session whose second factor is still to be given; only `verifySecondFactor` takes it. */
  readonly pendingSessionId?: string;
  /** A session was shown that has ended. */
  readonly ended?: boolean;
}

export interface SignInsOptions {
  readonly transport: Transport;
  /** What CloudStack said of API pairs. */
  readonly keys: KeyVerdicts;
  readonly store: SessionStore;
  readonly sessionHours: number;
  /** Acts for callers who show nothing; undefined: they are nobody. */
  readonly anonymous?: { readonly apiKey: string; readonly secretKey: string } | undefined;
  readonly now?: () => number;
}

const ROLE_MS = 60_000;

/** Portal sessions and API pairs: recognises callers, signs users in and out. */
export class SignIns {
  readonly #options: SignInsOptions;
  readonly #now: () => number;
  // One Identity object a session: what is remembered for it (the lane of its calls) hangs on the object.
  readonly #identities = new LRUCache<string, Identity>({ max: 100_000 });
  readonly #lookAt = new LRUCache<string, number>({ max: 100_000 });

  constructor(options: SignInsOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  get sessionCount(): number | undefined {
    return this.#options.store.size;
  }

  /** Who a caller is. An `Authorization` that is no good is an error, never a reason to look further. */
  async recognise(shown: Shown): Promise<Recognised> {
    if (shown.authorization) return { identity: await this.#byPair(shown.authorization) };
    if (shown.sessionId !== undefined) {
      const session = await this.#options.store.get(shown.sessionId);
      if (session) return this.#bySession(shown.sessionId, session);
    }
    const { anonymous } = this.#options;
    if (anonymous) return { identity: await this.#options.keys.identify(anonymous.apiKey, anonymous.secretKey, 'service-account') };
    return { ended: shown.sessionId !== undefined };
  }

  /** Signs a user in and keeps CloudStack's session. @throws AuthenticationError */
  async signIn(username: string, password: string, domain: string): Promise<{ sessionId: string } & Recognised> {
    let cloudStack: Session;
    try {
      cloudStack = await login(this.#options.transport, { username, password, domain });
    } catch (error) {
      if (error instanceof CloudStackAuthenticationError)
        throw new AuthenticationError('User name, password or domain is wrong.', 'UNAUTHENTICATED', { cause: error });
      throw fromUpstream(error, { argumentPaths: argumentPathsOf({ input: { username, password, domain } }) });
    }
    return this.#keep(cloudStack, this.#now() + this.#options.sessionHours * 3_600_000);
  }

  /** Gives the second factor's code; the session goes on under a new id. @throws AuthenticationError */
  async verifySecondFactor(sessionId: string, code: string): Promise<{ sessionId: string } & Recognised> {
    const pending = await this.#options.store.get(sessionId);
    if (!pending) throw new AuthenticationError('The sign-in has taken too long. Begin again.');
    // CloudStack ends the session of a wrong code, so the old id is of no use either way.
    await this.forget(sessionId);
    try {
      return await this.#keep(await validateSecondFactor(this.#options.transport, pending.cloudStack, code), pending.endsAt);
    } catch (error) {
      const upstream = fromUpstream(error, { by: 'session' });
      if (upstream instanceof AuthenticationError)
        throw new AuthenticationError('The code is wrong. Sign in again.', 'UNAUTHENTICATED', { cause: error });
      throw upstream;
    }
  }

  /** Ends a session here and in CloudStack. */
  async signOut(sessionId: string): Promise<void> {
    const session = await this.#options.store.get(sessionId);
    await this.forget(sessionId);
    // A CloudStack that does not answer lets the session run out by itself.
    if (session) await logout(this.#options.transport, session.cloudStack).catch(() => undefined);
  }

  /** Forgets a session that CloudStack has ended. */
  async forget(sessionId: string): Promise<void> {
    this.#identities.delete(sessionId);
    await this.#options.store.delete(sessionId);
  }

  async #byPair(authorization: string): Promise<Identity> {
    const pair = /^Basic\s+([A-Za-z0-9+/=_-]+)$/i.exec(authorization.trim())?.[1];
    if (pair === undefined) throw new AuthenticationError('Authorization must be "Basic" and base64 of "apiKey:secretKey".');
    const text = Buffer.from(pair, 'base64').toString('utf8');
    const at = text.indexOf(':');
    if (at < 1 || at === text.length - 1) throw new AuthenticationError('Authorization must be "Basic" and base64 of "apiKey:secretKey".');
    return this.#options.keys.identify(text.slice(0, at), text.slice(at + 1));
  }

  async #keep(cloudStack: Session, endsAt: number): Promise<{ sessionId: string } & Recognised> {
    const sessionId = randomBytes(32).toString('base64url');
    const session = { cloudStack, endsAt };
    await this.#options.store.set(sessionId, session);
    return { sessionId, ...this.#bySession(sessionId, session) };
  }

  /** A changed role shows within a minute: now and then the user is looked up behind a request. */
  #lookAgain(sessionId: string, known: Identity, session: Session): void {
    if (this.#now() < (this.#lookAt.get(sessionId) ?? 0)) return;
    this.#lookAt.set(sessionId, this.#now() + ROLE_MS);
    this.#options.keys
      .roleOf(known.credentials, session.userId)
      .then((roleType) => {
        if (roleType !== undefined && roleType !== known.roleType) this.#identities.set(sessionId, { ...known, roleType });
      })
      // An ended session is told to whoever uses it next.
      .catch(() => undefined);
  }

  #bySession(sessionId: string, { cloudStack }: PortalSession): Recognised {
    if (cloudStack.secondFactor === 'required' || cloudStack.secondFactor === 'setup-required') return { pendingSessionId: sessionId };
    const known = this.#identities.get(sessionId);
    if (known) {
      this.#lookAgain(sessionId, known, cloudStack);
      return { identity: known };
    }
    const identity: Identity = {
      key: cloudStack.userId,
      username: cloudStack.username,
      account: cloudStack.account,
      domainId: cloudStack.domainId,
      roleType: roleTypeOf(cloudStack.accountType),
      via: 'session',
      credentials: { kind: 'session', session: cloudStack },
      sessionId,
    };
    this.#identities.set(sessionId, identity);
    this.#lookAt.set(sessionId, this.#now() + ROLE_MS);
    return { identity };
  }
}
