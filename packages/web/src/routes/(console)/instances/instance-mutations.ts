import { graphql } from '#lib/graph/graphql.ts';
import { JobParts, ProblemParts } from '#lib/graph/problems.ts';

/** What a started action answers: the new state of the instance and the job to follow. */
export const Changed = graphql(`
  fragment InstanceChanged on VirtualMachine @_unmask {
    id
    state
    stateSince
    ipAddress
    actions { name disabledReason }
  }
`);

export const StartInstance = graphql(
  `
    mutation StartInstance($input: VirtualMachineActionInput!) {
      result: startVirtualMachine(input: $input) {
        __typename
        ... on StartVirtualMachineSuccess { virtualMachine { ...InstanceChanged } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [Changed, JobParts, ProblemParts],
);

export const StopInstance = graphql(
  `
    mutation StopInstance($input: StopVirtualMachineInput!) {
      result: stopVirtualMachine(input: $input) {
        __typename
        ... on StopVirtualMachineSuccess { virtualMachine { ...InstanceChanged } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [Changed, JobParts, ProblemParts],
);

export const RebootInstance = graphql(
  `
    mutation RebootInstance($input: VirtualMachineActionInput!) {
      result: rebootVirtualMachine(input: $input) {
        __typename
        ... on RebootVirtualMachineSuccess { virtualMachine { ...InstanceChanged } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [Changed, JobParts, ProblemParts],
);

export const DestroyInstance = graphql(
  `
    mutation DestroyInstance($input: DestroyVirtualMachineInput!) {
      result: destroyVirtualMachine(input: $input) {
        __typename
        ... on DestroyVirtualMachineSuccess { virtualMachineId job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [JobParts, ProblemParts],
);

export const RecoverInstance = graphql(
  `
    mutation RecoverInstance($input: VirtualMachineActionInput!) {
      result: recoverVirtualMachine(input: $input) {
        __typename
        ... on RecoverVirtualMachineSuccess { virtualMachine { ...InstanceChanged } }
        ...ProblemParts
      }
    }
  `,
  [Changed, ProblemParts],
);

export const UpdateInstance = graphql(
  `
    mutation UpdateInstance($input: UpdateVirtualMachineInput!) {
      result: updateVirtualMachine(input: $input) {
        __typename
        ... on UpdateVirtualMachineSuccess { virtualMachine { id name displayName } }
        ...ProblemParts
      }
    }
  `,
  [ProblemParts],
);

/** Where the console is; whoever has the address can use it, so it is opened and not kept. */
export const OpenConsole = graphql(
  `
    mutation OpenConsole($input: OpenVirtualMachineConsoleInput!) {
      result: openVirtualMachineConsole(input: $input) {
        __typename
        ... on OpenVirtualMachineConsoleSuccess { url }
        ...ProblemParts
      }
    }
  `,
  [ProblemParts],
);

export const ScaleInstance = graphql(
  `
    mutation ScaleInstance($input: ScaleVirtualMachineInput!) {
      result: scaleVirtualMachine(input: $input) {
        __typename
        ... on ScaleVirtualMachineSuccess {
          virtualMachine { id cpuCount cpuSpeedMhz memoryMib serviceOffering { id name } actions { name disabledReason } }
          job { ...JobParts }
        }
        ...ProblemParts
      }
    }
  `,
  [JobParts, ProblemParts],
);
