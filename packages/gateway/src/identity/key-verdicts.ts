import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import { CloudStackClient, CloudStackError, type Credentials, type Row, type Transport } from '@cloudstack-graph/client';
import { LRUCache } from 'lru-cache';
import { AuthenticationError } from '../errors.ts';
import { fromUpstream } from '../upstream-errors.ts';
import { type Identity, type IdentitySource, type RoleType, roleTypeOf } from './identity.ts';

const ROLE_TYPES: readonly string[] = ['User', 'DomainAdmin', 'ResourceAdmin', 'Admin'] satisfies RoleType[];

/** An accepted pair is asked about again after this: a rotated key or changed role shows within it. */
const ACCEPTED_MS = 30_000;
/** A refused pair is not tried again for this long, so that guessing costs CloudStack nothing. */
const REFUSED_MS = 5_000;

/**
 * Whose API pair it is, as CloudStack says (`listUsers`, one call). The verdict is kept for seconds under a keyed hash of
 * the whole pair: a right API key with a wrong secret never meets the verdict of the right pair.
 */
export class KeyVerdicts {
  readonly #transport: Transport;
  // A key object: a bare buffer is turned into one at every hash.
  readonly #key = createSecretKey(randomBytes(32));
  readonly #verdicts: LRUCache<string, { verdict: Promise<Identity> }>;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.#verdicts = new LRUCache({ max: 10_000, ttl: ACCEPTED_MS });
  }

  /** The identity of a pair. @throws AuthenticationError when CloudStack does not accept it */
  async identify(apiKey: string, secretKey: string, via: IdentitySource = 'keys'): Promise<Identity> {
    const hash = createHmac('sha256', this.#key)
      .update(JSON.stringify([apiKey, secretKey, via]))
      .digest('base64');
    const known = this.#verdicts.get(hash);
    if (known) return known.verdict;
    const verdict = this.#ask(apiKey, secretKey, via);
    this.#verdicts.set(hash, { verdict });
    verdict.catch((error: unknown) => {
      // Only a refusal is a verdict; a CloudStack that cannot be reached says nothing about the pair.
      if (error instanceof AuthenticationError) this.#verdicts.set(hash, { verdict }, { ttl: REFUSED_MS });
      else this.#verdicts.delete(hash);
    });
    return verdict;
  }

  /** The kind of role that a user has now (`listUsers`, one call); undefined when CloudStack does not show the user. */
  async roleOf(credentials: Credentials, userId: string): Promise<RoleType | undefined> {
    const { rows } = await new CloudStackClient({ transport: this.#transport, credentials }).call('listUsers', { id: userId });
    const row = rows.find((user) => user.id === userId);
    return row && roleTypeOfRow(row);
  }

  async #ask(apiKey: string, secretKey: string, via: IdentitySource): Promise<Identity> {
    const credentials = { kind: 'keys', apiKey, secretKey } as const;
    const client = new CloudStackClient({ transport: this.#transport, credentials });
    try {
      const { rows } = await client.call('listUsers', {});
      const own = rows.find((row) => row.apikey === apiKey);
      if (!own) throw new AuthenticationError('CloudStack accepts this API key pair, but does not say whose it is.');
      return {
        key: own.id,
        username: own.username ?? '',
        account: own.account ?? '',
        domainId: own.domainid ?? '',
        roleType: roleTypeOfRow(own),
        via,
        credentials,
      };
    } catch (error) {
      throw error instanceof CloudStackError ? fromUpstream(error, { by: 'keys' }) : error;
    }
  }
}

function roleTypeOfRow(row: Row<'listUsers'>): RoleType {
  return ROLE_TYPES.includes(row.roletype ?? '') ? (row.roletype as RoleType) : roleTypeOf(row.accounttype ?? 0);
}
