import { graphql, type ResultOf } from '#lib/graph/graphql.ts';
import { ProblemParts } from '#lib/graph/problems.ts';

export const KeyRow = graphql(`
  fragment KeyRow on SshKeyPair @_unmask {
    __typename
    id
    uuid
    name
    fingerprint
    owner { account domainPath project }
    actions { name disabledReason }
  }
`);

export const KeyListQuery = graphql(
  `
    query SshKeys($first: Int, $after: String, $filter: SshKeyPairFilter) {
      sshKeyPairs(first: $first, after: $after, filter: $filter) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes { ...KeyRow }
      }
    }
  `,
  [KeyRow],
);
export type KeyRowData = ResultOf<typeof KeyListQuery>['sshKeyPairs']['nodes'][number];

export const RegisterKey = graphql(
  `
    mutation RegisterSshKey($input: RegisterSshKeyPairInput!) {
      result: registerSshKeyPair(input: $input) {
        __typename
        ... on RegisterSshKeyPairSuccess { sshKeyPair { ...KeyRow } }
        ...ProblemParts
      }
    }
  `,
  [KeyRow, ProblemParts],
);

/** The only answer that ever holds the private key. */
export const CreateKey = graphql(
  `
    mutation CreateSshKey($input: CreateSshKeyPairInput!) {
      result: createSshKeyPair(input: $input) {
        __typename
        ... on CreateSshKeyPairSuccess { privateKey sshKeyPair { ...KeyRow } }
        ...ProblemParts
      }
    }
  `,
  [KeyRow, ProblemParts],
);

export const DeleteKey = graphql(
  `
    mutation DeleteSshKey($input: DeleteSshKeyPairInput!) {
      result: deleteSshKeyPair(input: $input) {
        __typename
        ... on DeleteSshKeyPairSuccess { sshKeyPairId }
        ...ProblemParts
      }
    }
  `,
  [ProblemParts],
);
