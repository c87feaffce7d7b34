import { builder } from '../../builder.ts';
import type { GatewayContext } from '../../context.ts';
import { GatewayError } from '../../errors.ts';
import { Viewer } from '../../identity/viewer-type.ts';
import { Action } from '../../interfaces.ts';
import { selectsOnly } from '../../lookahead.ts';
import { connectionOf } from '../../resource-queries.ts';
import { offeredActions } from '../../rules.ts';
import { accounts } from '../accounts/account-loader.ts';
import { userRules } from '../accounts/account-rules.ts';
import { Account, AccountStateEnum, accountState } from '../accounts/account-type.ts';
import { domainOf } from '../domains/domain-loader.ts';
import { Domain } from '../domains/domain-type.ts';
import { type UserRow, users } from './user-loader.ts';

export const User = builder.node(builder.objectRef<UserRow>('User'), {
  description: 'Somebody, or a service, that signs in.',
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => users.loadMany(context, ids),
  fields: (t) => ({
    uuid: t.id({ description: "CloudStack's own id.", resolve: (row) => row.id }),
    username: t.string({ description: 'The name to sign in with.', resolve: (row) => row.username ?? '' }),
    firstName: t.string({ description: 'First name.', resolve: (row) => row.firstname ?? '' }),
    lastName: t.string({ description: 'Last name.', resolve: (row) => row.lastname ?? '' }),
    email: t.string({ nullable: true, description: 'The address to write to.', resolve: (row) => row.email ?? null }),
    state: t.field({ type: AccountStateEnum, description: 'Whether the user can sign in.', resolve: accountState }),
    timeZone: t.exposeString('timezone', { nullable: true, description: 'Time zone, like `Europe/Paris`.' }),
    source: t.string({
      nullable: true,
      description: 'Who knows the password: `native`, `ldap`, `saml2`, …',
      resolve: (row) => row.usersource ?? null,
    }),
    createdAt: t.field({ type: 'DateTime', nullable: true, description: 'When it was created.', resolve: (row) => row.created ?? null }),
    isDefault: t.boolean({ description: 'Whether CloudStack itself made it.', resolve: (row) => row.isdefault ?? false }),
    hasSecondFactor: t.boolean({ description: 'Whether signing in takes a second factor.', resolve: (row) => row.is2faenabled ?? false }),
    hasApiKey: t.boolean({ description: 'Whether it has API keys.', resolve: (row) => row.apikey !== undefined }),
    apiKey: t.string({
      nullable: true,
      description: "The API key: one's own only, null for everybody else's. The secret key is shown once, by `registerUserKeys`.",
      resolve: (row, _args, { cloud }) => (row.id === cloud.identity.key ? (row.apikey ?? null) : null),
    }),
    accountName: t.string({ description: 'Name of its account.', resolve: (row) => row.account ?? '' }),
    account: t.field({
      type: Account,
      nullable: true,
      description: 'The account it belongs to.',
      resolve: (row, _args, context, info) => {
        if (row.accountid === undefined) return null;
        if (selectsOnly(info, ['id', 'uuid', 'name']))
          return { id: row.accountid, ...(row.account === undefined ? {} : { name: row.account }) };
        return accounts.load(context, row.accountid);
      },
    }),
    domain: t.field({
      type: Domain,
      nullable: true,
      description: 'The domain of its account.',
      resolve: (row, _args, context, info) => domainOf(context, info, row),
    }),
    roleName: t.string({ nullable: true, description: "Name of its account's role.", resolve: (row) => row.rolename ?? null }),
    actions: t.field({
      type: [Action],
      description: 'What may be done to it, and why not at the moment.',
      resolve: (row, _args, context) => offeredActions(context, userRules, row),
    }),
  }),
});

export const USER = { one: 'a user', many: 'users' };
export const UserConnection = connectionOf(User, USER);

builder.objectField(Account, 'users', (t) =>
  t.field({
    type: [User],
    description: 'Its users, as far as CloudStack tells the caller.',
    complexity: { field: 1, multiplier: 3 },
    resolve: async (row, _args, context) => {
      const { user } = row.user === undefined ? ((await accounts.load(context, row.id)) ?? row) : row;
      return ((user ?? []) as UserRow[]).filter((each) => each.id !== undefined);
    },
  }),
);

/** The user who calls. */
async function caller(context: GatewayContext): Promise<UserRow> {
  const own = await users.load(context, context.cloud.identity.key);
  if (own) return own;
  throw new GatewayError('NOT_FOUND', 'CloudStack does not show you your own user.');
}

builder.objectField(Viewer, 'user', (t) =>
  t.field({ type: User, description: 'The user who calls.', resolve: (_identity, _args, context) => caller(context) }),
);
