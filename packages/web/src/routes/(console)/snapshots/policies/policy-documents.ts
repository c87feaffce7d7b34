import { graphql, type ResultOf } from '#lib/graph/graphql.ts';
import { ProblemParts } from '#lib/graph/problems.ts';

const PolicyRow = graphql(`
  fragment PolicyRow on SnapshotPolicy @_unmask {
    __typename
    id
    interval
    schedule
    timeZone
    maximumSnapshots
  }
`);

/** By which rules snapshots of a volume are taken by themselves (one call). */
export const PoliciesQuery = graphql(
  `
    query SnapshotPolicies($volumeId: ID!) {
      snapshotPolicies(first: 20, filter: { volumeId: $volumeId }) {
        nodes { ...PolicyRow }
      }
    }
  `,
  [PolicyRow],
);
export type PolicyData = ResultOf<typeof PoliciesQuery>['snapshotPolicies']['nodes'][number];

export const CreatePolicy = graphql(
  `
    mutation CreateSnapshotPolicy($input: CreateSnapshotPolicyInput!) {
      result: createSnapshotPolicy(input: $input) {
        __typename
        ... on CreateSnapshotPolicySuccess { snapshotPolicy { ...PolicyRow } }
        ...ProblemParts
      }
    }
  `,
  [PolicyRow, ProblemParts],
);

export const UpdatePolicy = graphql(
  `
    mutation UpdateSnapshotPolicy($input: UpdateSnapshotPolicyInput!) {
      result: updateSnapshotPolicy(input: $input) {
        __typename
        ... on UpdateSnapshotPolicySuccess { snapshotPolicy { ...PolicyRow } }
        ...ProblemParts
      }
    }
  `,
  [PolicyRow, ProblemParts],
);

export const DeletePolicy = graphql(
  `
    mutation DeleteSnapshotPolicy($input: DeleteSnapshotPolicyInput!) {
      result: deleteSnapshotPolicy(input: $input) {
        __typename
        ... on DeleteSnapshotPolicySuccess { snapshotPolicyId }
        ...ProblemParts
      }
    }
  `,
  [ProblemParts],
);
