/** Offerings as seeds list them. */
import type { Cloud } from '../cloud.ts';
import {
  type DiskOfferingRecord,
  diskOfferings,
  type ServiceOfferingRecord,
  serviceOfferings,
} from '../resources/offerings/offering-records.ts';

export type ServiceOfferingSeed = Pick<ServiceOfferingRecord, 'name'> & Partial<ServiceOfferingRecord>;

export function addServiceOffering(cloud: Cloud, created: number, seed: ServiceOfferingSeed): ServiceOfferingRecord {
  return cloud.store.table(serviceOfferings).insert({
    displayText: seed.name,
    state: 'Active',
    created,
    customized: seed.cpuNumber === undefined,
    offerHa: false,
    limitCpuUse: false,
    isVolatile: false,
    storageType: 'shared',
    provisioningType: 'thin',
    dynamicScalingEnabled: true,
    rootDiskSize: 0,
    diskOfferingUuid: cloud.random.uuid(),
    domainIds: [],
    zoneIds: [],
    ...seed,
  });
}

export type DiskOfferingSeed = Pick<DiskOfferingRecord, 'name' | 'displayText' | 'diskSize'> & Partial<DiskOfferingRecord>;

export function addDiskOffering(cloud: Cloud, created: number, seed: DiskOfferingSeed): DiskOfferingRecord {
  return cloud.store.table(diskOfferings).insert({
    state: 'Active',
    created,
    customized: seed.diskSize === 0,
    storageType: 'shared',
    provisioningType: 'thin',
    displayOffering: true,
    diskSizeStrictness: false,
    encrypt: false,
    domainIds: [],
    zoneIds: [],
    ...seed,
  });
}
