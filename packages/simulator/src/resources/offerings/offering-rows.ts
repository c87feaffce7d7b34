/** Rows of service and disk offerings. */
import { timestamp } from '../../clock.ts';
import type { Body } from '../../command.ts';
import type { Store } from '../../store.ts';
import { domains } from '../accounts/account-records.ts';
import { zones } from '../infrastructure/infrastructure-records.ts';
import type { DiskOfferingRecord, ServiceOfferingRecord } from './offering-records.ts';

interface Restricted {
  readonly domainIds: readonly number[];
  readonly zoneIds: readonly number[];
}

/** Where an offering is restricted to domains or zones, the row names them. */
function restriction(store: Store, offering: Restricted): Body {
  const joined = (values: readonly (string | undefined)[]): string | undefined => (values.length === 0 ? undefined : values.join(','));
  const inDomains = offering.domainIds.map((id) => store.table(domains).byId(id));
  const inZones = offering.zoneIds.map((id) => store.table(zones).byId(id));
  return {
    domainid: joined(inDomains.map((domain) => domain?.uuid)),
    domain: joined(inDomains.map((domain) => domain?.path)),
    zoneid: joined(inZones.map((zone) => zone?.uuid)),
    zone: joined(inZones.map((zone) => zone?.name)),
  };
}

/** @param created the answer of the creation, which has a key more */
export function serviceOfferingRow(store: Store, offering: ServiceOfferingRecord, created = false): Body {
  return {
    id: offering.uuid,
    name: offering.name,
    state: offering.state,
    displaytext: offering.displayText,
    cpunumber: offering.cpuNumber,
    cpuspeed: offering.cpuSpeed,
    memory: offering.memory,
    created: timestamp(offering.created),
    storagetype: offering.storageType,
    provisioningtype: offering.provisioningType,
    offerha: offering.offerHa,
    limitcpuuse: offering.limitCpuUse,
    isvolatile: offering.isVolatile,
    storagetags: offering.storageTags,
    ...restriction(store, offering),
    hosttags: offering.hostTags,
    issystem: false,
    defaultuse: false,
    serviceofferingdetails: offering.details,
    iscustomized: offering.customized,
    rootdisksize: offering.rootDiskSize,
    dynamicscalingenabled: offering.dynamicScalingEnabled,
    diskofferingstrictness: false,
    diskofferingid: offering.diskOfferingUuid,
    diskofferingname: offering.name,
    diskofferingdisplaytext: offering.displayText,
    encryptroot: false,
    gpudisplay: created ? false : undefined,
    hasannotations: false,
  };
}

export function diskOfferingRow(store: Store, offering: DiskOfferingRecord): Body {
  return {
    id: offering.uuid,
    name: offering.name,
    state: offering.state,
    displaytext: offering.displayText,
    disksize: offering.diskSize,
    created: timestamp(offering.created),
    iscustomized: offering.customized,
    miniops: offering.minIops,
    maxiops: offering.maxIops,
    tags: offering.tags,
    ...restriction(store, offering),
    storagetype: offering.storageType,
    provisioningtype: offering.provisioningType,
    displayoffering: offering.displayOffering,
    disksizestrictness: offering.diskSizeStrictness,
    encrypt: offering.encrypt,
    hasannotations: false,
  };
}
