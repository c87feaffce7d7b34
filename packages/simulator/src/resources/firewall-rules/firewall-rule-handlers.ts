/** Firewall rules: what may come in by a public address, and out of a network. */
import { target } from '../../access.ts';
import { asJob, type Body, type Call, type JobPlan, type ResourceModule, sync } from '../../command.ts';
import { badParameter, invalid } from '../../errors.ts';
import { same } from '../../matching.ts';
import { all, listOwned, when } from '../../paging.ts';
import { isCidr } from '../networks/addresses.ts';
import { networks } from '../networks/network-records.ts';
import { networkOfRule } from '../public-ips/public-ip-handlers.ts';
import { publicIps } from '../public-ips/public-ip-records.ts';
import { type FirewallRuleRecord, firewallRules, type RulePurpose } from './firewall-rule-records.ts';
import { firewallRuleRow } from './firewall-rule-rows.ts';
import { checkConflict, portRange } from './rule-conflicts.ts';
import { creationPlan, removalPlan, ruleOf, updatePlan } from './rule-plans.ts';

/** The conditions that all lists of rules know. */
export function listRules(call: Call, purpose: RulePurpose, object: string, build: (rule: FirewallRuleRecord) => Body): Body {
  const { params } = call;
  return listOwned(call, firewallRules, {
    object,
    build,
    tags: purpose === 'PortForwarding' ? 'PortForwardingRule' : purpose === 'LoadBalancing' ? 'LoadBalancer' : 'FirewallRule',
    texts: (row) => [row.balance?.name, row.protocol],
    where: all<FirewallRuleRecord>(
      (row) => row.purpose === purpose,
      when(params.text('name'), (row, name) => same(row.balance?.name, name)),
      when(params.row(publicIps, params.has('publicipid') ? 'publicipid' : 'ipaddressid'), (row, address) => row.addressId === address.id),
      when(params.row(networks, 'networkid'), (row, network) => row.networkId === network.id),
    ),
  });
}

/** The blocks of a parameter; 431 for anything else. */
export function cidrs(call: Call, parameter: string): string[] {
  const list = call.params.list(parameter) ?? [];
  const wrong = list.find((cidr) => !isCidr(cidr));
  if (wrong !== undefined) throw badParameter(`Source cidrs formatting error ${wrong}`);
  return list;
}

const protocols = ['tcp', 'udp', 'icmp', 'all'];

/** `tcp`, `udp`, `icmp`, `all`, or the number of a protocol. */
export function protocolOf(call: Call): string {
  const protocol = call.params.required('protocol').toLowerCase();
  if (!protocols.includes(protocol) && !/^\d{1,3}$/.test(protocol)) throw invalid(`Protocol ${protocol} is not supported`);
  return protocol;
}

/** Ports of TCP and UDP, type and code of ICMP. */
function specifics(call: Call, protocol: string): Partial<FirewallRuleRecord> {
  const { params } = call;
  const ports = params.has('startport') || params.has('endport');
  if (protocol === 'icmp' && ports) throw invalid("Can't specify start/end port when protocol is ICMP");
  if (protocol === 'icmp') return { icmpType: params.number('icmptype') ?? -1, icmpCode: params.number('icmpcode') ?? -1 };
  if (params.has('icmptype')) throw invalid('Can specify icmpCode and icmpType for ICMP protocol only');
  return portRange(params.number('startport'), params.number('endport'));
}

