import { builder } from '../../builder.ts';
import { ScopeFilter, scopeParameters } from '../../filters.ts';
import { optionalUuidOf } from '../../ids.ts';
import { requireOperator } from '../../operators.ts';
import { resourceQueries } from '../../resource-queries.ts';
import { Network } from '../networks/network-type.ts';
import { systemMachineStates } from '../system-vms/system-vm-type.ts';
import { routers } from './router-loader.ts';
import { ROUTER, Router, RouterConnection } from './router-type.ts';

export const RouterFilter = builder.inputType('RouterFilter', {
  description: 'Which virtual routers. All that is given must hold.',
  fields: (t) => ({
    keyword: t.string({ description: 'A part of the name.' }),
    state: t.field({ type: systemMachineStates.type, description: 'Only those in this state.' }),
    zoneId: t.id({ description: 'Only those in this zone.' }),
    hostId: t.id({ description: 'Only those on this host.' }),
    networkId: t.id({ description: 'Only those of this network.' }),
    vpcId: t.id({ description: 'Only those of this VPC.' }),
    scope: t.field({ type: ScopeFilter, description: 'Whose routers.' }),
  }),
});

resourceQueries({
  type: Router,
  connection: RouterConnection,
  words: ROUTER,
  single: 'router',
  plural: 'routers',
  command: 'listRouters',
  loader: routers,
  filter: RouterFilter,
  note: 'For operators.',
  select: (filter, context) => ({
    parameters: {
      ...scopeParameters(context.cloud.identity, filter?.scope),
      keyword: filter?.keyword ?? undefined,
      state: systemMachineStates.name(filter?.state),
      zoneid: optionalUuidOf('Zone', filter?.zoneId, ['filter', 'zoneId']),
      hostid: optionalUuidOf('Host', filter?.hostId, ['filter', 'hostId']),
      networkid: optionalUuidOf('Network', filter?.networkId, ['filter', 'networkId']),
      vpcid: optionalUuidOf('Vpc', filter?.vpcId, ['filter', 'vpcId']),
    },
  }),
});

builder.objectField(Network, 'routers', (t) =>
  t.field({
    type: [Router],
    description: 'The routers that carry its traffic; for operators. One call a network.',
    complexity: { field: 1, multiplier: 2 },
    resolve: async (row, _args, context) => {
      requireOperator(context, 'listRouters', 'virtual routers');
      const { rows } = await context.cloud.list('listRouters', {
        networkid: row.id,
        ...(row.projectid === undefined ? {} : { projectid: row.projectid }),
      });
      return rows;
    },
  }),
);
