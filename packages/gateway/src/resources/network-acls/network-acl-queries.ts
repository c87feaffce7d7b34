import { builder } from '../../builder.ts';
import { ScopeFilter, scopeParameters } from '../../filters.ts';
import { optionalUuidOf } from '../../ids.ts';
import { connectionOf, resourceQueries } from '../../resource-queries.ts';
import { networkAclLists } from './network-acl-loader.ts';
import { NetworkAclList } from './network-acl-type.ts';

const words = { one: 'an ACL list', many: 'ACL lists' };

export const NetworkAclListFilter = builder.inputType('NetworkAclListFilter', {
  description: 'Which ACL lists. All that is given must hold.',
  fields: (t) => ({
    keyword: t.string({ description: 'A part of the name.' }),
    name: t.string({ description: 'The name.' }),
    vpcId: t.id({ description: 'Only those of this VPC.' }),
    scope: t.field({ type: ScopeFilter, description: 'Whose lists.' }),
  }),
});

resourceQueries({
  type: NetworkAclList,
  connection: connectionOf(NetworkAclList, words),
  words,
  single: 'networkAclList',
  plural: 'networkAclLists',
  command: 'listNetworkACLLists',
  loader: networkAclLists,
  filter: NetworkAclListFilter,
  select: (filter, context) => ({
    parameters: {
      ...scopeParameters(context.cloud.identity, filter?.scope),
      keyword: filter?.keyword ?? undefined,
      name: filter?.name ?? undefined,
      vpcid: optionalUuidOf('Vpc', filter?.vpcId, ['filter', 'vpcId']),
    },
  }),
});
