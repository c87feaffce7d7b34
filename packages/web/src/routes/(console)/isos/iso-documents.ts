import { graphql, type ResultOf } from '#lib/graph/graphql.ts';
import { JobParts, ProblemParts } from '#lib/graph/problems.ts';

export const IsoRow = graphql(`
  fragment IsoRow on Iso @_unmask {
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
    isBootable
    isPublic
    isFeatured
    createdAt
    zone { id name }
    owner { account domainPath project }
    tags { key value }
    actions { name disabledReason }
  }
`);
export type IsoRowData = ResultOf<typeof IsoRow>;

export const IsoListQuery = graphql(
  `
    query Isos($first: Int, $after: String, $orderBy: [IsoOrder!], $filter: IsoFilter) {
      isos(first: $first, after: $after, orderBy: $orderBy, filter: $filter) {
        totalCount
        indexing { done total }
        facets { field values { value label count } }
        pageInfo { hasNextPage endCursor }
        nodes { ...IsoRow }
      }
    }
  `,
  [IsoRow],
);

/** What the register page offers. */
export const IsoOptionsQuery = graphql(`
  query IsoOptions {
    zones(first: 100) { nodes { id name } }
    osTypes(first: 500) { nodes { id name } }
  }
`);

/** ISOs to choose from when attaching one to an instance. */
export const IsoChoicesQuery = graphql(`
  query IsoChoices($filter: IsoFilter) {
    isos(first: 200, filter: $filter) {
      totalCount
      nodes { id name osName isReady sizeBytes zone { id } }
    }
  }
`);

export const RegisterIso = graphql(
  `
    mutation RegisterIso($input: RegisterIsoInput!) {
      result: registerIso(input: $input) {
        __typename
        ... on RegisterIsoSuccess { iso { ...IsoRow } }
        ...ProblemParts
      }
    }
  `,
  [IsoRow, ProblemParts],
);

export const AttachIso = graphql(
  `
    mutation AttachIso($input: AttachIsoInput!) {
      result: attachIso(input: $input) {
        __typename
        ... on AttachIsoSuccess { virtualMachine { id iso { id name } } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [JobParts, ProblemParts],
);

export const DetachIso = graphql(
  `
    mutation DetachIso($input: DetachIsoInput!) {
      result: detachIso(input: $input) {
        __typename
        ... on DetachIsoSuccess { virtualMachine { id iso { id name } } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [JobParts, ProblemParts],
);

export const DeleteIso = graphql(
  `
    mutation DeleteIso($input: DeleteIsoInput!) {
      result: deleteIso(input: $input) {
        __typename
        ... on DeleteIsoSuccess { isoId job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [JobParts, ProblemParts],
);
