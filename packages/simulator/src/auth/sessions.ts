/** Signed-in users. Two cookies and a parameter make a session; they end by themselves after half an hour. */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';

/** `timeout` of the login answer, in seconds. */
export const SESSION_SECONDS = 1800;

export interface SessionRecord {
  readonly id: string;
  readonly key: string;
  readonly userId: number;
  lastUsed: number;
  /** False until the code was accepted, for users with a second factor. */
  secondFactorDone: boolean;
}

export class Sessions {
  readonly #clock: Clock;
  readonly #sessions = new Map<string, SessionRecord>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  start(userId: number, secondFactorDone: boolean): SessionRecord {
    const session: SessionRecord = {
      id: `node0${randomBytes(16).toString('hex')}`,
      key: randomBytes(20).toString('base64url'),
      userId,
      lastUsed: this.#clock.now(),
      secondFactorDone,
    };
    this.#sessions.set(session.id, session);
    return session;
  }

  /** The living session with this id; asking keeps it alive. */
  use(id: string | undefined): SessionRecord | undefined {
    const session = id === undefined ? undefined : this.#sessions.get(id);
    if (session === undefined) return undefined;
    if (this.#clock.now() - session.lastUsed > SESSION_SECONDS * 1000) {
      this.#sessions.delete(session.id);
      return undefined;
    }
    session.lastUsed = this.#clock.now();
    return session;
  }

  end(id: string): void {
    this.#sessions.delete(id);
  }

  /** Ends a user's sessions, or everybody's, as a restart of the server does. */
  endAll(userId?: number): void {
    for (const session of this.#sessions.values()) {
      if (userId === undefined || session.userId === userId) this.#sessions.delete(session.id);
    }
  }

  get size(): number {
    return this.#sessions.size;
  }
}
