/** Port forwarding: ports of a public address to one machine. */
import { target } from '../../access.ts';
import { asJob, type Call, type JobPlan, type ResourceModule, sync } from '../../command.ts';
import { invalid } from '../../errors.ts';
import { type NetworkRecord, nics } from '../networks/network-records.ts';
import { networkOfRule } from '../public-ips/public-ip-handlers.ts';
import { publicIps } from '../public-ips/public-ip-records.ts';
import { type VirtualMachineRecord, virtualMachines } from '../virtual-machines/virtual-machine-records.ts';
import { cidrs, listRules, protocolOf } from './firewall-rule-handlers.ts';
import { type FirewallRuleRecord, firewallRules } from './firewall-rule-records.ts';
import { portForwardingRuleRow } from './firewall-rule-rows.ts';
import { checkConflict, portRange } from './rule-conflicts.ts';
import { creationPlan, removalPlan, ruleOf, updatePlan } from './rule-plans.ts';

const entity = 'creating forwarding rule';

function createPortForwardingRule(call: Call): JobPlan {
  const { params, cloud } = call;
  const { store, events } = cloud;
  const address = target(call, publicIps, 'ipaddressid');
  const machine = target(call, virtualMachines, 'virtualmachineid');
  const network = networkOfRule(call, address);
  const protocol = protocolOf(call);
  if (protocol !== 'tcp' && protocol !== 'udp')
    throw invalid(`Protocol ${params.required('protocol')} is not supported in zone ${network.zoneId}`);
  const open = portRange(params.number('publicport'), params.number('publicendport'));
  const to = portRange(params.number('privateport'), params.number('privateendport'));
  if (span(open) !== span(to)) throw invalid('Source port and destination port ranges should be of equal sizes.');
  if (address.staticNat !== undefined)
    throw invalid(`Can't create port forwarding rule on ip address ${address.address}: it has static nat enabled`);
  const guestIp = params.text('vmguestip') ?? guestIpOf(call, machine, network);
  try {
    checkConflict(store, { purpose: 'PortForwarding', addressId: address.id, protocol, startPort: open.startPort, endPort: open.endPort });
  } catch (error) {
    // The refused rule had a number already, which is not given again.
    store.nextId(firewallRules.name);
    events.created(call, { type: 'NET.RULEADD', description: entity, resourceType: 'FirewallRule' }, true);
    throw error;
  }
  if (params.boolean('openfirewall') !== false && network.vpcUuid === undefined) openFirewall(call, address.id, network, protocol, open);
  const texts = {
    type: 'NET.RULEADD',
    entity,
    description: 'applying port forwarding rule',
    scheduled: `Applying port forwarding  rule for Ip: ${address.address} with virtual machine:${machine.uuid}`,
  };
  const forward = { vmId: machine.id, guestIp, startPort: to.startPort ?? 0, endPort: to.endPort ?? 0 };
  const values = {
    ...{ accountId: address.accountId, purpose: 'PortForwarding' as const, networkId: network.id, addressId: address.id, protocol },
    ...open,
    ...{ cidrs: cidrs(call, 'cidrlist'), destinationCidrs: [], forward },
  };
  return creationPlan(call, texts, values, 'portforwardingrule', (rule) => portForwardingRuleRow(store, rule));
}

/** How many ports a range holds, but one. */
const span = ({ startPort = 0, endPort = 0 }: { readonly startPort?: number; readonly endPort?: number }): number => endPort - startPort;

function guestIpOf(call: Call, machine: VirtualMachineRecord, network: NetworkRecord): string {
  const nic = call.cloud.store
    .table(nics)
    .by('vm', machine.id)
    .find(({ networkId }) => networkId === network.id);
  if (nic === undefined)
    throw invalid(`Unable to create port forwarding rule: VM ${machine.name} does not have a NIC in network ${network.name}`);
  return nic.ipAddress;
}

/** Opens the same ports to everybody, unless a firewall rule has done so; the event is written in both cases. */
export function openFirewall(
  call: Call,
  addressId: number,
  network: NetworkRecord,
  protocol: string,
  ports: { readonly startPort?: number; readonly endPort?: number },
): void {
  const { store, events, clock } = call.cloud;
  const table = store.table(firewallRules);
  const opened = table
    .by('address', addressId)
    .some(
      (rule) =>
        rule.purpose === 'Firewall' && rule.protocol === protocol && rule.startPort === ports.startPort && rule.endPort === ports.endPort,
    );
  if (!opened) {
    const everybody = { cidrs: ['0.0.0.0/0'], destinationCidrs: [] };
    const { accountId, id: networkId } = network;
    table.insert({
      accountId,
      networkId,
      purpose: 'Firewall',
      addressId,
      protocol,
      ...ports,
      ...everybody,
      state: 'Active',
      created: clock.now(),
    });
  }
  events.created(call, { type: 'FIREWALL.OPEN', description: 'creating firewall rule', resourceType: 'FirewallRule' });
}

function updatePortForwardingRule(call: Call): JobPlan {
  const { params, cloud } = call;
  const { store } = cloud;
  const rule = ruleOf(call, 'PortForwarding');
  const machine = params.has('virtualmachineid') ? target(call, virtualMachines, 'virtualmachineid') : undefined;
  const to = portRange(params.number('privateport'), params.number('privateendport'));
  return updatePlan(rule, { type: 'NET.RULEMODIFY', description: 'updating forwarding rule' }, () => {
    store
      .table(firewallRules)
      .update(rule, { forward: changed(call, rule, machine, to), ...(params.has('cidrlist') ? { cidrs: cidrs(call, 'cidrlist') } : {}) });
    return { portforwardingrule: portForwardingRuleRow(store, rule) };
  });
}

function changed(
  call: Call,
  rule: FirewallRuleRecord,
  machine: VirtualMachineRecord | undefined,
  to: { readonly startPort?: number; readonly endPort?: number },
): NonNullable<FirewallRuleRecord['forward']> {
  const { store } = call.cloud;
  const before = rule.forward ?? { vmId: 0, guestIp: '', startPort: 0, endPort: 0 };
  const nic =
    machine === undefined
      ? undefined
      : store
          .table(nics)
          .by('vm', machine.id)
          .find(({ networkId }) => networkId === rule.networkId);
  return {
    vmId: machine?.id ?? before.vmId,
    guestIp: call.params.text('vmguestip') ?? nic?.ipAddress ?? before.guestIp,
    startPort: to.startPort ?? before.startPort,
    endPort: to.endPort ?? before.endPort,
  };
}

const byId = { entities: { id: firewallRules } };

export const portForwardingResource: ResourceModule = {
  commands: {
    listPortForwardingRules: sync(
      (call) => listRules(call, 'PortForwarding', 'portforwardingrule', (rule) => portForwardingRuleRow(call.cloud.store, rule)),
      byId,
    ),
    createPortForwardingRule: asJob('user.firewall.CreatePortForwardingRuleCmd', createPortForwardingRule),
    updatePortForwardingRule: asJob('user.firewall.UpdatePortForwardingRuleCmd', updatePortForwardingRule, byId),
    deletePortForwardingRule: asJob(
      'user.firewall.DeletePortForwardingRuleCmd',
      (call) => removalPlan(call, 'PortForwarding', { type: 'NET.RULEDELETE', description: 'revoking port forwarding rule' }),
      byId,
    ),
  },
};
