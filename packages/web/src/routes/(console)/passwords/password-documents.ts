import { graphql } from '#lib/graph/graphql.ts';

/** The password that a job gave a machine. To be asked past the cache (`askPastCache`), which would keep it. */
export const JobPasswordQuery = graphql(`
  query JobPassword($id: ID!) {
    node(id: $id) {
      __typename
      ... on AsyncJob {
        status
        command
        password
        resource { __typename ... on VirtualMachine { name displayName } }
      }
    }
  }
`);
