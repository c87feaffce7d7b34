import { graphql } from '#lib/graph/graphql.ts';
import { JobParts, ProblemParts } from '#lib/graph/problems.ts';
import { NetworkRow } from './network-documents.ts';

export const CreateNetwork = graphql(
  `
    mutation CreateNetwork($input: CreateNetworkInput!) {
      result: createNetwork(input: $input) {
        __typename
        ... on CreateNetworkSuccess { network { ...NetworkRow } }
        ...ProblemParts
      }
    }
  `,
  [NetworkRow, ProblemParts],
);

export const UpdateNetwork = graphql(
  `
    mutation UpdateNetwork($input: UpdateNetworkInput!) {
      result: updateNetwork(input: $input) {
        __typename
        ... on UpdateNetworkSuccess { network { id name displayText actions { name disabledReason } } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [JobParts, ProblemParts],
);

export const RestartNetwork = graphql(
  `
    mutation RestartNetwork($input: RestartNetworkInput!) {
      result: restartNetwork(input: $input) {
        __typename
        ... on RestartNetworkSuccess { network { id state actions { name disabledReason } } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [JobParts, ProblemParts],
);

export const DeleteNetwork = graphql(
  `
    mutation DeleteNetwork($input: DeleteNetworkInput!) {
      result: deleteNetwork(input: $input) {
        __typename
        ... on DeleteNetworkSuccess { networkId job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [JobParts, ProblemParts],
);
