import { builder } from '../../builder.ts';
import { ScopeFilter, scopeParameters } from '../../filters.ts';
import { optionalUuidOf } from '../../ids.ts';
import { resourceQueries } from '../../resource-queries.ts';
import { remoteAccessVpns, vpnUsers } from './remote-access-vpn-loader.ts';
import {
  REMOTE_ACCESS_VPN,
  RemoteAccessVpn,
  RemoteAccessVpnConnection,
  VPN_USER,
  VpnUser,
  VpnUserConnection,
} from './remote-access-vpn-type.ts';

export const RemoteAccessVpnFilter = builder.inputType('RemoteAccessVpnFilter', {
  description: 'Which remote access VPNs. All that is given must hold.',
  fields: (t) => ({
    publicIpAddressId: t.id({ description: 'Only that at this public address.' }),
    networkId: t.id({ description: 'Only those into this network.' }),
    scope: t.field({ type: ScopeFilter, description: 'Whose VPNs.' }),
  }),
});

resourceQueries({
  type: RemoteAccessVpn,
  connection: RemoteAccessVpnConnection,
  words: REMOTE_ACCESS_VPN,
  single: 'remoteAccessVpn',
  plural: 'remoteAccessVpns',
  command: 'listRemoteAccessVpns',
  loader: remoteAccessVpns,
  filter: RemoteAccessVpnFilter,
  feature: 'VPN for people',
  select: (filter, context) => ({
    parameters: {
      ...scopeParameters(context.cloud.identity, filter?.scope),
      publicipid: optionalUuidOf('PublicIpAddress', filter?.publicIpAddressId, ['filter', 'publicIpAddressId']),
      networkid: optionalUuidOf('Network', filter?.networkId, ['filter', 'networkId']),
    },
  }),
});

export const VpnUserFilter = builder.inputType('VpnUserFilter', {
  description: 'Which users of VPNs. All that is given must hold.',
  fields: (t) => ({
    keyword: t.string({ description: 'A part of the user name.' }),
    scope: t.field({ type: ScopeFilter, description: 'Whose users.' }),
  }),
});

resourceQueries({
  type: VpnUser,
  connection: VpnUserConnection,
  words: VPN_USER,
  single: 'vpnUser',
  plural: 'vpnUsers',
  command: 'listVpnUsers',
  loader: vpnUsers,
  filter: VpnUserFilter,
  feature: 'VPN for people',
  select: (filter, context) => ({
    parameters: { ...scopeParameters(context.cloud.identity, filter?.scope), keyword: filter?.keyword ?? undefined },
  }),
});
