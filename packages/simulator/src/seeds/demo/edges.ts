/** The edges of the demo's networks: public addresses, rules on them, a VPC with two tiers. */
import type { Cloud } from '../../cloud.ts';
import { type FirewallRuleRecord, firewallRules } from '../../resources/firewall-rules/firewall-rule-records.ts';
import { startRouter } from '../../resources/networks/network-implementation.ts';
import { networkOfferings } from '../../resources/networks/network-offering-records.ts';
import { type NetworkRecord, networks, nics } from '../../resources/networks/network-records.ts';
import { allocate, type PublicIpRecord, publicIps } from '../../resources/public-ips/public-ip-records.ts';
import { type VirtualMachineRecord, virtualMachines } from '../../resources/virtual-machines/virtual-machine-records.ts';
import { aclItems, aclLists, type VpcRecord, vpcOfferings, vpcs } from '../../resources/vpcs/vpc-records.ts';
import type { Yard } from './machines.ts';

const DAY = 86_400_000;

function address(yard: Yard, network: NetworkRecord, allocated: number): PublicIpRecord {
  const { cloud, account, zone } = yard;
  const values = { accountId: account.id, zoneId: zone.id, networkId: network.id, allocated, sourceNat: false, system: false };
  const made = allocate(cloud.store, values);
  if (made === undefined) throw new Error('the demo has run out of public addresses');
  return made;
}

type Rule = Pick<FirewallRuleRecord, 'purpose' | 'protocol'> & Partial<FirewallRuleRecord>;

function rule(cloud: Cloud, network: NetworkRecord, created: number, values: Rule): FirewallRuleRecord {
  const { accountId, id: networkId } = network;
  const ordinary = { cidrs: ['0.0.0.0/0'], destinationCidrs: [], state: 'Active' } as const;
  return cloud.store
    .table(firewallRules)
    .insert({ accountId, networkId, created, ...ordinary, cidrs: [...ordinary.cidrs], destinationCidrs: [], ...values });
}

const named = (cloud: Cloud, account: number, name: string): VirtualMachineRecord | undefined =>
  cloud.store
    .table(virtualMachines)
    .ofAccount(account)
    .find((vm) => vm.name === name);

const guestIp = (cloud: Cloud, vm: VirtualMachineRecord): string => cloud.store.table(nics).by('vm', vm.id)[0]?.ipAddress ?? '';

/** Alice's shop: HTTPS balanced over two machines, SSH forwarded to a third, the database reached from the office alone. */
export function seedShopRules(yard: Yard): void {
  const { cloud, account } = yard;
  const now = cloud.clock.now();
  const network = cloud.store.table(networks).ofAccount(account.id)[0];
  const [first, second, database, runner] = ['web-1', 'web-2', 'db-1', 'build-1'].map((name) => named(cloud, account.id, name));
  if (network === undefined || first === undefined || second === undefined || database === undefined || runner === undefined) return;
  const front = address(yard, network, now - 58 * DAY);
  for (const port of [80, 443]) {
    const ports = { addressId: front.id, protocol: 'tcp', startPort: port, endPort: port };
    rule(cloud, network, now - 58 * DAY, { purpose: 'Firewall', ...ports });
    const balance = {
      name: port === 80 ? 'shop-http' : 'shop-https',
      description: 'Shop front',
      algorithm: 'roundrobin',
      privatePort: port,
    } as const;
    rule(cloud, network, now - 58 * DAY, {
      purpose: 'LoadBalancing',
      ...ports,
      cidrs: [],
      balance: { ...balance, vmIds: [first.id, second.id] },
    });
  }
  const back = address(yard, network, now - 40 * DAY);
  const office = ['198.51.100.0/24'];
  for (const [vm, from, to] of [
    [runner, 2222, 22],
    [database, 15_432, 5432],
  ] as const) {
    const ports = { addressId: back.id, protocol: 'tcp', startPort: from, endPort: from };
    rule(cloud, network, now - 40 * DAY, { purpose: 'Firewall', ...ports, cidrs: office });
    const forward = { vmId: vm.id, guestIp: guestIp(cloud, vm), startPort: to, endPort: to };
    rule(cloud, network, now - 40 * DAY, { purpose: 'PortForwarding', ...ports, cidrs: [], forward });
  }
  for (const [protocol, port] of [
    ['tcp', 443],
    ['udp', 53],
  ] as const) {
    rule(cloud, network, now - 88 * DAY, { purpose: 'Egress', protocol, startPort: port, endPort: port, cidrs: [network.cidr] });
  }
}