function createFirewallRule(call: Call): JobPlan {
  const { store } = call.cloud;
  const address = target(call, publicIps, 'ipaddressid');
  const network = networkOfRule(call, address);
  if (network.vpcUuid !== undefined) throw invalid('Unable to create firewall rule for a VPC network: use network ACLs');
  const protocol = protocolOf(call);
  const ports = specifics(call, protocol);
  const list = cidrs(call, 'cidrlist');
  checkConflict(store, { purpose: 'Firewall', addressId: address.id, protocol, startPort: ports.startPort, endPort: ports.endPort });
  const texts = {
    type: 'FIREWALL.OPEN',
    entity: 'creating firewall rule',
    description: 'creating firewall rule',
    scheduled: `Creating firewall rule for IP: ${address.address} for protocol:${call.params.required('protocol')}`,
  };
  const values = {
    ...{ accountId: address.accountId, purpose: 'Firewall' as const, networkId: network.id, addressId: address.id, protocol },
    ...ports,
    ...{ cidrs: list.length === 0 ? ['0.0.0.0/0'] : list, destinationCidrs: [] },
  };
  return creationPlan(call, texts, values, 'firewallrule', (rule) => firewallRuleRow(store, rule));
}

function createEgressFirewallRule(call: Call): JobPlan {
  const { store } = call.cloud;
  const network = target(call, networks, 'networkid');
  const protocol = protocolOf(call);
  const list = cidrs(call, 'cidrlist');
  const described = JSON.stringify({
    id: network.id,
    name: network.name,
    uuid: network.uuid,
    networkofferingid: network.networkOfferingUuid,
  });
  const texts = {
    type: 'FIREWALL.EGRESS.OPEN',
    entity: 'creating egress firewall rule for network',
    description: 'creating egress firewall rule',
    scheduled: `Creating firewall rule for network: Network ${described} for protocol:${call.params.required('protocol')}`,
  };
  const values = {
    ...{ accountId: network.accountId, purpose: 'Egress' as const, networkId: network.id, protocol },
    ...specifics(call, protocol),
    ...{ cidrs: list.length === 0 ? [network.cidr] : list, destinationCidrs: cidrs(call, 'destcidrlist') },
  };
  return creationPlan(call, texts, values, 'firewallrule', (rule) => firewallRuleRow(store, rule));
}

/** Nothing of a firewall rule can be changed but whether end users see it. */
function updateRule(call: Call, purpose: RulePurpose, type: string): JobPlan {
  const rule = ruleOf(call, purpose);
  const finish = (): Body => ({ firewallrule: firewallRuleRow(call.cloud.store, rule) });
  return updatePlan(rule, { type, description: 'updating firewall rule' }, finish);
}

const byId = { entities: { id: firewallRules } };
const ingress = { type: 'FIREWALL.CLOSE', description: 'revoking firewall rule' };
const egress = { type: 'FIREWALL.EGRESS.CLOSE', description: 'revoking egress firewall rule' };

export const firewallRuleResource: ResourceModule = {
  tables: [firewallRules],
  commands: {
    listFirewallRules: sync((call) => listRules(call, 'Firewall', 'firewallrule', (rule) => firewallRuleRow(call.cloud.store, rule)), byId),
    createFirewallRule: asJob('user.firewall.CreateFirewallRuleCmd', createFirewallRule),
    updateFirewallRule: asJob('user.firewall.UpdateFirewallRuleCmd', (call) => updateRule(call, 'Firewall', 'FIREWALL.UPDATE'), byId),
    deleteFirewallRule: asJob('user.firewall.DeleteFirewallRuleCmd', (call) => removalPlan(call, 'Firewall', ingress), byId),
    listEgressFirewallRules: sync(
      (call) => listRules(call, 'Egress', 'firewallrule', (rule) => firewallRuleRow(call.cloud.store, rule)),
      byId,
    ),
    createEgressFirewallRule: asJob('user.firewall.CreateEgressFirewallRuleCmd', createEgressFirewallRule),
    updateEgressFirewallRule: asJob(
      'user.firewall.UpdateEgressFirewallRuleCmd',
      (call) => updateRule(call, 'Egress', 'FIREWALL.EGRESS.UPDATE'),
      byId,
    ),
    deleteEgressFirewallRule: asJob('user.firewall.DeleteEgressFirewallRuleCmd', (call) => removalPlan(call, 'Egress', egress), byId),
  },
};
