import { builder } from '../../builder.ts';
import { ScopeFilter, scopeParameters } from '../../filters.ts';
import { resourceQueries } from '../../resource-queries.ts';
import { userData } from './user-data-loader.ts';
import { USER_DATA, UserData, UserDataConnection } from './user-data-type.ts';

export const UserDataFilter = builder.inputType('UserDataFilter', {
  description: 'Which user data. All that is given must hold.',
  fields: (t) => ({
    keyword: t.string({ description: 'A part of the name.' }),
    name: t.string({ description: 'The name.' }),
    scope: t.field({ type: ScopeFilter, description: 'Whose user data.' }),
  }),
});

resourceQueries({
  type: UserData,
  connection: UserDataConnection,
  words: USER_DATA,
  single: 'userData',
  plural: 'userDataList',
  command: 'listUserData',
  loader: userData,
  filter: UserDataFilter,
  select: (filter, context) => ({
    parameters: {
      ...scopeParameters(context.cloud.identity, filter?.scope),
      keyword: filter?.keyword ?? undefined,
      name: filter?.name ?? undefined,
    },
  }),
});
