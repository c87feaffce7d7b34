import { builder } from '../../builder.ts';
import { forwardArguments, pageComplexity } from '../../connection.ts';
import { optionalUuidOf } from '../../ids.ts';
import { listConnection } from '../../listing.ts';
import { resourceQueries } from '../../resource-queries.ts';
import { Pod } from '../pods/pod-type.ts';
import { allocationStates } from '../zones/zone-type.ts';
import { clusters } from './cluster-loader.ts';
import { CLUSTER, Cluster, ClusterConnection } from './cluster-type.ts';

export const ClusterFilter = builder.inputType('ClusterFilter', {
  description: 'Which clusters. All that is given must hold.',
  fields: (t) => ({
    keyword: t.string({ description: 'A part of the name.' }),
    zoneId: t.id({ description: 'Only those in this zone.' }),
    podId: t.id({ description: 'Only those in this pod.' }),
    hypervisor: t.string({ description: 'Only those with this hypervisor: `KVM`.' }),
    allocationState: t.field({ type: allocationStates.type, description: 'Only those in this state.' }),
  }),
});

resourceQueries({
  type: Cluster,
  connection: ClusterConnection,
  words: CLUSTER,
  single: 'cluster',
  plural: 'clusters',
  command: 'listClusters',
  loader: clusters,
  filter: ClusterFilter,
  note: 'For operators.',
  select: (filter) => ({
    parameters: {
      keyword: filter?.keyword ?? undefined,
      zoneid: optionalUuidOf('Zone', filter?.zoneId, ['filter', 'zoneId']),
      podid: optionalUuidOf('Pod', filter?.podId, ['filter', 'podId']),
      hypervisor: filter?.hypervisor ?? undefined,
      allocationstate: allocationStates.name(filter?.allocationState),
    },
  }),
});

builder.objectField(Pod, 'clusters', (t) =>
  t.field({
    type: ClusterConnection,
    description: 'Its clusters. One call a pod.',
    args: forwardArguments(t.arg, 20),
    complexity: pageComplexity(),
    resolve: (row, args, context) =>
      listConnection(context, { command: 'listClusters', loader: clusters }, args, { parameters: { podid: row.id } }),
  }),
);
