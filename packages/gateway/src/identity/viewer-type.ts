import type { Row } from '@cloudstack-graph/client';
import { builder } from '../builder.ts';
import { learnCommands } from '../capabilities.ts';
import type { GatewayContext } from '../context.ts';
import { GatewayError } from '../errors.ts';
import { typedId } from '../ids.ts';
import { domainPath } from '../interfaces.ts';
import { remember } from '../join-by-cost.ts';
import { countOf, limitsOf, ResourceCounts, ResourceLimit } from '../resource-limits.ts';
import { CHANGING } from '../shared-cache.ts';
import { type Identity, isAdmin } from './identity.ts';

type AccountRow = Row<'listAccounts'>;

// A page asks in two steps, frame first; both are to see one answer. What the user does, and every event, forgets it.
const OWN_ACCOUNT = { freshMs: 5_000, staleMs: 0 };

/** The caller's own account (`listAccounts`): counters, limits, role and domain in one call, kept for five seconds. */
export function ownAccount(context: GatewayContext): Promise<AccountRow> {
  return context.memo('own account', async () => {
    const { identity } = context.cloud;
    const own = await context.services.cache.get(identity.key, `${CHANGING}own account`, OWN_ACCOUNT, async () => {
      const { rows } = await context.cloud.list('listAccounts', { name: identity.account, domainid: identity.domainId, listall: true });
      return rows.find((row) => row.name === identity.account && row.domainid === identity.domainId);
    });
    if (!own) throw new GatewayError('NOT_FOUND', 'CloudStack does not show you your own account.');
    if (!isAdmin(identity)) helpJoins(context, own);
    learnCommands(context, own.rolename);
    return own;
  });
}

/** The counters tell joins how many rows there are to list; administrators list more than their own. */
function helpJoins(context: GatewayContext, own: AccountRow): void {
  remember(context, { name: 'virtual machines' }, countOf(own, 'vmtotal'));
  remember(context, { name: 'volumes' }, countOf(own, 'volumetotal'));
  remember(context, { name: 'snapshots' }, countOf(own, 'snapshottotal'));
}

export const Viewer = builder.objectRef<Identity>('Viewer').implement({
  description: 'Who calls, and what the account has.',
  fields: (t) => ({
    id: t.id({ description: 'The typed id of the user, like `User:…`.', resolve: (identity) => typedId('User', identity.key) }),
    username: t.exposeString('username', { description: 'The name to sign in with.' }),
    account: t.exposeString('account', { description: 'Name of the account.' }),
    domain: t.string({
      description: 'Name of the domain.',
      resolve: async (_identity, _args, context) => (await ownAccount(context)).domain ?? '',
    }),
    domainPath: t.string({
      description: 'Path of the domain, like `/acme`.',
      resolve: async (_identity, _args, context) => domainPath(await ownAccount(context)),
    }),
    role: t.string({
      description: 'Name of the role.',
      resolve: async (_identity, _args, context) => (await ownAccount(context)).rolename ?? '',
    }),
    roleType: t.string({ description: '`User`, `DomainAdmin`, `ResourceAdmin` or `Admin`.', resolve: (identity) => identity.roleType }),
    limits: t.field({
      type: [ResourceLimit],
      description: 'What the account may have.',
      resolve: async (_identity, _args, context) => limitsOf(await ownAccount(context)),
    }),
    counts: t.field({
      type: ResourceCounts,
      description: 'What the account has.',
      resolve: (_identity, _args, context) => ownAccount(context),
    }),
  }),
});

builder.queryField('viewer', (t) =>
  t.field({
    type: Viewer,
    nullable: true,
    description: 'Who calls; null: nobody.',
    resolve: (_root, _args, context) => context.identity ?? null,
  }),
);
