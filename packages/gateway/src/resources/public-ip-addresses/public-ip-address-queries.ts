import { builder } from '../../builder.ts';
import { ScopeFilter, scopeParameters, TagFilter, tagParameters, tagsMatch } from '../../filters.ts';
import { optionalUuidOf } from '../../ids.ts';
import { resourceQueries } from '../../resource-queries.ts';
import { publicIpAddresses } from './public-ip-address-loader.ts';
import { PUBLIC_IP_ADDRESS, PublicIpAddress, PublicIpAddressConnection } from './public-ip-address-type.ts';

export const PublicIpAddressFilter = builder.inputType('PublicIpAddressFilter', {
  description: 'Which public addresses. All that is given must hold.',
  fields: (t) => ({
    ipAddress: t.string({ description: 'The address itself.' }),
    zoneId: t.id({ description: 'Only those in this zone.' }),
    networkId: t.id({ description: 'Only those that lead to this network.' }),
    vpcId: t.id({ description: 'Only those of this VPC.' }),
    isSourceNat: t.boolean({ description: 'Only those by which a network goes out, or only others.' }),
    isStaticNat: t.boolean({ description: 'Only those with static NAT, or only others.' }),
    state: t.string({ description: "Only those in this state of CloudStack's: `Allocated`, `Free` (administrators), …" }),
    tags: t.field({ type: [TagFilter], description: 'Only those with all these tags.' }),
    scope: t.field({ type: ScopeFilter, description: 'Whose addresses.' }),
  }),
});

resourceQueries({
  type: PublicIpAddress,
  connection: PublicIpAddressConnection,
  words: PUBLIC_IP_ADDRESS,
  single: 'publicIpAddress',
  plural: 'publicIpAddresses',
  command: 'listPublicIpAddresses',
  loader: publicIpAddresses,
  filter: PublicIpAddressFilter,
  select: (filter, context) => ({
    parameters: {
      ...scopeParameters(context.cloud.identity, filter?.scope),
      ...tagParameters(filter?.tags),
      ipaddress: filter?.ipAddress ?? undefined,
      zoneid: optionalUuidOf('Zone', filter?.zoneId, ['filter', 'zoneId']),
      associatednetworkid: optionalUuidOf('Network', filter?.networkId, ['filter', 'networkId']),
      vpcid: optionalUuidOf('Vpc', filter?.vpcId, ['filter', 'vpcId']),
      issourcenat: filter?.isSourceNat ?? undefined,
      isstaticnat: filter?.isStaticNat ?? undefined,
      state: filter?.state ?? undefined,
    },
    matches: tagsMatch(filter?.tags),
  }),
});