/** Dana's bastion has a public address for itself. */
export function seedBastion(yard: Yard): void {
  const { cloud, account } = yard;
  const network = cloud.store.table(networks).ofAccount(account.id)[0];
  const vm = named(cloud, account.id, 'bastion');
  if (network === undefined || vm === undefined) return;
  const created = cloud.clock.now() - 94 * DAY;
  const own = address(yard, network, created);
  cloud.store.table(publicIps).update(own, { staticNat: { vmId: vm.id, guestIp: guestIp(cloud, vm) } });
  rule(cloud, network, created, {
    purpose: 'Firewall',
    addressId: own.id,
    protocol: 'tcp',
    startPort: 22,
    endPort: 22,
    cidrs: ['198.51.100.0/24'],
  });
  rule(cloud, network, created, { purpose: 'Firewall', addressId: own.id, protocol: 'icmp', icmpType: -1, icmpCode: -1 });
}

/** A VPC whose web tier is open and whose data tier hears the web tier alone. */
export function seedVpc(yard: Yard): VpcRecord | undefined {
  const { cloud, account, zone } = yard;
  const { store } = cloud;
  const created = cloud.clock.now() - 33 * DAY;
  const offering = store.table(vpcOfferings).find(({ isDefault }) => isDefault);
  if (offering === undefined) return undefined;
  const values = {
    accountId: account.id,
    name: 'payments',
    displayText: 'Payments, apart from the shop',
    zoneId: zone.id,
    vpcOfferingUuid: offering.uuid,
  };
  const vpc = store
    .table(vpcs)
    .insert({ ...values, cidr: '10.90.0.0/16', networkDomain: 'payments.internal', state: 'Enabled', restartRequired: false, created });
  const common = { accountId: account.id, zoneId: zone.id, vpcUuid: vpc.uuid };
  const publicIp = allocate(store, { ...common, allocated: created, sourceNat: true, system: false });
  startRouter(cloud, { ...common, ...(publicIp === undefined ? {} : { publicIpId: publicIp.id }) }, created);
  const web = accessList(cloud, vpc, 'web', [
    [80, '0.0.0.0/0'],
    [443, '0.0.0.0/0'],
  ]);
  const data = accessList(cloud, vpc, 'data', [[5432, '10.90.1.0/24']]);
  tier(yard, vpc, 'payments-web', '10.90.1', web, created);
  tier(yard, vpc, 'payments-data', '10.90.2', data, created);
  return vpc;
}

function accessList(cloud: Cloud, vpc: VpcRecord, name: string, open: readonly (readonly [number, string])[]): string {
  const { store } = cloud;
  const list = store.table(aclLists).insert({ name, description: `What the ${name} tier lets in`, vpcUuid: vpc.uuid });
  const item = { aclUuid: list.uuid, action: 'Allow' as const };
  for (const [index, [port, cidr]] of open.entries()) {
    store
      .table(aclItems)
      .insert({ ...item, number: index + 1, protocol: 'tcp', startPort: port, endPort: port, cidrs: [cidr], trafficType: 'Ingress' });
  }
  store.table(aclItems).insert({ ...item, number: 100, protocol: 'all', cidrs: ['0.0.0.0/0'], trafficType: 'Egress', reason: 'Updates' });
  return list.uuid;
}

function tier(yard: Yard, vpc: VpcRecord, name: string, block: string, aclUuid: string, created: number): void {
  const { cloud, account, zone } = yard;
  const offering = cloud.store.table(networkOfferings).find((row) => row.name === 'DefaultIsolatedNetworkOfferingForVpcNetworks');
  cloud.store.table(networks).insert({
    ...{ accountId: account.id, name, displayText: name, zoneId: zone.id, networkOfferingUuid: offering?.uuid ?? '', type: 'Isolated' },
    ...{
      state: 'Implemented',
      vlan: cloud.random.integer(100, 900),
      cidr: `${block}.0/24`,
      gateway: `${block}.1`,
      netmask: '255.255.255.0',
    },
    ...{ networkDomain: vpc.networkDomain, created, vpcUuid: vpc.uuid, aclUuid, restartRequired: false },
  });
}
