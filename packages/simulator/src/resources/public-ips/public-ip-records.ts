/** Public addresses and the range they come from. */
import { defineTable, type Entity, type Store, type Table } from '../../store.ts';
import { addressIn } from '../networks/addresses.ts';

/** What belongs to nobody belongs to the system. */
const SYSTEM_ACCOUNT = 1;

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

/** An address in use or reserved; free ones have no living row. */
export interface PublicIpRecord extends Entity {
  accountId: number;
  address: string;
  zoneId: number;
  state: 'Allocating' | 'Allocated' | 'Releasing' | 'Reserved' | 'Free';
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

/** The addresses of a zone that nobody has, as rows that are known by their ids but are in no list. */
export function freeAddresses(store: Store, zoneId: number): PublicIpRecord[] {
  const table = store.table(publicIps);
  const used = new Set(table.all().map(({ id }) => id));
  const free: PublicIpRecord[] = [];
  let id = 0;
  for (const range of rangesOf(store, zoneId)) {
    for (let host = range.firstHost; host <= range.lastHost; host += 1) {
      id += 1;
      if (used.has(id)) continue;
      free.push(table.byId(id) ?? forgotten(table, { id, address: addressIn(range.cidr, host), zoneId }));
    }
  }
  return free;
}

/** A row that was removed as soon as it was there. */
function forgotten(
  table: Table<PublicIpRecord, 'network' | 'vpc' | 'address'>,
  place: { id: number; address: string; zoneId: number },
): PublicIpRecord {
  const row = table.insert({ ...place, accountId: SYSTEM_ACCOUNT, state: 'Free', allocated: 0, sourceNat: false, system: false });
  table.remove(row);
  return row;
}

function rangesOf(store: Store, zoneId: number): VlanIpRangeRecord[] {
  return store
    .table(vlanIpRanges)
    .all()
    .filter((range) => range.zoneId === zoneId);
}
