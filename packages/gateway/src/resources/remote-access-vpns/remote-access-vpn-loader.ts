import type { Row } from '@cloudstack-graph/client';
import { resourceLoader } from '../../loading.ts';
import { ownedJoin } from '../../owned-join.ts';

/** Backing shape of `RemoteAccessVpn`: a row of `listRemoteAccessVpns`. */
export type RemoteAccessVpnRow = Row<'listRemoteAccessVpns'>;
/** Backing shape of `VpnUser`: a row of `listVpnUsers`. */
export type VpnUserRow = Row<'listVpnUsers'>;

/** Remote access VPNs by id. */
export const remoteAccessVpns = resourceLoader({ command: 'listRemoteAccessVpns' });
/** Users of VPNs by id. */
export const vpnUsers = resourceLoader({ command: 'listVpnUsers' });

/** The remote access VPN of a public address, one at most, batched over all asked for. */
export const remoteAccessVpnsOf = ownedJoin({
  command: 'listRemoteAccessVpns',
  name: 'remote access VPNs',
  by: 'publicipid',
  loader: remoteAccessVpns,
});
