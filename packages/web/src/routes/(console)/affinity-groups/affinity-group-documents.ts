import { graphql, type ResultOf } from '#lib/graph/graphql.ts';
import { JobParts, ProblemParts } from '#lib/graph/problems.ts';

/** The groups with their instances: two calls a page. */
export const GroupListQuery = graphql(`
  query AffinityGroups($first: Int, $after: String, $filter: AffinityGroupFilter) {
    affinityGroups(first: $first, after: $after, filter: $filter) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes {
        __typename
        id
        uuid
        name
        kind
        description
        owner { account domainPath project }
        virtualMachines { id uuid name displayName }
        actions { name disabledReason }
      }
    }
  }
`);
export type GroupData = ResultOf<typeof GroupListQuery>['affinityGroups']['nodes'][number];

export const GroupKindsQuery = graphql('query AffinityGroupKinds { affinityGroupKinds }');

/** CloudStack makes a group at once, though by a job: it is waited for. */
export const CreateGroup = graphql(
  `
    mutation CreateAffinityGroup($input: CreateAffinityGroupInput!) {
      result: createAffinityGroup(input: $input) {
        __typename
        ... on CreateAffinityGroupSuccess { job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [JobParts, ProblemParts],
);

export const DeleteGroup = graphql(
  `
    mutation DeleteAffinityGroup($input: DeleteAffinityGroupInput!) {
      result: deleteAffinityGroup(input: $input) {
        __typename
        ... on DeleteAffinityGroupSuccess { affinityGroupId job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [JobParts, ProblemParts],
);
