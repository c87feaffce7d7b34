/** Rows of firewall, egress, port forwarding and load balancer rules. */
import type { Body } from '../../command.ts';
import type { Store } from '../../store.ts';
import { ownerFields } from '../accounts/owner.ts';
import { zones } from '../infrastructure/infrastructure-records.ts';
import { networks } from '../networks/network-records.ts';
import { publicIps } from '../public-ips/public-ip-records.ts';
import { tagFields } from '../tags/tag-fields.ts';
import { virtualMachines } from '../virtual-machines/virtual-machine-records.ts';
import type { FirewallRuleRecord } from './firewall-rule-records.ts';

/** Firewall rules, ingress and egress; an egress rule has a network and no address. */
export function firewallRuleRow(store: Store, rule: FirewallRuleRecord): Body {
  const address = store.table(publicIps).byId(rule.addressId);
  return {
    id: rule.uuid,
    protocol: rule.protocol,
    startport: rule.startPort,
    endport: rule.endPort,
    ipaddressid: address?.uuid,
    networkid: store.table(networks).byId(rule.networkId)?.uuid,
    ipaddress: address?.address,
    state: rule.state,
    cidrlist: rule.cidrs.join(','),
    icmptype: rule.icmpType,
    icmpcode: rule.icmpCode,
    tags: tagFields(store, rule.uuid),
    destcidrlist: rule.destinationCidrs.join(','),
    traffictype: rule.purpose === 'Egress' ? 'Egress' : 'Ingress',
  };
}

/** Ports are texts here, unlike in firewall rules. */
export function portForwardingRuleRow(store: Store, rule: FirewallRuleRecord): Body {
  const address = store.table(publicIps).byId(rule.addressId);
  const machine = store.table(virtualMachines).byId(rule.forward?.vmId);
  return {
    id: rule.uuid,
    privateport: text(rule.forward?.startPort),
    privateendport: text(rule.forward?.endPort),
    protocol: rule.protocol,
    publicport: text(rule.startPort),
    publicendport: text(rule.endPort),
    virtualmachineid: machine?.uuid,
    virtualmachinename: machine?.name,
    virtualmachinedisplayname: machine?.displayName,
    ipaddressid: address?.uuid,
    ipaddress: address?.address,
    state: rule.state,
    cidrlist: rule.cidrs.join(','),
    tags: tagFields(store, rule.uuid),
    vmguestip: rule.forward?.guestIp,
    networkid: store.table(networks).byId(rule.networkId)?.uuid,
  };
}

export function loadBalancerRuleRow(store: Store, rule: FirewallRuleRecord): Body {
  const address = store.table(publicIps).byId(rule.addressId);
  const zone = store.table(zones).byId(address?.zoneId);
  return {
    id: rule.uuid,
    name: rule.balance?.name,
    description: rule.balance?.description,
    publicipid: address?.uuid,
    publicip: address?.address,
    publicport: text(rule.startPort),
    privateport: text(rule.balance?.privatePort),
    algorithm: rule.balance?.algorithm,
    cidrlist: rule.cidrs.join(','),
    ...ownerFields(store, rule.accountId),
    state: rule.state,
    zoneid: zone?.uuid,
    zonename: zone?.name,
    protocol: rule.protocol,
    tags: tagFields(store, rule.uuid),
    networkid: store.table(networks).byId(rule.networkId)?.uuid,
  };
}

function text(port: number | undefined): string | undefined {
  return port === undefined ? undefined : String(port);
}
