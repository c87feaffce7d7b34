import { builder } from '../../builder.ts';
import { ScopeFilter, scopeParameters, TagFilter, tagParameters, tagsMatch } from '../../filters.ts';
import { optionalUuidOf } from '../../ids.ts';
import { resourceQueries } from '../../resource-queries.ts';
import { securityGroups } from './security-group-loader.ts';
import { SECURITY_GROUP, SecurityGroup, SecurityGroupConnection } from './security-group-type.ts';

export const SecurityGroupFilter = builder.inputType('SecurityGroupFilter', {
  description: 'Which security groups. All that is given must hold.',
  fields: (t) => ({
    keyword: t.string({ description: 'A part of the name.' }),
    name: t.string({ description: 'The name.' }),
    virtualMachineId: t.id({ description: 'Only those that this machine is in.' }),
    tags: t.field({ type: [TagFilter], description: 'Only those with all these tags.' }),
    scope: t.field({ type: ScopeFilter, description: 'Whose groups.' }),
  }),
});

resourceQueries({
  type: SecurityGroup,
  connection: SecurityGroupConnection,
  words: SECURITY_GROUP,
  single: 'securityGroup',
  plural: 'securityGroups',
  command: 'listSecurityGroups',
  argumentPaths: { securitygroupname: ['filter', 'name'] },
  loader: securityGroups,
  filter: SecurityGroupFilter,
  select: (filter, context) => ({
    parameters: {
      ...scopeParameters(context.cloud.identity, filter?.scope),
      ...tagParameters(filter?.tags),
      keyword: filter?.keyword ?? undefined,
      securitygroupname: filter?.name ?? undefined,
      virtualmachineid: optionalUuidOf('VirtualMachine', filter?.virtualMachineId, ['filter', 'virtualMachineId']),
    },
    matches: tagsMatch(filter?.tags),
  }),
});
