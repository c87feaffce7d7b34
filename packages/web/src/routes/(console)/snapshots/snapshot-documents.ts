import { graphql, type ResultOf } from '#lib/graph/graphql.ts';
import { JobParts, ProblemParts } from '#lib/graph/problems.ts';

export const SnapshotRow = graphql(`
  fragment SnapshotRow on Snapshot @_unmask {
    __typename
    id
    uuid
    name
    state
    intervalKind
    virtualSizeBytes
    physicalSizeBytes
    revertable
    createdAt
    volume { id name }
    owner { account domainPath project }
    tags { key value }
    actions { name disabledReason }
  }
`);
export type SnapshotRowData = ResultOf<typeof SnapshotRow>;

/** A page of volume snapshots. */
export const SnapshotListQuery = graphql(
  `
    query Snapshots($first: Int, $after: String, $orderBy: [SnapshotOrder!], $filter: SnapshotFilter) {
      snapshots(first: $first, after: $after, orderBy: $orderBy, filter: $filter) {
        totalCount
        indexing { done total }
        facets { field values { value label count } }
        pageInfo { hasNextPage endCursor }
        nodes { ...SnapshotRow }
      }
    }
  `,
  [SnapshotRow],
);

export const CreateSnapshot = graphql(
  `
    mutation CreateSnapshot($input: CreateSnapshotInput!) {
      result: createSnapshot(input: $input) {
        __typename
        ... on CreateSnapshotSuccess { snapshot { ...SnapshotRow } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [SnapshotRow, JobParts, ProblemParts],
);

export const DeleteSnapshot = graphql(
  `
    mutation DeleteSnapshot($input: SnapshotActionInput!) {
      result: deleteSnapshot(input: $input) {
        __typename
        ... on DeleteSnapshotSuccess { snapshotId job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [JobParts, ProblemParts],
);

export const RevertSnapshot = graphql(
  `
    mutation RevertSnapshot($input: SnapshotActionInput!) {
      result: revertSnapshot(input: $input) {
        __typename
        ... on RevertSnapshotSuccess { snapshot { id state actions { name disabledReason } } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [JobParts, ProblemParts],
);
