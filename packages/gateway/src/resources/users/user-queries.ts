import { builder } from '../../builder.ts';
import { optionalUuidOf } from '../../ids.ts';
import { resourceQueries } from '../../resource-queries.ts';
import { AccountStateEnum } from '../accounts/account-type.ts';
import { users } from './user-loader.ts';
import { USER, User, UserConnection } from './user-type.ts';

export const UserFilter = builder.inputType('UserFilter', {
  description: 'Which users. All that is given must hold.',
  fields: (t) => ({
    keyword: t.string({ description: 'A part of a name or the e-mail address.' }),
    username: t.string({ description: 'The name to sign in with.' }),
    state: t.field({ type: AccountStateEnum, description: 'Only those in this state.' }),
    account: t.string({ description: 'Only those of this account; with `domainId`.' }),
    domainId: t.id({ description: 'Only those of this domain and, without `account`, what is below it.' }),
  }),
});

resourceQueries({
  type: User,
  connection: UserConnection,
  words: USER,
  single: 'user',
  plural: 'users',
  command: 'listUsers',
  loader: users,
  filter: UserFilter,
  note: 'Those with the role User see nobody but themselves.',
  select: (filter, context) => {
    const domainid = optionalUuidOf('Domain', filter?.domainId, ['filter', 'domainId']);
    const account = filter?.account ?? undefined;
    return {
      parameters: {
        keyword: filter?.keyword ?? undefined,
        username: filter?.username ?? undefined,
        state: filter?.state?.toLowerCase(),
        account,
        domainid: domainid ?? (account === undefined ? undefined : context.cloud.identity.domainId),
        isrecursive: domainid !== undefined && account === undefined ? true : undefined,
      },
    };
  },
});
