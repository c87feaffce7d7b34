/** The network offerings every CloudStack has after its first start. */
import type { Store } from '../../store.ts';
import { type NetworkOfferingRecord, networkOfferings } from './network-offering-records.ts';
import { services } from './network-services.ts';

const nat = 'Dhcp PortForwarding UserData Vpn Firewall Lb Dns StaticNat SourceNat';
const vpcNat = 'Dhcp PortForwarding UserData Vpn Lb Dns NetworkACL StaticNat SourceNat';
const nsxNat = 'Dhcp@VirtualRouter PortForwarding UserData@VirtualRouter Firewall Lb Dns@VirtualRouter StaticNat SourceNat';
const nsxVpcNat = 'Dhcp@VpcVirtualRouter PortForwarding UserData@VpcVirtualRouter Lb Dns@VpcVirtualRouter NetworkACL StaticNat SourceNat';
const netrisVpcNat =
  'Dhcp@VpcVirtualRouter PortForwarding UserData@VpcVirtualRouter Vpn@VpcVirtualRouter Lb Dns@VpcVirtualRouter NetworkACL StaticNat SourceNat';

const ownRanges = { specifyVlan: true, specifyIpRanges: true } as const;
const nsx = { conserveMode: false, forNsx: true } as const;
const required = { availability: 'Required' } as const;
const natted = { networkMode: 'NATTED' } as const;
const routed = { networkMode: 'ROUTED' } as const;

interface Line extends Partial<Omit<NetworkOfferingRecord, 'id' | 'uuid' | 'guestType' | 'services'>> {
  readonly name: string;
  /** What it is for. */
  readonly text: string;
  readonly guest?: NetworkOfferingRecord['guestType'];
  readonly provider?: string;
  readonly offers?: string;
}

const groups = 'Dhcp SecurityGroup@SecurityGroupProvider UserData';
const shared = { guest: 'Shared', provider: 'VirtualRouter', ...ownRanges } as const;
const onVpcRouter = { provider: 'VpcVirtualRouter', forVpc: true } as const;

