import { graphql, type ResultOf } from '#lib/graph/graphql.ts';
import { JobParts, ProblemParts } from '#lib/graph/problems.ts';

export const InstanceSnapshotRow = graphql(`
  fragment InstanceSnapshotRow on VirtualMachineSnapshot @_unmask {
    __typename
    id
    uuid
    name
    description
    state
    kind
    isCurrent
    createdAt
    virtualMachine { id name displayName }
    parent { id name }
    owner { account domainPath project }
    actions { name disabledReason }
  }
`);
export type InstanceSnapshotRowData = ResultOf<typeof InstanceSnapshotRow>;

/** A page of snapshots of whole instances. */
export const InstanceSnapshotListQuery = graphql(
  `
    query VirtualMachineSnapshots($first: Int, $after: String, $orderBy: [VirtualMachineSnapshotOrder!], $filter: VirtualMachineSnapshotFilter) {
      virtualMachineSnapshots(first: $first, after: $after, orderBy: $orderBy, filter: $filter) {
        totalCount
        indexing { done total }
        facets { field values { value label count } }
        pageInfo { hasNextPage endCursor }
        nodes { ...InstanceSnapshotRow }
      }
    }
  `,
  [InstanceSnapshotRow],
);

export const CreateInstanceSnapshot = graphql(
  `
    mutation CreateInstanceSnapshot($input: CreateVirtualMachineSnapshotInput!) {
      result: createVirtualMachineSnapshot(input: $input) {
        __typename
        ... on CreateVirtualMachineSnapshotSuccess { virtualMachineSnapshot { ...InstanceSnapshotRow } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [InstanceSnapshotRow, JobParts, ProblemParts],
);

export const DeleteInstanceSnapshot = graphql(
  `
    mutation DeleteInstanceSnapshot($input: VirtualMachineSnapshotActionInput!) {
      result: deleteVirtualMachineSnapshot(input: $input) {
        __typename
        ... on DeleteVirtualMachineSnapshotSuccess { virtualMachineSnapshotId job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [JobParts, ProblemParts],
);

export const RevertInstanceSnapshot = graphql(
  `
    mutation RevertInstanceSnapshot($input: VirtualMachineSnapshotActionInput!) {
      result: revertVirtualMachineSnapshot(input: $input) {
        __typename
        ... on RevertVirtualMachineSnapshotSuccess { virtualMachineSnapshot { id state isCurrent actions { name disabledReason } } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [JobParts, ProblemParts],
);
