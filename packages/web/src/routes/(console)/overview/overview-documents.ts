import { graphql, type ResultOf } from '#lib/graph/graphql.ts';
import { EventParts } from '../events/event-documents.ts';

/** The five lists of the overview in one request; CloudStack is asked for them side by side. */
export const OverviewQuery = graphql(
  `
    query Overview {
      virtualMachines(first: 5) { totalCount nodes { id uuid name displayName state stateSince ipAddress } }
      volumes(first: 5) { totalCount nodes { id uuid name state kind sizeBytes virtualMachine { id name } } }
      snapshots(first: 5) { totalCount nodes { id uuid name state createdAt } }
      isos(first: 5) { totalCount nodes { id uuid name isReady status sizeBytes } }
      events(first: 200) { totalCount pageInfo { hasNextPage } nodes { ...EventParts } }
    }
  `,
  [EventParts],
);
export type OverviewData = ResultOf<typeof OverviewQuery>;
