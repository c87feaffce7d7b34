import { builder } from '../../builder.ts';
import { forwardArguments, pageComplexity } from '../../connection.ts';
import { optionalUuidOf } from '../../ids.ts';
import { listConnection } from '../../listing.ts';
import { resourceQueries } from '../../resource-queries.ts';
import { Cluster } from '../clusters/cluster-type.ts';
import { virtualMachines } from '../virtual-machines/virtual-machine-loader.ts';
import { VirtualMachineConnection } from '../virtual-machines/virtual-machine-queries.ts';
import { hosts } from './host-loader.ts';
import { HOST, Host, HostConnection, hostResourceStates, hostStates } from './host-type.ts';

export const HostFilter = builder.inputType('HostFilter', {
  description: 'Which hosts. All that is given must hold.',
  fields: (t) => ({
    keyword: t.string({ description: 'A part of the name.' }),
    zoneId: t.id({ description: 'Only those in this zone.' }),
    podId: t.id({ description: 'Only those in this pod.' }),
    clusterId: t.id({ description: 'Only those in this cluster.' }),
    state: t.field({ type: hostStates.type, description: 'Only those in this state.' }),
    resourceState: t.field({ type: hostResourceStates.type, description: 'Only those in this resource state.' }),
    systemMachines: t.boolean({
      defaultValue: false,
      description: 'Whether to list what stands for system machines, too; else only hosts that run machines.',
    }),
  }),
});

resourceQueries({
  type: Host,
  connection: HostConnection,
  words: HOST,
  single: 'host',
  plural: 'hosts',
  command: 'listHosts',
  loader: hosts,
  filter: HostFilter,
  note: 'For operators.',
  select: (filter) => ({
    parameters: {
      keyword: filter?.keyword ?? undefined,
      zoneid: optionalUuidOf('Zone', filter?.zoneId, ['filter', 'zoneId']),
      podid: optionalUuidOf('Pod', filter?.podId, ['filter', 'podId']),
      clusterid: optionalUuidOf('Cluster', filter?.clusterId, ['filter', 'clusterId']),
      state: hostStates.name(filter?.state),
      resourcestate: hostResourceStates.name(filter?.resourceState),
      type: filter?.systemMachines ? undefined : 'Routing',
    },
  }),
});

builder.objectField(Cluster, 'hosts', (t) =>
  t.field({
    type: HostConnection,
    description: 'Its hosts. One call a cluster.',
    args: forwardArguments(t.arg, 20),
    complexity: pageComplexity(),
    resolve: (row, args, context) =>
      listConnection(context, { command: 'listHosts', loader: hosts }, args, { parameters: { clusterid: row.id, type: 'Routing' } }),
  }),
);

builder.objectField(Host, 'virtualMachines', (t) =>
  t.field({
    type: VirtualMachineConnection,
    description: 'The machines on it. One call a host.',
    args: forwardArguments(t.arg, 20),
    complexity: pageComplexity(),
    resolve: (row, args, context) =>
      listConnection(context, { command: 'listVirtualMachines', loader: virtualMachines }, args, { parameters: { hostid: row.id } }),
  }),
);
