import { graphql, type ResultOf } from '#lib/graph/graphql.ts';

/*
 * Each part of the page asks for itself, side by side with the others: a role that lacks one command still sees the rest, and
 * after an action only what it changed is read anew. One call to CloudStack each, two for the zones.
 */

export const ZonesQuery = graphql(`
  query CloudZones {
    zones(first: 100) { nodes { id uuid name networkType allocationState actions { name disabledReason } } }
    capacities { kind used total zone { id name } }
  }
`);
export type ZoneData = ResultOf<typeof ZonesQuery>['zones']['nodes'][number];

export const AlertsQuery = graphql(`
  query CloudAlerts($first: Int) {
    alerts(first: $first) { totalCount nodes { id name description sentAt } }
  }
`);
export type AlertData = ResultOf<typeof AlertsQuery>['alerts']['nodes'][number];

export const HostParts = graphql(`
  fragment HostParts on Host @_unmask {
    __typename
    id
    uuid
    name
    state
    resourceState
    annotation
    ipAddress
    hypervisor
    hypervisorVersion
    version
    cpuCount
    cpuSpeedMhz
    cpuUsedPercent
    cpuAllocatedPercent
    memoryTotal
    memoryUsed
    memoryAllocated
    tags
    zone { id name }
    cluster { id name }
    actions { name disabledReason }
  }
`);
export type HostData = ResultOf<typeof HostParts>;

export const HostsQuery = graphql(
  `
    query CloudHosts($first: Int) {
      hosts(first: $first) { totalCount nodes { ...HostParts } }
    }
  `,
  [HostParts],
);

export const StoragePoolParts = graphql(`
  fragment StoragePoolParts on StoragePool @_unmask {
    __typename
    id
    uuid
    name
    state
    kind
    reach
    provider
    ipAddress
    path
    sizeTotal
    sizeUsed
    sizeAllocated
    overprovisioning
    tags
    zone { id name }
    cluster { id name }
    actions { name disabledReason }
  }
`);
export type StoragePoolData = ResultOf<typeof StoragePoolParts>;

export const StoragePoolsQuery = graphql(
  `
    query CloudStoragePools($first: Int) {
      storagePools(first: $first) { totalCount nodes { ...StoragePoolParts } }
    }
  `,
  [StoragePoolParts],
);

export const SystemVmParts = graphql(`
  fragment SystemVmParts on SystemVm @_unmask {
    __typename
    id
    uuid
    name
    kind
    state
    agentState
    publicIp
    privateIp
    version
    viewers
    createdAt
    zone { id name }
    host { id name }
    actions { name disabledReason }
  }
`);
export type SystemVmData = ResultOf<typeof SystemVmParts>;

export const SystemVmsQuery = graphql(
  `
    query CloudSystemVms($first: Int) {
      systemVms(first: $first) { totalCount nodes { ...SystemVmParts } }
    }
  `,
  [SystemVmParts],
);
