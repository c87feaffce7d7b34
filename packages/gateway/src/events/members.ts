import type { Identity } from '../identity/identity.ts';

/** Names the credential of an identity, without its secret. */
export function credentialOf(identity: Identity): string {
  const { credentials } = identity;
  return identity.sessionId ?? (credentials.kind === 'keys' ? `keys ${credentials.apiKey}` : `session ${credentials.session.sessionKey}`);
}

/** The credentials by which a CloudStack user is reached at the moment. Pollers use them in turn. */
export class Members {
  readonly #members = new Map<string, { identity: Identity; uses: number }>();

  get size(): number {
    return this.#members.size;
  }

  /** Takes a credential in, as often as it is used; answers how to let go of it once. */
  join(identity: Identity): () => void {
    const key = credentialOf(identity);
    const member = this.#members.get(key) ?? { identity, uses: 0 };
    member.uses++;
    this.#members.set(key, member);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      member.uses--;
      if (member.uses === 0 && this.#members.get(key) === member) this.#members.delete(key);
    };
  }

  /** The next credential in turn; undefined when there is none left. */
  next(): Identity | undefined {
    for (const [key, member] of this.#members) {
      this.#members.delete(key);
      this.#members.set(key, member);
      return member.identity;
    }
    return undefined;
  }

  /** A credential has ended. */
  drop(identity: Identity): void {
    this.#members.delete(credentialOf(identity));
  }
}
