import type { Credentials } from '@cloudstack-graph/client';

/** What kind of role CloudStack gave a user; the role's own name is `Identity.role`. */
export type RoleType = 'User' | 'DomainAdmin' | 'ResourceAdmin' | 'Admin';

/** How somebody came: a portal session, an API key pair, or nobody at all where the service account stands in. */
export type IdentitySource = 'session' | 'keys' | 'service-account';

/**
 * Who calls: a CloudStack user, reached through a credential that CloudStack itself has accepted.
 * Everything kept in memory for somebody (caches, coalescing, pollers, subscriptions) is keyed by {@link Identity.key}.
 */
export interface Identity {
  /** CloudStack's user id. Two browsers and a service of one user share it; two users of one account do not. */
  readonly key: string;
  readonly username: string;
  readonly account: string;
  readonly domainId: string;
  readonly roleType: RoleType;
  readonly via: IdentitySource;
  /** What upstream calls are signed with. Never logged. */
  readonly credentials: Credentials;
  /** The portal session that carries it; only with `via: 'session'`. */
  readonly sessionId?: string;
}

/** CloudStack's number of a role type, as `login` answers it (`type`) and account rows carry it (`accounttype`). */
export function roleTypeOf(accountType: number): RoleType {
  return accountType === 1 ? 'Admin' : accountType === 2 ? 'DomainAdmin' : accountType === 3 ? 'ResourceAdmin' : 'User';
}

/** Whether the identity may look past its own account; its lists then carry `listall=true`. */
export function isAdmin(identity: Pick<Identity, 'roleType'>): boolean {
  return identity.roleType !== 'User';
}
