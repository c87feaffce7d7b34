/** VPNs by which people come into a network, and their users. */
import { defineTable, type Entity } from '../../store.ts';

export interface RemoteAccessVpnRecord extends Entity {
  accountId: number;
  addressId: number;
  /** `10.1.2.1-10.1.2.8`: what those who come in get. */
  range: string;
  presharedKey: string;
  state: 'Added' | 'Running' | 'Removed';
}

export const remoteAccessVpns = defineTable<RemoteAccessVpnRecord>()({
  name: 'RemoteAccessVpn',
  indexes: { address: (row) => row.addressId },
});

export interface VpnUserRecord extends Entity {
  accountId: number;
  username: string;
  state: 'Add' | 'Active';
}

export const vpnUsers = defineTable<VpnUserRecord>()({ name: 'VpnUser', label: (row) => row.username });
