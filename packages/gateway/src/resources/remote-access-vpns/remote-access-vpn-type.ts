import { builder } from '../../builder.ts';
import { Resource } from '../../interfaces.ts';
import { selectsOnly } from '../../lookahead.ts';
import { always, resourceFields } from '../../resource-fields.ts';
import { connectionOf } from '../../resource-queries.ts';
import { publicIpAddresses } from '../public-ip-addresses/public-ip-address-loader.ts';
import { PublicIpAddress } from '../public-ip-addresses/public-ip-address-type.ts';
import { type RemoteAccessVpnRow, remoteAccessVpns, remoteAccessVpnsOf, type VpnUserRow, vpnUsers } from './remote-access-vpn-loader.ts';

/** CloudStack takes both at any time. */
export const remoteAccessVpnRules = [always('DELETE', 'deleteRemoteAccessVpn')];
export const vpnUserRules = [always('DELETE', 'removeVpnUser')];

export const RemoteAccessVpn = builder.node(builder.objectRef<RemoteAccessVpnRow>('RemoteAccessVpn'), {
  description: 'A way into a network for people: they sign in at a public address as one of the `VpnUser`s of its owner (L2TP over IPsec).',
  interfaces: [Resource],
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => remoteAccessVpns.loadMany(context, ids),
  fields: (t) => ({
    ...resourceFields<RemoteAccessVpnRow>(t, remoteAccessVpnRules),
    name: t.string({ description: 'The address at which it is.', resolve: (row) => row.publicip ?? '' }),
    state: t.string({ description: "CloudStack's state: `Added`, `Running`, `Removed`.", resolve: (row) => row.state ?? '' }),
    clientRange: t.string({
      nullable: true,
      description: 'The addresses that those who come in get, like `10.1.2.1-10.1.2.8`.',
      resolve: (row) => row.iprange ?? null,
    }),
    presharedKey: t.string({
      nullable: true,
      description: 'The secret that their devices have to know, besides user name and password.',
      resolve: (row) => row.presharedkey ?? null,
    }),
    publicIpAddress: t.field({
      type: PublicIpAddress,
      nullable: true,
      description: 'The address at which it is.',
      resolve: (row, _args, context, info) => {
        const { publicipid: id, publicip: ipaddress } = row;
        if (id === undefined) return null;
        return selectsOnly(info, ['id', 'uuid', 'name', 'ipAddress']) && ipaddress !== undefined
          ? { id, ipaddress }
          : publicIpAddresses.load(context, id);
      },
    }),
  }),
});

export const REMOTE_ACCESS_VPN = { one: 'a remote access VPN', many: 'remote access VPNs' };
export const RemoteAccessVpnConnection = connectionOf(RemoteAccessVpn, REMOTE_ACCESS_VPN);

builder.objectField(PublicIpAddress, 'remoteAccessVpn', (t) =>
  t.field({
    type: RemoteAccessVpn,
    nullable: true,
    description: 'The VPN for people that is at it; null: there is none.',
    resolve: async (address, _args, context) => (await remoteAccessVpnsOf(context, address))[0] ?? null,
  }),
);

export const VpnUser = builder.node(builder.objectRef<VpnUserRow>('VpnUser'), {
  description: 'Somebody who may come in by the remote access VPNs of an account or a project.',
  interfaces: [Resource],
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => vpnUsers.loadMany(context, ids),
  fields: (t) => ({
    ...resourceFields<VpnUserRow>(t, vpnUserRules),
    name: t.string({ description: 'The user name.', resolve: (row) => row.username ?? '' }),
    username: t.string({ description: 'The user name.', resolve: (row) => row.username ?? '' }),
    state: t.string({ description: "CloudStack's state: `Add`, `Active`, `Revoke`.", resolve: (row) => row.state ?? '' }),
  }),
});

export const VPN_USER = { one: 'a user of a VPN', many: 'users of VPNs' };
export const VpnUserConnection = connectionOf(VpnUser, VPN_USER);
