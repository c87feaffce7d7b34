/** The VPC offerings and access control lists that every CloudStack has after its first start. */
import type { Store } from '../../store.ts';
import { services } from '../networks/network-services.ts';
import { aclItems, aclLists, type VpcOfferingRecord, vpcOfferings } from './vpc-records.ts';

const all = 'Dhcp PortForwarding UserData Vpn Lb@VpcVirtualRouter+InternalLbVm Dns NetworkACL StaticNat SourceNat';
const nsxNat = 'Dhcp@VpcVirtualRouter PortForwarding UserData@VpcVirtualRouter Vpn Lb Dns@VpcVirtualRouter NetworkACL StaticNat SourceNat';
const netrisNat =
  'Dhcp@VpcVirtualRouter PortForwarding UserData@VpcVirtualRouter Vpn@VpcVirtualRouter Lb Dns@VpcVirtualRouter NetworkACL StaticNat SourceNat';

interface Line extends Partial<Pick<VpcOfferingRecord, 'isDefault' | 'forNsx' | 'networkMode'>> {
  readonly name: string;
  readonly offers: string;
  readonly provider?: string;
}

const lines: readonly Line[] = [
  { name: 'Default VPC offering', offers: all, isDefault: true },
  { name: 'Default VPC  offering with Netscaler', offers: all.replace('VpcVirtualRouter+InternalLbVm', 'InternalLbVm+Netscaler') },
  { name: 'Redundant VPC offering', offers: all, isDefault: true },
  { name: 'VPC offering with NSX - NAT Mode', provider: 'Nsx', offers: nsxNat, forNsx: true, networkMode: 'NATTED' },
  {
    name: 'VPC offering with NSX - Route Mode',
    offers: 'Dhcp UserData Dns NetworkACL@Nsx SourceNat@Nsx',
    forNsx: true,
    networkMode: 'ROUTED',
  },
  { name: 'VPC offering with Netris - Route Mode', offers: 'Dhcp UserData Dns NetworkACL@Netris SourceNat@Netris', networkMode: 'ROUTED' },
  { name: 'VPC offering with Netris - NAT Mode', provider: 'Netris', offers: netrisNat, networkMode: 'NATTED' },
];

/** Inserts the offerings, and the lists `default_deny` and `default_allow`. */
export function seedVpcs(store: Store, created: number): void {
  for (const { name, offers, provider = 'VpcVirtualRouter', ...different } of lines) {
    const offering = { name, displayText: name, services: services(offers, provider), isDefault: false, forNsx: false };
    store.table(vpcOfferings).insert({ ...offering, state: 'Enabled', created, ...different });
  }
  for (const action of ['Deny', 'Allow'] as const) {
    const list = store
      .table(aclLists)
      .insert({ name: `default_${action.toLowerCase()}`, description: `Default Network ACL ${action} All` });
    for (const [index, trafficType] of (['Ingress', 'Egress'] as const).entries()) {
      store.table(aclItems).insert({ aclUuid: list.uuid, number: index + 1, protocol: 'all', cidrs: ['0.0.0.0/0'], trafficType, action });
    }
  }
}
