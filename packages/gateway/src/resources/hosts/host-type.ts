import type { GraphQLResolveInfo } from 'graphql';
import { builder } from '../../builder.ts';
import type { GatewayContext } from '../../context.ts';
import { Action } from '../../interfaces.ts';
import { selectsOnly } from '../../lookahead.ts';
import { percentOf, requireOperator } from '../../operators.ts';
import { connectionOf } from '../../resource-queries.ts';
import { offeredActions } from '../../rules.ts';
import { stateEnum } from '../../state-enum.ts';
import { clusters } from '../clusters/cluster-loader.ts';
import { Cluster } from '../clusters/cluster-type.ts';
import { pods } from '../pods/pod-loader.ts';
import { Pod } from '../pods/pod-type.ts';
import { VirtualMachine } from '../virtual-machines/virtual-machine-type.ts';
import { optionalZoneOf, Zone } from '../zones/zone-type.ts';
import { type HostRow, hosts } from './host-loader.ts';
import { hostRules } from './host-rules.ts';

/** Whether CloudStack reaches a host. */
export const hostStates = stateEnum('HostState', 'Whether CloudStack reaches a host.', {
  Up: 'It answers.',
  Connecting: 'It is just connecting.',
  Disconnected: 'It does not answer at the moment.',
  Down: 'It is down.',
  Alert: 'CloudStack cannot tell what is with it.',
  Error: 'Something is wrong with it.',
  Creating: 'It is just being added.',
  Rebalancing: 'Another management server takes it over.',
  Removed: 'It was removed.',
});

/** Whether a host takes machines. */
export const hostResourceStates = stateEnum('HostResourceState', 'Whether a host takes machines.', {
  Enabled: 'It does.',
  Disabled: 'It takes no new ones.',
  Creating: 'It is just being added.',
  PrepareForMaintenance: 'Its machines are leaving.',
  ErrorInPrepareForMaintenance: 'A machine would not leave.',
  Maintenance: 'It is empty and may be worked on.',
  ErrorInMaintenance: 'Going into maintenance failed.',
  Degraded: 'Its machines were started elsewhere.',
  Error: 'Something is wrong with it.',
});

export const Host = builder.node(builder.objectRef<HostRow>('Host'), {
  description: 'A computer that runs virtual machines.',
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => hosts.loadMany(context, ids),
  fields: (t) => ({
    uuid: t.id({ description: "CloudStack's own id.", resolve: (row) => row.id }),
    name: t.string({ description: 'The name.', resolve: (row) => row.name ?? '' }),
    state: t.field({ type: hostStates.type, description: 'Whether CloudStack reaches it.', resolve: (row) => hostStates.of(row.state) }),
    resourceState: t.field({
      type: hostResourceStates.type,
      description: 'Whether it takes machines.',
      resolve: (row) => hostResourceStates.of(row.resourcestate),
    }),
    kind: t.string({
      description: '`Routing` for those that run machines; others stand for system machines.',
      resolve: (row) => String(row.type ?? ''),
    }),
    ipAddress: t.string({ nullable: true, description: 'Its address.', resolve: (row) => row.ipaddress ?? null }),
    hypervisor: t.string({
      nullable: true,
      description: 'What runs the machines: `KVM`, `VMware`, …',
      resolve: (row) => row.hypervisor ?? null,
    }),
    hypervisorVersion: t.string({ nullable: true, description: 'The version of that.', resolve: (row) => row.hypervisorversion ?? null }),
    architecture: t.string({ nullable: true, description: 'The CPUs: `x86_64`, `aarch64`.', resolve: (row) => row.arch ?? null }),
    version: t.string({ nullable: true, description: "The version of CloudStack's agent.", resolve: (row) => row.version ?? null }),
    cpuCount: t.int({ nullable: true, description: 'Number of CPU cores.', resolve: (row) => row.cpunumber ?? null }),
    cpuSpeedMhz: t.int({ nullable: true, description: 'Frequency of a core, in MHz.', resolve: (row) => row.cpuspeed ?? null }),
    cpuUsedPercent: t.float({
      nullable: true,
      description: 'How busy the CPUs are, in percent of all.',
      resolve: (row) => percentOf(row.cpuused),
    }),
    cpuAllocatedPercent: t.float({
      nullable: true,
      description: 'How much of the CPUs is promised to machines, in percent.',
      resolve: (row) => percentOf(row.cpuallocatedpercentage ?? row.cpuallocated),
    }),
    memoryTotal: t.field({ type: 'BigInt', nullable: true, description: 'Memory, in bytes.', resolve: (row) => row.memorytotal ?? null }),
    memoryAllocated: t.field({
      type: 'BigInt',
      nullable: true,
      description: 'Memory promised to machines, in bytes.',
      resolve: (row) => row.memoryallocatedbytes ?? row.memoryallocated ?? null,
    }),
    memoryUsed: t.field({
      type: 'BigInt',
      nullable: true,
      description: 'Memory in use, in bytes.',
      resolve: (row) => row.memoryused ?? null,
    }),
    tags: t.stringList({
      description: 'Its host tags; offerings may ask for them.',
      resolve: (row) => (row.hosttags ?? '').split(',').filter(Boolean),
    }),
    annotation: t.exposeString('annotation', { nullable: true, description: 'The newest comment on it.' }),
    createdAt: t.field({ type: 'DateTime', nullable: true, description: 'When it was added.', resolve: (row) => row.created ?? null }),
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
      resolve: (row, _args, context, info) => named(info, row.podid, row.podname) ?? load(context, pods, row.podid),
    }),
    cluster: t.field({
      type: Cluster,
      nullable: true,
      description: 'The cluster it is in.',
      resolve: (row, _args, context, info) => named(info, row.clusterid, row.clustername) ?? load(context, clusters, row.clusterid),
    }),
    actions: t.field({
      type: [Action],
      description: 'What may be done to it, and why not at the moment.',
      resolve: (row, _args, context) => offeredActions(context, hostRules, row as never),
    }),
  }),
});

export const HOST = { one: 'a host', many: 'hosts' };
export const HostConnection = connectionOf(Host, HOST);

/** What a row names, when no more than its name is asked for. */
function named(info: GraphQLResolveInfo, id: string | undefined, name: string | undefined): { id: string; name: string } | null {
  return id !== undefined && name !== undefined && selectsOnly(info, ['id', 'uuid', 'name']) ? { id, name } : null;
}

async function load<R>(
  context: GatewayContext,
  loader: { load(context: GatewayContext, id: string): Promise<R | null> },
  id: string | undefined,
) {
  return id === undefined ? null : loader.load(context, id);
}

/** The host that another row names: from that row when no more than its name is asked for. */
export async function hostOf(
  context: GatewayContext,
  info: GraphQLResolveInfo,
  row: { hostid?: string; hostname?: string },
): Promise<HostRow | null> {
  return named(info, row.hostid, row.hostname) ?? load(context, hosts, row.hostid);
}

builder.objectField(VirtualMachine, 'host', (t) =>
  t.field({
    type: Host,
    nullable: true,
    description: 'The host it runs on; for operators. Null: it runs nowhere.',
    resolve: (row, _args, context, info) => {
      requireOperator(context, 'listHosts', 'hosts');
      return hostOf(context, info, row);
    },
  }),
);
