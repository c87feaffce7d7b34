import { graphql } from '#lib/graph/graphql.ts';
import { JobParts, ProblemParts } from '#lib/graph/problems.ts';
import { AddressRow } from '../network-documents.ts';

export const AcquireAddress = graphql(
  `
    mutation AcquirePublicIpAddress($input: AcquirePublicIpAddressInput!) {
      result: acquirePublicIpAddress(input: $input) {
        __typename
        ... on AcquirePublicIpAddressSuccess { publicIpAddress { ...AddressRow } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [AddressRow, JobParts, ProblemParts],
);

export const ReleaseAddress = graphql(
  `
    mutation ReleasePublicIpAddress($input: PublicIpAddressActionInput!) {
      result: releasePublicIpAddress(input: $input) {
        __typename
        ... on ReleasePublicIpAddressSuccess { publicIpAddressId job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [JobParts, ProblemParts],
);

export const EnableStaticNat = graphql(
  `
    mutation EnableStaticNat($input: EnableStaticNatInput!) {
      result: enableStaticNat(input: $input) {
        __typename
        ... on EnableStaticNatSuccess { publicIpAddress { ...AddressRow } }
        ...ProblemParts
      }
    }
  `,
  [AddressRow, ProblemParts],
);

export const DisableStaticNat = graphql(
  `
    mutation DisableStaticNat($input: PublicIpAddressActionInput!) {
      result: disableStaticNat(input: $input) {
        __typename
        ... on DisableStaticNatSuccess { publicIpAddress { ...AddressRow } job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [AddressRow, JobParts, ProblemParts],
);

/** Rules are asked anew by the tab that lists them: the answers name only the job. */
export const CreateFirewallRule = graphql(
  `
    mutation CreateFirewallRule($input: CreateFirewallRuleInput!) {
      result: createFirewallRule(input: $input) {
        __typename
        ... on CreateFirewallRuleSuccess { job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [JobParts, ProblemParts],
);

export const DeleteFirewallRule = graphql(
  `
    mutation DeleteFirewallRule($input: FirewallRuleActionInput!) {
      result: deleteFirewallRule(input: $input) {
        __typename
        ... on DeleteFirewallRuleSuccess { firewallRuleId job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [JobParts, ProblemParts],
);

export const CreateForwardingRule = graphql(
  `
    mutation CreatePortForwardingRule($input: CreatePortForwardingRuleInput!) {
      result: createPortForwardingRule(input: $input) {
        __typename
        ... on CreatePortForwardingRuleSuccess { job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [JobParts, ProblemParts],
);

export const DeleteForwardingRule = graphql(
  `
    mutation DeletePortForwardingRule($input: DeletePortForwardingRuleInput!) {
      result: deletePortForwardingRule(input: $input) {
        __typename
        ... on DeletePortForwardingRuleSuccess { portForwardingRuleId job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [JobParts, ProblemParts],
);

export const DeleteBalancingRule = graphql(
  `
    mutation DeleteLoadBalancerRule($input: DeleteLoadBalancerRuleInput!) {
      result: deleteLoadBalancerRule(input: $input) {
        __typename
        ... on DeleteLoadBalancerRuleSuccess { loadBalancerRuleId job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [JobParts, ProblemParts],
);

export const CreateEgressRule = graphql(
  `
    mutation CreateEgressFirewallRule($input: CreateEgressFirewallRuleInput!) {
      result: createEgressFirewallRule(input: $input) {
        __typename
        ... on CreateEgressFirewallRuleSuccess { job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [JobParts, ProblemParts],
);

export const DeleteEgressRule = graphql(
  `
    mutation DeleteEgressFirewallRule($input: FirewallRuleActionInput!) {
      result: deleteEgressFirewallRule(input: $input) {
        __typename
        ... on DeleteEgressFirewallRuleSuccess { egressFirewallRuleId job { ...JobParts } }
        ...ProblemParts
      }
    }
  `,
  [JobParts, ProblemParts],
);
