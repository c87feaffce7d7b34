import { graphql, type ResultOf } from '#lib/graph/graphql.ts';

/**
 * What a row of the volume list and the head of the detail page show; the instance's name comes with the volume's row. The
 * instance's state is asked beside it, never in what is pushed: a volume's row knows an older one.
 */
export const VolumeRow = graphql(`
  fragment VolumeRow on Volume @_unmask {
    __typename
    id
    uuid
    name
    state
    kind
    sizeBytes
    deviceId
    createdAt
    zone { id name }
    diskOffering { id name }
    virtualMachine { id name displayName }
    owner { account domainPath project }
    tags { key value }
    actions { name disabledReason }
  }
`);
export const VolumeListQuery = graphql(
  `
    query Volumes($first: Int, $after: String, $orderBy: [VolumeOrder!], $filter: VolumeFilter) {
      volumes(first: $first, after: $after, orderBy: $orderBy, filter: $filter) {
        totalCount
        indexing { done total }
        facets { field values { value label count } }
        pageInfo { hasNextPage endCursor }
        nodes { ...VolumeRow virtualMachine { id state } }
      }
    }
  `,
  [VolumeRow],
);
export type VolumeRowData = ResultOf<typeof VolumeListQuery>['volumes']['nodes'][number];

export const VolumeQuery = graphql(
  `
    query Volume($id: ID!) {
      volume(id: $id) {
        ...VolumeRow
        virtualMachine { id state }
        snapshots(first: 50) {
          totalCount
          nodes {
            __typename
            id
            uuid
            name
            state
            intervalKind
            physicalSizeBytes
            createdAt
            actions { name disabledReason }
          }
        }
      }
    }
  `,
  [VolumeRow],
);
export type VolumeData = NonNullable<ResultOf<typeof VolumeQuery>['volume']>;

/** What the create page offers: zones, offerings, and the snapshots that a volume can be made from. */
export const VolumeOptionsQuery = graphql(`
  query VolumeOptions {
    zones(first: 100) { nodes { id name } }
    diskOfferings(first: 200) { nodes { id name displayText sizeBytes isCustomized } }
    snapshots(first: 100) { nodes { id name state virtualSizeBytes createdAt volume { id name } } }
  }
`);

/** Detached data disks, for attaching one from an instance's page. */
export const VolumeChoicesQuery = graphql(`
  query VolumeChoices($filter: VolumeFilter) {
    volumes(first: 200, filter: $filter) {
      totalCount
      nodes { id name state kind sizeBytes zone { id name } virtualMachine { id } }
    }
  }
`);

/** Disk offerings, for choosing another one. */
export const DiskOfferingsQuery = graphql(`
  query DiskOfferings {
    diskOfferings(first: 200) { nodes { id name displayText sizeBytes isCustomized } }
  }
`);
