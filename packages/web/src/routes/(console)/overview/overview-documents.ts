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
/** For those who see more than their own account: how many instances there are in which state, over all of them. */
export const StatesQuery = graphql(`
  query InstanceStates {
    virtualMachines(first: 1) { indexing { done total } facets { field values { value count } } nodes { id } }
  }
`);

/** For those who run the cloud: how full it is, and its latest alerts. Two calls, side by side with the rest. */
export const OperatorsQuery = graphql(`
  query Operators {
    capacities { kind used total zone { id name } }
    alerts(first: 4) { totalCount nodes { id description sentAt } }
  }
`);

export type OverviewData = ResultOf<typeof OverviewQuery>;
