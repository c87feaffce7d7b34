/** The row of a public address. */
import { timestamp } from '../../clock.ts';
import type { Body } from '../../command.ts';
import type { Store } from '../../store.ts';
import { ownerFields } from '../accounts/owner.ts';
import { firewallRules } from '../firewall-rules/firewall-rule-records.ts';
import { zones } from '../infrastructure/infrastructure-records.ts';
import { networks } from '../networks/network-records.ts';
import { systemNetworks } from '../networks/network-rows.ts';
import { tagFields } from '../tags/tag-fields.ts';
import { virtualMachines } from '../virtual-machines/virtual-machine-records.ts';
import { vpcs } from '../vpcs/vpc-records.ts';
import type { PublicIpRecord } from './public-ip-records.ts';

/** An address that nobody has. */
export function freeIpRow(store: Store, address: PublicIpRecord): Body {
  const zone = store.table(zones).byId(address.zoneId);
  return {
    id: address.uuid,
    ipaddress: address.address,
    ...{ zoneid: zone?.uuid, zonename: zone?.name, issourcenat: false, forvirtualnetwork: true, isstaticnat: false, issystem: false },
    ...{ networkid: systemNetworks.public, state: 'Free', physicalnetworkid: systemNetworks.physical, tags: [] },
    ...{ isportable: false, hasrules: false, forsystemvms: false, forprovider: false, hasannotations: false },
  };
}

/** As in `listPublicIpAddresses` and in the result of an association. */
export function publicIpRow(store: Store, address: PublicIpRecord): Body {
  const zone = store.table(zones).byId(address.zoneId);
  const network = store.table(networks).byId(address.networkId);
  const vpc = address.vpcUuid === undefined ? undefined : store.table(vpcs).get(address.vpcUuid);
  const machine = store.table(virtualMachines).byId(address.staticNat?.vmId);
  const forwarding = store
    .table(firewallRules)
    .by('address', address.id)
    .some(({ purpose }) => purpose !== 'Firewall');
  return {
    id: address.uuid,
    ipaddress: address.address,
    allocated: timestamp(address.allocated),
    zoneid: zone?.uuid,
    zonename: zone?.name,
    issourcenat: address.sourceNat,
    ...ownerFields(store, address.accountId),
    forvirtualnetwork: true,
    isstaticnat: address.staticNat !== undefined,
    issystem: address.system,
    virtualmachineid: machine?.uuid,
    vmipaddress: address.staticNat?.guestIp,
    virtualmachinename: machine?.name,
    virtualmachinedisplayname: machine?.displayName,
    virtualmachinetype: machine === undefined ? undefined : 'User',
    associatednetworkid: network?.uuid,
    associatednetworkname: network?.name,
    networkid: systemNetworks.public,
    state: address.state,
    physicalnetworkid: systemNetworks.physical,
    vpcid: vpc?.uuid,
    vpcname: vpc?.name,
    tags: tagFields(store, address.uuid),
    isportable: false,
    hasrules: forwarding,
    forsystemvms: address.system,
    forprovider: false,
    hasannotations: false,
  };
}
