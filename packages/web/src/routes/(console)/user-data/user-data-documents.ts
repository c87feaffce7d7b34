import { graphql, type ResultOf } from '#lib/graph/graphql.ts';
import { ProblemParts } from '#lib/graph/problems.ts';

const UserDataRow = graphql(`
  fragment UserDataRow on UserData @_unmask {
    __typename
    id
    uuid
    name
    parameters
    owner { account domainPath project }
    actions { name disabledReason }
  }
`);

/** The texts themselves are left out: each may have 32 KiB, and they are shown one at a time. */
export const UserDataListQuery = graphql(
  `
    query UserDataList($first: Int, $after: String, $filter: UserDataFilter) {
      userDataList(first: $first, after: $after, filter: $filter) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes { ...UserDataRow }
      }
    }
  `,
  [UserDataRow],
);
export type UserDataRowData = ResultOf<typeof UserDataListQuery>['userDataList']['nodes'][number];

export const UserDataTextQuery = graphql('query UserDataText($id: ID!) { userData(id: $id) { __typename id content } }');

export const KeepUserData = graphql(
  `
    mutation KeepUserData($input: RegisterUserDataInput!) {
      result: registerUserData(input: $input) {
        __typename
        ... on RegisterUserDataSuccess { userData { ...UserDataRow } }
        ...ProblemParts
      }
    }
  `,
  [UserDataRow, ProblemParts],
);

export const DeleteUserData = graphql(
  `
    mutation DeleteUserData($input: DeleteUserDataInput!) {
      result: deleteUserData(input: $input) {
        __typename
        ... on DeleteUserDataSuccess { userDataId }
        ...ProblemParts
      }
    }
  `,
  [ProblemParts],
);
