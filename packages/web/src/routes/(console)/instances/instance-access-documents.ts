import { graphql } from '#lib/graph/graphql.ts';
import { JobParts, ProblemParts } from '#lib/graph/problems.ts';
import { Changed } from './instance-mutations.ts';

/** The new password is asked of the job when it ends (`passwords/`). */
export const ResetInstancePassword = graphql(
  `
    mutation ResetInstancePassword($input: ResetVirtualMachinePasswordInput!) {
      result: resetVirtualMachinePassword(input: $input) {
        __typename
        ... on ResetVirtualMachinePasswordSuccess { virtualMachine { ...InstanceChanged } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [Changed, JobParts, ProblemParts],
);

export const ResetInstanceKeys = graphql(
  `
    mutation ResetInstanceKeys($input: ResetVirtualMachineSshKeysInput!) {
      result: resetVirtualMachineSshKeys(input: $input) {
        __typename
        ... on ResetVirtualMachineSshKeysSuccess { virtualMachine { ...InstanceChanged sshKeyPairs } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [Changed, JobParts, ProblemParts],
);

export const ReinstallInstance = graphql(
  `
    mutation ReinstallInstance($input: RestoreVirtualMachineInput!) {
      result: restoreVirtualMachine(input: $input) {
        __typename
        ... on RestoreVirtualMachineSuccess { virtualMachine { ...InstanceChanged } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [Changed, JobParts, ProblemParts],
);

/** SSH key pairs, for other keys. */
export const KeyPairChoicesQuery = graphql(`
  query KeyPairChoices {
    sshKeyPairs(first: 200) { nodes { id name fingerprint } }
  }
`);
