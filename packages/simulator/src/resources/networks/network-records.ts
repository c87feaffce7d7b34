/** Guest networks as the store keeps them, and the shared facts of the zone's networking. */
import { defineTable, type Entity, type Store } from '../../store.ts';

export interface NetworkRecord extends Entity {
  accountId: number;
  name: string;
  displayText: string;
  /** UUID of the network offering. */
  offeringUuid: string;
  zoneUuid: string;
  /** `L2` networks have no addresses. */
  type: 'Isolated' | 'Shared' | 'L2';
  /** `Allocated` until a first VM or a persistent offering needs it, then `Implemented`. */
  state: 'Allocated' | 'Implementing' | 'Implemented' | 'Destroy';
  cidr?: string;
  gateway?: string;
  netmask?: string;
  /** Set when it is implemented. */
  vlan?: number;
  networkDomain: string;
  created: number;
  restartRequired: boolean;
  redundantRouter: boolean;
  /** The VPC a tier belongs to, and its access control list. */
  vpcId?: number;
  aclUuid?: string;
  /** Numbers of the last address and MAC given out, so that none is given twice. */
  lastHost: number;
  lastMac: number;
}

export const networks = defineTable<NetworkRecord>()({
  name: 'Network',
  firstId: 204,
  parameters: ['networkid', 'associatednetworkid', 'vpctierid'],
  indexes: { vpc: (row) => row.vpcId, offering: (row) => row.offeringUuid },
  label: (row) => row.displayText,
  remembersRemoved: true,
});

/** Ids of the zone's own networks, which no tenant sees as rows but as `networkid` of addresses and NICs. */
export const systemNetworks = {
  public: 'ea2458db-778c-45f8-8bc3-ab1ebcaa7be6',
  control: '57500a75-02a1-4535-9bd4-f3c04cb237b0',
  physical: 'e4e22c38-0b63-4b58-8bdf-44de0cca6e29',
} as const;

/** The next free guest address and MAC of a network: `10.1.1.87` and `02:01:00:cc:00:01`. */
export function nextAddress(store: Store, network: NetworkRecord): { ipAddress?: string; macAddress: string } {
  const table = store.table(networks);
  const mac = network.lastMac + 1;
  const macAddress = `02:01:00:${hex(network.id)}:${hex(mac >> 8)}:${hex(mac)}`;
  table.update(network, { lastMac: mac });
  if (network.cidr === undefined) return { macAddress };
  const host = network.lastHost + 1;
  table.update(network, { lastHost: host });
  return { ipAddress: addressIn(network.cidr, host), macAddress };
}

/** The address `host` places after the first of a block: (`10.1.1.0/24`, 5) → `10.1.1.5`. */
export function addressIn(cidr: string, host: number): string {
  const [first = '0.0.0.0'] = cidr.split('/');
  const number = first.split('.').reduce((sum, part) => sum * 256 + Number(part), 0) + host;
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');
}

/** `255.255.255.0` of `10.1.1.0/24`. */
export function netmaskOf(cidr: string): string {
  const bits = Number(cidr.split('/')[1] ?? 24);
  const mask = bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0;
  return [24, 16, 8, 0].map((shift) => (mask >>> shift) & 255).join('.');
}

function hex(value: number): string {
  return (value & 255).toString(16).padStart(2, '0');
}
