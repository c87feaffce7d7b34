import { graphql, type ResultOf } from '#lib/graph/graphql.ts';

/** What one instance used over time; asked only when somebody wants to see it. */
export const InstanceUsageQuery = graphql(`
  query InstanceUsage($id: ID!, $since: DateTime) {
    virtualMachine(id: $id) {
      id
      statisticsHistory(since: $since) {
        measuredAt
        cpuUsedPercent
        memoryKib
        memoryFreeKib
        networkReadKib
        networkWriteKib
        diskReadKib
        diskWriteKib
      }
    }
  }
`);
export type UsageSample = NonNullable<ResultOf<typeof InstanceUsageQuery>['virtualMachine']>['statisticsHistory'][number];

/** The processor's last hour of the instances on a page, all in one request. */
export const CpuHistoryQuery = graphql(`
  query CpuHistory($ids: [ID!]!) {
    nodes(ids: $ids) { __typename id ... on VirtualMachine { statisticsHistory { cpuUsedPercent } } }
  }
`);
