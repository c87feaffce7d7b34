import { graphql, type ResultOf } from '#lib/graph/graphql.ts';
import { JobParts, ProblemParts } from '#lib/graph/problems.ts';
import { InstanceRow } from '../instance-documents.ts';

/**
 * Everything the deploy page offers, in one request: seven lists and the limits, so eight calls to CloudStack
 * when cold and one (the limits) when warm. Images are asked for all zones at once and sorted out in the page, so that
 * choosing another zone asks for nothing.
 */
export const DeployOptionsQuery = graphql(`
  query DeployOptions {
    zones(first: 100) { nodes { id name networkType } }
    templates(first: 200, filter: { visibility: USABLE }) {
      nodes { id name displayText osName sizeBytes hypervisor isReady isFeatured zone { id } }
    }
    isos(first: 200, filter: { visibility: USABLE }) {
      nodes { id name displayText osName sizeBytes isReady isBootable isFeatured zone { id } }
    }
    serviceOfferings(first: 200) { nodes { id name displayText cpuCount cpuSpeedMhz memoryMib isCustomized } }
    diskOfferings(first: 200) { nodes { id name displayText sizeBytes isCustomized } }
    networks(first: 200) { nodes { id name kind state cidr zone { id } } }
    sshKeyPairs(first: 200) { nodes { id name fingerprint } }
    viewer { id account limits { resource used limit } }
  }
`);
export type DeployOptions = ResultOf<typeof DeployOptionsQuery>;

/** What the closed part of the page offers: two calls, when it is opened. */
export const DeployExtrasQuery = graphql(`
  query DeployExtras {
    userDataList(first: 100) { nodes { __typename id name } }
    affinityGroups(first: 100) { nodes { __typename id name kind } }
  }
`);

export const DeployInstance = graphql(
  `
    mutation DeployInstance($input: DeployVirtualMachineInput!) {
      result: deployVirtualMachine(input: $input) {
        __typename
        ... on DeployVirtualMachineSuccess { virtualMachine { ...InstanceRow } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [InstanceRow, JobParts, ProblemParts],
);
