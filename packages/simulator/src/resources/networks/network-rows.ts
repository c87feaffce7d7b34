/** Rows of networks, their offerings and the NICs in them. */
import { timestamp } from '../../clock.ts';
import type { Body } from '../../command.ts';
import type { Store } from '../../store.ts';
import { ownerFields } from '../accounts/owner.ts';
import { zones } from '../infrastructure/infrastructure-records.ts';
import { tagFields } from '../tags/tag-fields.ts';
import { vpcs } from '../vpcs/vpc-records.ts';
import { type NetworkOfferingRecord, networkOfferings } from './network-offering-records.ts';
import type { NetworkRecord } from './network-records.ts';
import { capableServiceRows, serviceRows } from './network-services.ts';

/** Ids of the zone's own networks, which tenants only meet as `networkid` of addresses and NICs. */
export const systemNetworks = {
  public: 'ea2458db-778c-45f8-8bc3-ab1ebcaa7be6',
  control: '57500a75-02a1-4535-9bd4-f3c04cb237b0',
  physical: 'e4e22c38-0b63-4b58-8bdf-44de0cca6e29',
} as const;

/** The row of `listNetworks`. */
export function networkRow(store: Store, network: NetworkRecord): Body {
  const zone = store.table(zones).byId(network.zoneId);
  const offering = store.table(networkOfferings).known(network.networkOfferingUuid);
  const vpc = network.vpcUuid === undefined ? undefined : store.table(vpcs).get(network.vpcUuid);
  return {
    id: network.uuid,
    name: network.name,
    displaytext: network.displayText,
    broadcastdomaintype: 'Vlan',
    traffictype: 'Guest',
    gateway: network.gateway || undefined,
    netmask: network.netmask || undefined,
    cidr: network.cidr || undefined,
    zoneid: zone?.uuid,
    zonename: zone?.name,
    networkofferingid: offering?.uuid,
    networkofferingname: offering?.name,
    networkofferingdisplaytext: offering?.displayText,
    networkofferingconservemode: offering?.conserveMode,
    networkofferingavailability: offering?.availability,
    issystem: false,
    state: network.state,
    related: network.uuid,
    dns1: zone?.dns1,
    type: network.type,
    vpcid: vpc?.uuid,
    vpcname: vpc?.name,
    aclid: network.aclUuid,
    acltype: 'Account',
    ...ownerFields(store, network.accountId),
    service: capableServiceRows(offering?.services ?? []),
    networkdomain: network.networkDomain,
    physicalnetworkid: systemNetworks.physical,
    restartrequired: network.restartRequired,
    specifyvlan: offering?.specifyVlan,
    specifyipranges: offering?.specifyIpRanges,
    canusefordeploy: true,
    ispersistent: offering?.persistent,
    tags: tagFields(store, network.uuid),
    strechedl2subnet: false,
    redundantrouter: false,
    supportsvmautoscaling: offering?.services.some(({ name }) => name === 'Lb') ?? false,
    created: timestamp(network.created),
    receivedbytes: 0,
    sentbytes: 0,
    egressdefaultpolicy: offering?.egressDefault,
    publicmtu: 1500,
    privatemtu: 1500,
    hasannotations: false,
  };
}

/** What an offering fixes of three services; the others have no `capability` there. */
function offeredCapabilities({ name, provider }: Body): Body[] | undefined {
  const [{ name: by }] = provider as [{ name: string }];
  const elastic = String(by === 'Netscaler');
  const fixed = (pairs: Record<string, string>): Body[] =>
    Object.entries(pairs).map(([key, value]) => ({ name: key, value, canchooseservicecapability: false }));
  if (name === 'Lb') {
    const isolation = by === 'Netscaler' ? 'shared' : 'dedicated';
    const scaling = String(by !== 'Nsx' && by !== 'InternalLbVm');
    return fixed({ SupportedLBIsolation: isolation, ElasticLb: elastic, InlineMode: 'false', VmAutoScaling: scaling });
  }
  if (name === 'StaticNat') return fixed({ ElasticIp: elastic, AssociatePublicIP: 'true' });
  return name === 'SourceNat' ? fixed({ SupportedSourceNatTypes: 'peraccount', RedundantRouter: 'false' }) : undefined;
}

/** The row of `listNetworkOfferings`. */
export function networkOfferingRow(row: NetworkOfferingRecord): Body {
  return {
    id: row.uuid,
    name: row.name,
    displaytext: row.displayText,
    created: timestamp(row.created),
    traffictype: 'Guest',
    isdefault: row.isDefault,
    specifyvlan: row.specifyVlan,
    conservemode: row.conserveMode,
    specifyipranges: row.specifyIpRanges,
    availability: row.availability,
    networkrate: 200,
    state: row.state,
    guestiptype: row.guestType,
    serviceofferingid: row.serviceOfferingUuid,
    service: serviceRows(row.services).map((service) => ({ ...service, capability: offeredCapabilities(service) })),
    forvpc: row.forVpc,
    fornsx: row.forNsx,
    fortungsten: row.forTungsten,
    networkmode: row.networkMode,
    ispersistent: row.persistent,
    egressdefaultpolicy: row.egressDefault,
    supportsstrechedl2subnet: false,
    supportspublicaccess: false,
    supportsinternallb: row.internalLb,
    internetprotocol: 'IPv4',
    specifyasnumber: false,
    hasannotations: false,
  };
}
