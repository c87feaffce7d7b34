import { graphql, type ResultOf } from '#lib/graph/graphql.ts';
import { EventParts } from '../events/event-documents.ts';

/** What one row of the instance list, and the head of the detail page, shows. All of it comes from one VM row of CloudStack. */
export const InstanceRow = graphql(`
  fragment InstanceRow on VirtualMachine @_unmask {
    __typename
    id
    uuid
    name
    displayName
    state
    stateSince
    createdAt
    cpuCount
    cpuSpeedMhz
    memoryMib
    ipAddress
    nics { id ipAddress ip6Address isDefault network { id name } }
    zone { id name }
    template { id name }
    iso { id name }
    serviceOffering { id name }
    owner { account domainPath project }
    tags { key value }
    actions { name disabledReason }
  }
`);
export type InstanceRowData = ResultOf<typeof InstanceRow>;

/** A page of instances, with the counts of the state filter and the zones to choose from: three calls to CloudStack when cold. */
export const InstanceListQuery = graphql(
  `
    query Instances($first: Int, $after: String, $orderBy: [VirtualMachineOrder!], $filter: VirtualMachineFilter) {
      virtualMachines(first: $first, after: $after, orderBy: $orderBy, filter: $filter) {
        totalCount
        indexing { done total }
        facets { field values { value label count } }
        pageInfo { hasNextPage endCursor }
        nodes { ...InstanceRow }
      }
    }
  `,
  [InstanceRow],
);

/** The first view of one instance. The tabs load on their own, so that this one stays within three calls. */
export const InstanceQuery = graphql(
  `
    query Instance($id: ID!) {
      virtualMachine(id: $id) {
        ...InstanceRow
        osName
        hypervisor
        sshKeyPairs
        nics { id ipAddress ip6Address macAddress gateway netmask isDefault network { id name kind } }
      }
    }
  `,
  [InstanceRow],
);
export type InstanceData = NonNullable<ResultOf<typeof InstanceQuery>['virtualMachine']>;

/** The disks of an instance with their latest snapshots (two calls). */
export const InstanceVolumesQuery = graphql(`
  query InstanceVolumes($id: ID!) {
    volumes(first: 100, filter: { virtualMachineId: $id }) {
      totalCount
      nodes {
        __typename
        id
        uuid
        name
        state
        kind
        sizeBytes
        deviceId
        createdAt
        diskOffering { id name }
        actions { name disabledReason }
        snapshots(first: 3) { totalCount nodes { id name state createdAt } }
      }
    }
  }
`);

/** The snapshots taken of the whole instance (one call). */
export const InstanceSnapshotsQuery = graphql(`
  query InstanceSnapshots($id: ID!) {
    virtualMachineSnapshots(first: 100, filter: { virtualMachineId: $id }) {
      totalCount
      nodes {
        __typename
        id
        uuid
        name
        description
        state
        kind
        isCurrent
        createdAt
        parent { id name }
        actions { name disabledReason }
      }
    }
  }
`);

/** What happened to the instance, newest first (one call). */
export const InstanceEventsQuery = graphql(
  `
    query InstanceEvents($id: ID!, $after: String) {
      events(first: 50, after: $after, filter: { resourceId: $id }) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes { ...EventParts }
      }
    }
  `,
  [EventParts],
);

/** Instances to choose from in the attach dialogs: as little of each as a choice needs. */
export const InstanceChoicesQuery = graphql(`
  query InstanceChoices($filter: VirtualMachineFilter) {
    virtualMachines(first: 100, filter: $filter) {
      totalCount
      nodes { id name displayName state ipAddress zone { id name } }
    }
  }
`);

/** Service offerings, for another size. */
export const ServiceOfferingsQuery = graphql(`
  query ServiceOfferings {
    serviceOfferings(first: 200) { nodes { id name displayText cpuCount cpuSpeedMhz memoryMib isCustomized } }
  }
`);
