import { graphql, type ResultOf } from '#lib/graph/graphql.ts';

/** What one row of the network list shows; all of it comes from one row of CloudStack. */
export const NetworkRow = graphql(`
  fragment NetworkRow on Network @_unmask {
    __typename
    id
    uuid
    name
    displayText
    state
    kind
    cidr
    gateway
    restartRequired
    vpc { id name }
    zone { id name }
    owner { account domainPath project }
    tags { key value }
    actions { name disabledReason }
  }
`);
export type NetworkRowData = ResultOf<typeof NetworkRow>;

export const NetworkListQuery = graphql(
  `
    query Networks($first: Int, $after: String, $filter: NameFilter) {
      networks(first: $first, after: $after, filter: $filter) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes { ...NetworkRow }
      }
    }
  `,
  [NetworkRow],
);

/** What is shown of a public address by itself, and told live of it. */
export const AddressRow = graphql(`
  fragment AddressRow on PublicIpAddress @_unmask {
    __typename
    id
    uuid
    ipAddress
    state
    isSourceNat
    isStaticNat
    guestIpAddress
    virtualMachine { id name displayName }
    actions { name disabledReason }
  }
`);
export type AddressData = ResultOf<typeof AddressRow>;

/** One network with who is on it and its public addresses: three calls to CloudStack. The rules are asked by their tabs. `operator`: who asks sees VLANs. */
export const NetworkQuery = graphql(
  `
    query Network($id: ID!, $operator: Boolean!) {
      network(id: $id) {
        ...NetworkRow
        netmask
        ip6Cidr
        domainName
        dnsServers
        services
        egressAllowedByDefault
        vlan @include(if: $operator)
        networkOffering { id name }
        publicIpAddresses(first: 100) { totalCount nodes { ...AddressRow } }
      }
      virtualMachines(first: 100, filter: { networkId: $id }) {
        totalCount
        nodes {
          __typename
          id
          uuid
          name
          displayName
          state
          nics { id ipAddress ip6Address macAddress isDefault network { id name } }
        }
      }
    }
  `,
  [NetworkRow, AddressRow],
);
export type NetworkData = NonNullable<ResultOf<typeof NetworkQuery>['network']>;
export type NetworkInstance = ResultOf<typeof NetworkQuery>['virtualMachines']['nodes'][number];

/** The rules of all public addresses of a network: one call a kind, however many addresses. */
export const NetworkRulesQuery = graphql(`
  query NetworkRules($id: ID!) {
    network(id: $id) {
      id
      firewallRules { __typename id protocol startPort endPort icmpType icmpCode cidrs state publicIpAddress { id } }
      portForwardingRules {
        __typename
        id
        protocol
        publicPort
        publicEndPort
        privatePort
        privateEndPort
        cidrs
        state
        publicIpAddress { id }
        virtualMachine { id name displayName }
      }
      loadBalancerRules {
        __typename
        id
        name
        protocol
        publicPort
        privatePort
        algorithm
        cidrs
        state
        publicIpAddress { id }
      }
    }
  }
`);
export type NetworkRules = NonNullable<ResultOf<typeof NetworkRulesQuery>['network']>;

/** What may go out of a network (one call). */
export const EgressRulesQuery = graphql(`
  query EgressRules($id: ID!) {
    network(id: $id) {
      id
      egressFirewallRules { __typename id protocol startPort endPort icmpType icmpCode cidrs destinationCidrs state }
    }
  }
`);
export type EgressRule = NonNullable<ResultOf<typeof EgressRulesQuery>['network']>['egressFirewallRules'][number];

/** What the create page offers: two lists that the gateway keeps. */
export const NetworkOptionsQuery = graphql(`
  query NetworkOptions {
    zones(first: 100) { nodes { id name networkType } }
    networkOfferings(first: 200, filter: { state: "Enabled", isForVpc: false }) {
      nodes { id name displayText kind needsVlan needsAddressRange services }
    }
  }
`);
export type NetworkOptions = ResultOf<typeof NetworkOptionsQuery>;
export type NetworkOffering = NetworkOptions['networkOfferings']['nodes'][number];
