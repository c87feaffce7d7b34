import { graphql, type ResultOf } from '#lib/graph/graphql.ts';

/** What one row of the network list shows; all of it comes from one row of CloudStack. */
export const NetworkRow = graphql(`
  fragment NetworkRow on Network @_unmask {
    __typename
    id
    uuid
    name
    displayText
    state
    kind
    cidr
    gateway
    restartRequired
    vpc { id name }
    zone { id name }
    owner { account domainPath project }
    tags { key value }
  }
`);
export type NetworkRowData = ResultOf<typeof NetworkRow>;

export const NetworkListQuery = graphql(
  `
    query Networks($first: Int, $after: String, $filter: NameFilter) {
      networks(first: $first, after: $after, filter: $filter) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes { ...NetworkRow }
      }
    }
  `,
  [NetworkRow],
);
