import { graphql, type ResultOf } from '#lib/graph/graphql.ts';

/** One event as the pages show it. `resource` is left out: it would cost calls, and the name mostly stands in the event (event-subjects). */
export const EventParts = graphql(`
  fragment EventParts on Event @_unmask {
    id
    cursor
    type
    level
    state
    description
    createdAt
    username
    account
    resourceType
    resourceUuid
    resourceName
    parent { id }
  }
`);
export type EventData = ResultOf<typeof EventParts>;

export const EventListQuery = graphql(
  `
    query Events($first: Int, $after: String, $filter: EventFilter) {
      events(first: $first, after: $after, filter: $filter) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes { ...EventParts }
      }
    }
  `,
  [EventParts],
);

/** The names of what events are about, one batch a type; what is gone comes back as null. */
export const EventSubjectsQuery = graphql(`
  query EventSubjects($ids: [ID!]!) {
    nodes(ids: $ids) {
      __typename
      id
      ... on VirtualMachine { name displayName }
      ... on Volume { name }
      ... on Snapshot { name }
      ... on Iso { name }
      ... on Template { name }
      ... on Network { name }
    }
  }
`);
