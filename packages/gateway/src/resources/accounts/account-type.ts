import { builder } from '../../builder.ts';
import { ownAccount, Viewer } from '../../identity/viewer-type.ts';
import { Action, domainPath } from '../../interfaces.ts';
import { limitsOf, ResourceCounts, ResourceLimit } from '../../resource-limits.ts';
import { connectionOf } from '../../resource-queries.ts';
import { offeredActions } from '../../rules.ts';
import { domainOf } from '../domains/domain-loader.ts';
import { Domain } from '../domains/domain-type.ts';
import { roleOf } from '../roles/role-loader.ts';
import { Role } from '../roles/role-type.ts';
import { type AccountRow, accounts } from './account-loader.ts';
import { accountRules } from './account-rules.ts';

export const AccountStateEnum = builder.enumType('AccountState', {
  description: 'Whether an account, or a user, can be used.',
  values: {
    ENABLED: { description: 'It can be used.' },
    LOCKED: { description: 'Nobody can sign in; what runs goes on.' },
    DISABLED: { description: 'Nobody can sign in, and its machines are stopped.' },
  } as const,
});

const states = ['ENABLED', 'LOCKED', 'DISABLED'] as const;

/** The state of an account or a user. */
export const accountState = (row: { state?: string | undefined }) =>
  states.find((state) => state === row.state?.toUpperCase()) ?? 'DISABLED';

export const Account = builder.node(builder.objectRef<AccountRow>('Account'), {
  description: 'Who owns things in the cloud: one or several users of a domain, who share all that they have.',
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => accounts.loadMany(context, ids),
  fields: (t) => ({
    uuid: t.id({ description: "CloudStack's own id.", resolve: (row) => row.id }),
    name: t.string({ description: 'The name, unique in its domain.', resolve: (row) => row.name ?? '' }),
    state: t.field({ type: AccountStateEnum, description: 'Whether it can be used.', resolve: accountState }),
    roleType: t.string({ description: '`User`, `DomainAdmin`, `ResourceAdmin` or `Admin`.', resolve: (row) => row.roletype ?? '' }),
    role: t.field({
      type: Role,
      nullable: true,
      description: 'What its users may do. Only its name and kind are shown to those who may not list roles.',
      resolve: (row, _args, context, info) => roleOf(context, info, row),
    }),
    domain: t.field({
      type: Domain,
      nullable: true,
      description: 'The domain it lies in.',
      resolve: (row, _args, context, info) => domainOf(context, info, row),
    }),
    domainPath: t.string({ description: 'Path of the domain, like `/acme`.', resolve: domainPath }),
    networkDomain: t.exposeString('networkdomain', { nullable: true, description: 'The DNS domain of its networks.' }),
    createdAt: t.field({ type: 'DateTime', nullable: true, description: 'When it was created.', resolve: (row) => row.created ?? null }),
    isDefault: t.boolean({ description: 'Whether CloudStack itself made it.', resolve: (row) => row.isdefault ?? false }),
    counts: t.field({ type: ResourceCounts, description: 'What it has.', resolve: (row) => row }),
    limits: t.field({ type: [ResourceLimit], description: 'What it may have.', resolve: (row) => limitsOf(row) }),
    receivedBytes: t.field({
      type: 'BigInt',
      nullable: true,
      description: 'What its networks took in, in bytes, as far as CloudStack counts it.',
      resolve: (row) => row.receivedbytes ?? null,
    }),
    sentBytes: t.field({
      type: 'BigInt',
      nullable: true,
      description: 'What its networks sent out, in bytes, as far as CloudStack counts it.',
      resolve: (row) => row.sentbytes ?? null,
    }),
    actions: t.field({
      type: [Action],
      description: 'What may be done to it, and why not at the moment.',
      resolve: (row, _args, context) => offeredActions(context, accountRules, row),
    }),
  }),
});

export const ACCOUNT = { one: 'an account', many: 'accounts' };
export const AccountConnection = connectionOf(Account, ACCOUNT);

builder.objectField(Viewer, 'ownAccount', (t) =>
  t.field({ type: Account, description: 'The own account.', resolve: (_identity, _args, context) => ownAccount(context) }),
);
