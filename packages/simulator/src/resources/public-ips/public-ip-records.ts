/** Public addresses and the range they come from. */
import { defineTable, type Entity, type Store } from '../../store.ts';
import { addressIn } from '../networks/addresses.ts';

/** The public block of a zone. */
export interface VlanIpRangeRecord extends Entity {
  zoneId: number;
  /** `192.168.2.0/24` */
  cidr: string;
  gateway: string;
  netmask: string;
  /** Numbers of the first and the last address, counted in the block. */
  firstHost: number;
  lastHost: number;
  /** `vlan://50` */
  vlan: string;
}

export const vlanIpRanges = defineTable<VlanIpRangeRecord>()({ name: 'VlanIpRange', parameters: ['vlanid'] });

/** An address in use; free ones have no row. */
export interface PublicIpRecord extends Entity {
  accountId: number;
  address: string;
  zoneId: number;
  state: 'Allocating' | 'Allocated' | 'Releasing';
  allocated: number;
  sourceNat: boolean;
  /** Belongs to a system VM. */
  system: boolean;
  networkId?: number;
  vpcUuid?: string;
  /** The machine that has the address for itself. */
  staticNat?: { readonly vmId: number; readonly guestIp: string };
}

export const publicIps = defineTable<PublicIpRecord>()({
  name: 'IpAddress',
  parameters: ['ipaddressid', 'publicipid'],
  indexes: { network: (row) => row.networkId, vpc: (row) => row.vpcUuid, address: (row) => row.address },
  label: (row) => row.address,
  remembersRemoved: true,
});

/** How many addresses a zone has. */
export function poolSize(store: Store, zoneId: number): number {
  return rangesOf(store, zoneId).reduce((sum, range) => sum + range.lastHost - range.firstHost + 1, 0);
}

type Allocation = Omit<PublicIpRecord, 'id' | 'uuid' | 'address' | 'state'> & { readonly state?: PublicIpRecord['state'] };

/**
 * Takes the wanted address, or the lowest free one; undefined when there is none. An address that was in use before comes
 * back under its old ids.
 */
export function allocate(store: Store, allocation: Allocation, wanted?: string): PublicIpRecord | undefined {
  const table = store.table(publicIps);
  const used = new Set(table.all().map(({ id }) => id));
  let id = 0;
  for (const range of rangesOf(store, allocation.zoneId)) {
    for (let host = range.firstHost; host <= range.lastHost; host += 1) {
      id += 1;
      const address = addressIn(range.cidr, host);
      if (used.has(id) || (wanted !== undefined && wanted !== address)) continue;
      const before = table.byId(id);
      return table.insert({ state: 'Allocated', ...allocation, id, address, ...(before === undefined ? {} : { uuid: before.uuid }) });
    }
  }
  return undefined;
}

function rangesOf(store: Store, zoneId: number): VlanIpRangeRecord[] {
  return store
    .table(vlanIpRanges)
    .all()
    .filter((range) => range.zoneId === zoneId);
}
