/** Rows of VPCs and their offerings. */
import { timestamp } from '../../clock.ts';
import type { Body } from '../../command.ts';
import type { Store } from '../../store.ts';
import { ownerFields } from '../accounts/owner.ts';
import { zones } from '../infrastructure/infrastructure-records.ts';
import { networks } from '../networks/network-records.ts';
import { networkRow } from '../networks/network-rows.ts';
import { serviceRows } from '../networks/network-services.ts';
import { tagFields } from '../tags/tag-fields.ts';
import { type VpcOfferingRecord, type VpcRecord, vpcOfferings } from './vpc-records.ts';

export function vpcOfferingRow(offering: VpcOfferingRecord): Body {
  return {
    id: offering.uuid,
    name: offering.name,
    displaytext: offering.displayText,
    created: timestamp(offering.created),
    isdefault: offering.isDefault,
    state: offering.state,
    service: serviceRows(offering.services),
    distributedvpcrouter: false,
    supportsregionLevelvpc: false,
    fornsx: offering.forNsx,
    networkmode: offering.networkMode,
    internetprotocol: 'IPv4',
    specifyasnumber: false,
  };
}

/** With its tiers under `network`. */
export function vpcRow(store: Store, vpc: VpcRecord): Body {
  const zone = store.table(zones).byId(vpc.zoneId);
  const offering = store.table(vpcOfferings).known(vpc.vpcOfferingUuid);
  return {
    id: vpc.uuid,
    name: vpc.name,
    displaytext: vpc.displayText,
    state: vpc.state,
    zoneid: zone?.uuid,
    zonename: zone?.name,
    service: serviceRows(offering?.services ?? []),
    cidr: vpc.cidr,
    vpcofferingid: offering?.uuid,
    vpcofferingname: offering?.name,
    created: timestamp(vpc.created),
    ...ownerFields(store, vpc.accountId),
    network: store
      .table(networks)
      .by('vpc', vpc.uuid)
      .map((tier) => networkRow(store, tier)),
    restartrequired: vpc.restartRequired,
    networkdomain: vpc.networkDomain,
    tags: tagFields(store, vpc.uuid),
    distributedvpcrouter: false,
    regionlevelvpc: false,
    redundantvpcrouter: false,
    publicmtu: 1500,
    hasannotations: false,
  };
}