const lines: readonly Line[] = [
  { name: 'SharedNetworkOfferingWithSGService', text: 'Shared Security group enabled networks', ...shared, offers: `${groups} Dns` },
  { name: 'SharedNetworkOffering', text: 'Shared networks', ...shared, offers: 'Dhcp UserData Dns' },
  {
    name: 'TungstenSharedNetworkOfferingWithSGService',
    text: 'Tungsten Shared Security group enabled networks',
    ...shared,
    provider: 'Tungsten',
    offers: 'Connectivity Dhcp SecurityGroup Dns',
    forTungsten: true,
  },
  {
    name: 'IsolatedNetworkOfferingWithSourceNatService',
    text: 'Isolated networks with Source Nat service enabled',
    offers: nat,
    ...required,
  },
  { name: 'IsolatedNetworkOffering', text: 'Isolated networks with no Source Nat service', offers: 'Dhcp UserData Dns', ...ownRanges },
  {
    name: 'SharedNetscalerEIPandELBNetworkOffering',
    text: 'Shared networks with Elastic IP and Elastic LB capabilities',
    ...shared,
    offers: `${groups} Lb@Netscaler Dns StaticNat@Netscaler`,
  },
  {
    name: 'IsolatedNetworkOfferingForVpcNetworks',
    text: 'Isolated Vpc networks with Source Nat service enabled',
    ...onVpcRouter,
    offers: vpcNat,
  },
  {
    name: 'IsolatedNetworkOfferingForVpcNetworksNoLB',
    text: 'Isolated Vpc networks with Source Nat service enabled and LB service Disabled',
    ...onVpcRouter,
    offers: vpcNat.replace(' Lb', ''),
    conserveMode: false,
  },
  {
    name: 'IsolatedNetworkOfferingForVpcNetworksWithInternalLB',
    text: 'Isolated Vpc networks with Internal LB support',
    ...onVpcRouter,
    offers: 'Dhcp UserData Lb@InternalLbVm Dns NetworkACL SourceNat',
    conserveMode: false,
    internalLb: true,
  },
  { name: 'L2NetworkOffering', text: 'L2 networks', guest: 'L2', offers: '' },
  { name: 'L2NetworkOfferingVlan', text: 'L2 networks VLAN', guest: 'L2', offers: '', specifyVlan: true },
  { name: 'L2NetworkOfferingConfigDrive', text: 'L2 networks with config drive user data', guest: 'L2', offers: 'UserData@ConfigDrive' },
  {
    name: 'L2NetworkOfferingConfigDriveVlan',
    text: 'L2 networks with config drive user data VLAN',
    guest: 'L2',
    offers: 'UserData@ConfigDrive',
    specifyVlan: true,
  },
  { name: 'NATNSXNetworkOffering', text: 'NSX enabled networks - NAT mode', provider: 'Nsx', offers: nsxNat, ...nsx, ...natted },
  {
    name: 'RoutedNSXNetworkOffering',
    text: 'NSX enabled networks - ROUTED mode',
    offers: 'Dhcp UserData Firewall@Nsx Dns',
    ...nsx,
    ...routed,
  },
  {
    name: 'NATNSXNetworkOfferingForVpc',
    text: 'NSX enabled networks on VPCs - NAT mode',
    provider: 'Nsx',
    offers: nsxVpcNat,
    ...nsx,
    ...natted,
    forVpc: true,
  },
  {
    name: 'RoutedNSXNetworkOfferingForVpc',
    text: 'NSX enabled networks on VPCs - ROUTED mode',
    ...onVpcRouter,
    offers: 'Dhcp UserData Dns NetworkACL@Nsx',
    ...nsx,
    ...routed,
  },
  {
    name: 'NATNSXNetworkOfferingForVpcWithInternalLB',
    text: 'NSX enabled networks on VPCs with internal LB - NAT mode',
    provider: 'Nsx',
    offers: nsxVpcNat,
    ...nsx,
    ...natted,
    forVpc: true,
    internalLb: true,
  },
  {
    name: 'RoutedNetrisNetworkOfferingForVpc',
    text: 'Netris enabled networks on VPCs - ROUTED mode',
    ...onVpcRouter,
    offers: 'Dhcp UserData Dns NetworkACL@Netris',
    conserveMode: false,
    ...routed,
  },
  {
    name: 'NATNetrisNetworkOfferingForVpc',
    text: 'Netris enabled networks on VPCs - NAT mode',
    provider: 'Netris',
    offers: netrisVpcNat,
    conserveMode: false,
    forVpc: true,
    ...natted,
  },
  { name: 'QuickCloudNoServices', text: 'QuickCloud with no services', ...shared, offers: '' },
  {
    name: 'NetworkOfferingforKubernetesService',
    text: 'Network Offering used for CloudStack Kubernetes service',
    offers: nat,
    ...required,
    egressDefault: true,
  },
  {
    name: 'NSXNetworkOfferingforKubernetesService',
    text: 'Network Offering for NSX CloudStack Kubernetes Service',
    provider: 'Nsx',
    offers: nsxNat,
    ...required,
    ...natted,
    forNsx: true,
    egressDefault: true,
  },
  {
    name: 'NSXVPCNetworkOfferingforKubernetesService',
    text: 'Network Offering for NSX CloudStack Kubernetes service on VPC',
    provider: 'Nsx',
    offers: nsxVpcNat,
    ...required,
    ...natted,
    forNsx: true,
    forVpc: true,
    egressDefault: true,
  },
];

const ordinary = {
  availability: 'Optional',
  isDefault: true,
  specifyVlan: false,
  specifyIpRanges: false,
  conserveMode: true,
  forVpc: false,
  forNsx: false,
  forTungsten: false,
  persistent: false,
  egressDefault: false,
  internalLb: false,
  state: 'Enabled',
} as const;

/** Inserts them, in the order of a fresh server. `serviceOfferingUuid` is the offering of routers. */
export function seedNetworkOfferings(store: Store, created: number, serviceOfferingUuid: string): void {
  for (const { name, text, guest = 'Isolated', provider = 'VirtualRouter', offers = '', ...different } of lines) {
    store.table(networkOfferings).insert({
      name: name.startsWith('Quick') ? name : `Default${name}`,
      displayText: text.startsWith('Network ') ? text : `Offering for ${text}`,
      guestType: guest,
      services: services(offers, provider),
      ...ordinary,
      serviceOfferingUuid,
      created,
      ...different,
    });
  }
}
