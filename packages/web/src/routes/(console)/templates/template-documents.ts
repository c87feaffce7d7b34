import { graphql, type ResultOf } from '#lib/graph/graphql.ts';

export const TemplateRow = graphql(`
  fragment TemplateRow on Template @_unmask {
    __typename
    id
    uuid
    name
    displayText
    osName
    isReady
    status
    downloadPercent
    sizeBytes
    format
    hypervisor
    isPublic
    isFeatured
    createdAt
    zone { id name }
    owner { account domainPath project }
    tags { key value }
    actions { name disabledReason }
  }
`);
export type TemplateRowData = ResultOf<typeof TemplateRow>;

export const TemplateListQuery = graphql(
  `
    query Templates($first: Int, $after: String, $orderBy: [TemplateOrder!], $filter: TemplateFilter) {
      templates(first: $first, after: $after, orderBy: $orderBy, filter: $filter) {
        totalCount
        indexing { done total }
        facets { field values { value label count } }
        pageInfo { hasNextPage endCursor }
        nodes { ...TemplateRow }
      }
    }
  `,
  [TemplateRow],
);
