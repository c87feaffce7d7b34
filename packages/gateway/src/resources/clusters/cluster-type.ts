import type { ActionRule } from '../../actions.ts';
import { builder } from '../../builder.ts';
import { Action } from '../../interfaces.ts';
import { selectsOnly } from '../../lookahead.ts';
import { always } from '../../resource-fields.ts';
import { connectionOf } from '../../resource-queries.ts';
import { offeredActions } from '../../rules.ts';
import { pods } from '../pods/pod-loader.ts';
import { Pod } from '../pods/pod-type.ts';
import { allocationStates, optionalZoneOf, Zone } from '../zones/zone-type.ts';
import { type ClusterRow, clusters } from './cluster-loader.ts';

/** When CloudStack takes an action on a cluster. */
export const clusterRules: readonly ActionRule<Partial<ClusterRow>>[] = [
  always('UPDATE', 'updateCluster'),
  {
    name: 'ENABLE',
    command: 'updateCluster',
    refusal: (row) => (row.allocationstate === 'Enabled' ? 'The cluster takes new machines already.' : null),
  },
  {
    name: 'DISABLE',
    command: 'updateCluster',
    refusal: (row) => (row.allocationstate === 'Disabled' ? 'The cluster takes no new machines already.' : null),
  },
];

export const Cluster = builder.node(builder.objectRef<ClusterRow>('Cluster'), {
  description: 'Hosts with the same hypervisor, between which machines can move.',
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => clusters.loadMany(context, ids),
  fields: (t) => ({
    uuid: t.id({ description: "CloudStack's own id.", resolve: (row) => row.id }),
    name: t.string({ description: 'The name.', resolve: (row) => row.name ?? '' }),
    allocationState: t.field({
      type: allocationStates.type,
      description: 'Whether it takes new machines.',
      resolve: (row) => allocationStates.of(row.allocationstate),
    }),
    managedState: t.string({
      nullable: true,
      description: '`Managed`, or how far it is from that.',
      resolve: (row) => row.managedstate ?? null,
    }),
    hypervisor: t.string({
      nullable: true,
      description: 'What runs the machines: `KVM`, `VMware`, …',
      resolve: (row) => row.hypervisortype ?? null,
    }),
    architecture: t.string({ nullable: true, description: 'The CPUs: `x86_64`, `aarch64`.', resolve: (row) => row.arch ?? null }),
    cpuOvercommitRatio: t.float({
      nullable: true,
      description: 'How many times the CPUs are promised.',
      resolve: (row) => Number(row.cpuovercommitratio ?? Number.NaN) || null,
    }),
    memoryOvercommitRatio: t.float({
      nullable: true,
      description: 'How many times the memory is promised.',
      resolve: (row) => Number(row.memoryovercommitratio ?? Number.NaN) || null,
    }),
    zone: t.field({
      type: Zone,
      nullable: true,
      description: 'The zone it is in.',
      resolve: (row, _args, context, info) => optionalZoneOf(context, info, row),
    }),
    pod: t.field({
      type: Pod,
      nullable: true,
      description: 'The pod it is in.',
      resolve: (row, _args, context, info) => {
        if (row.podid === undefined) return null;
        if (selectsOnly(info, ['id', 'uuid', 'name']))
          return { id: row.podid, ...(row.podname === undefined ? {} : { name: row.podname }) };
        return pods.load(context, row.podid);
      },
    }),
    actions: t.field({
      type: [Action],
      description: 'What may be done to it, and why not at the moment.',
      resolve: (row, _args, context) => offeredActions(context, clusterRules, row),
    }),
  }),
});

export const CLUSTER = { one: 'a cluster', many: 'clusters' };
export const ClusterConnection = connectionOf(Cluster, CLUSTER);
