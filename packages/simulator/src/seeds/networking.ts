/** The networking a zone begins with: offerings, default access lists, the public block and the system VMs' addresses. */
import type { Cloud } from '../cloud.ts';
import { SYSTEM } from '../events.ts';
import type { ZoneRecord } from '../resources/infrastructure/infrastructure-records.ts';
import { seedNetworkOfferings } from '../resources/networks/network-offering-seed.ts';
import { allocate, type VlanIpRangeRecord, vlanIpRanges } from '../resources/public-ips/public-ip-records.ts';
import { seedVpcs } from '../resources/vpcs/vpc-seed.ts';

/** The hidden service offering of virtual routers. */
export const routerOffering = '79e3a417-e1f1-457a-bbec-6a2ba482e859';

export type PublicBlock = Pick<VlanIpRangeRecord, 'cidr' | 'gateway' | 'netmask' | 'firstHost' | 'lastHost' | 'vlan'>;

/** @param systemAddresses how many addresses the system VMs hold */
export function seedNetworking(cloud: Cloud, zone: ZoneRecord, created: number, block: PublicBlock, systemAddresses = 2): void {
  const { store } = cloud;
  seedNetworkOfferings(store, created, routerOffering);
  seedVpcs(store, created);
  store.table(vlanIpRanges).insert({ ...block, zoneId: zone.id });
  for (let number = 0; number < systemAddresses; number += 1) {
    allocate(store, { accountId: SYSTEM, zoneId: zone.id, allocated: created, sourceNat: false, system: true });
  }
}
