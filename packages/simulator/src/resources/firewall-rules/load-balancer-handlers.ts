/** Load balancer rules and the machines behind them. */
import { target } from '../../access.ts';
import { asJob, type Body, type Call, type JobPlan, type ResourceModule, sync } from '../../command.ts';
import { invalid } from '../../errors.ts';
import { listBody } from '../../paging.ts';
import { nics } from '../networks/network-records.ts';
import { networkOfRule } from '../public-ips/public-ip-handlers.ts';
import { publicIps } from '../public-ips/public-ip-records.ts';
import { type VirtualMachineRecord, virtualMachines } from '../virtual-machines/virtual-machine-records.ts';
import { viewOf, virtualMachineRow } from '../virtual-machines/virtual-machine-rows.ts';
import { cidrs, listRules } from './firewall-rule-handlers.ts';
import { type FirewallRuleRecord, firewallRules, type LoadBalancing } from './firewall-rule-records.ts';
import { loadBalancerRuleRow } from './firewall-rule-rows.ts';
import { openFirewall } from './port-forwarding-handlers.ts';
import { checkConflict, portRange } from './rule-conflicts.ts';
import { creationPlan, removalPlan, ruleOf, updatePlan } from './rule-plans.ts';

const algorithms: readonly LoadBalancing['algorithm'][] = ['roundrobin', 'leastconn', 'source'];
const protocols = ['tcp', 'udp', 'tcp-proxy', 'ssl'];

function algorithmOf(call: Call, otherwise: LoadBalancing['algorithm']): LoadBalancing['algorithm'] {
  const wanted = call.params.text('algorithm') ?? otherwise;
  const known = algorithms.find((algorithm) => algorithm === wanted.toLowerCase());
  if (known === undefined) throw invalid(`Invalid algorithm: ${wanted}`);
  return known;
}

function createLoadBalancerRule(call: Call): JobPlan {
  const { params, cloud } = call;
  const { store } = cloud;
  if (!params.has('publicipid')) throw invalid('Please specify the public IP address of the load balancer rule');
  const address = target(call, publicIps, 'publicipid');
  const network = networkOfRule(call, address);
  if (address.staticNat !== undefined)
    throw invalid(`Can't create load balancing rule on ip address ${address.address}: it has static nat enabled`);
  const protocol = (params.text('protocol') ?? 'tcp').toLowerCase();
  if (!protocols.includes(protocol)) throw invalid(`Protocol ${protocol} is not supported by the load balancer`);
  const ports = portRange(params.number('publicport'), undefined);
  const privatePort = portRange(params.number('privateport'), undefined).startPort ?? 0;
  checkConflict(store, { purpose: 'LoadBalancing', addressId: address.id, protocol, startPort: ports.startPort, endPort: ports.endPort });
  const name = params.required('name');
  if (
    store
      .table(firewallRules)
      .ofAccount(address.accountId)
      .some((rule) => rule.balance?.name === name)
  ) {
    throw invalid(`Unable to create load balancer rule: name ${name} is already in use`);
  }
  const list = cidrs(call, 'cidrlist');
  const balance: LoadBalancing = {
    name,
    description: params.text('description') ?? name,
    algorithm: algorithmOf(call, 'roundrobin'),
    privatePort,
    vmIds: [],
  };
  if (params.boolean('openfirewall') !== false && network.vpcUuid === undefined) openFirewall(call, address.id, network, protocol, ports);
  const texts = {
    type: 'LB.CREATE',
    entity: 'creating load balancer',
    description: 'applying load balancer rule',
    scheduled: `creating load balancer: ${name} account: ${call.caller.account.name}`,
    completedAs: 'LoadBalancer',
  };
  const values = {
    ...{ accountId: address.accountId, purpose: 'LoadBalancing' as const, networkId: network.id, addressId: address.id, protocol },
    ...ports,
    ...{ cidrs: list, destinationCidrs: [], balance },
  };
  return creationPlan(call, texts, values, 'loadbalancer', (rule) => loadBalancerRuleRow(store, rule));
}

function updateLoadBalancerRule(call: Call): JobPlan {
  const { params, cloud } = call;
  const { store } = cloud;
  const rule = ruleOf(call, 'LoadBalancing');
  const balance = balancing(rule);
  const algorithm = algorithmOf(call, balance.algorithm);
  return updatePlan(rule, { type: 'LB.UPDATE', description: 'updating load balancer' }, () => {
    const name = params.text('name') ?? balance.name;
    const description = params.text('description') ?? balance.description;
    store.table(firewallRules).update(rule, { balance: { ...balance, name, description, algorithm } });
    return { loadbalancer: loadBalancerRuleRow(store, rule) };
  });
}

/** The machines of `virtualmachineids` or of `vmidipmap`. */
function namedMachines(call: Call): VirtualMachineRecord[] {
  const { params, cloud } = call;
  const listed = params.rows(virtualMachines, 'virtualmachineids') ?? [];
  const mapped = params.map('vmidipmap').map(({ vmid }) => cloud.store.table(virtualMachines).get(vmid ?? ''));
  const machines = [...listed, ...mapped].filter((machine) => machine !== undefined);
  if (machines.length === 0) throw invalid('Both instanceids and vmidipmap can not be null');
  return machines;
}

function assignToLoadBalancerRule(call: Call): JobPlan {
  const { store } = call.cloud;
  const rule = ruleOf(call, 'LoadBalancing');
  const machines = namedMachines(call);
  const texts = { type: 'LB.ASSIGN.TO.RULE', description: 'assigning to load balancer' };
  for (const machine of machines) {
    if (balancing(rule).vmIds.includes(machine.id)) throw invalid(`VM ${machine.uuid} is already mapped to load balancer.`);
    if (
      !store
        .table(nics)
        .by('vm', machine.id)
        .some(({ networkId }) => networkId === rule.networkId)
    ) {
      throw invalid(`VM ${machine.uuid} cannot be added, it doesn't belong in same network.`);
    }
  }
  return updatePlan(rule, texts, () => {
    const balance = balancing(rule);
    store.table(firewallRules).update(rule, { balance: { ...balance, vmIds: [...balance.vmIds, ...machines.map(({ id }) => id)] } });
    return { success: true };
  });
}

function removeFromLoadBalancerRule(call: Call): JobPlan {
  const { store } = call.cloud;
  const rule = ruleOf(call, 'LoadBalancing');
  const machines = namedMachines(call);
  return updatePlan(rule, { type: 'LB.REMOVE.FROM.RULE', description: 'removing from load balancer' }, () => {
    const balance = balancing(rule);
    store
      .table(firewallRules)
      .update(rule, { balance: { ...balance, vmIds: balance.vmIds.filter((id) => !machines.some((machine) => machine.id === id)) } });
    return { success: true };
  });
}

/** With `lbvmips` each row has the machine under `loadbalancerruleinstance` and its addresses beside it. */
function listLoadBalancerRuleInstances(call: Call): Body {
  const { store } = call.cloud;
  const rule = ruleOf(call, 'LoadBalancing');
  const machines = balancing(rule)
    .vmIds.map((id) => store.table(virtualMachines).byId(id))
    .filter((machine) => machine !== undefined && machine.state !== 'Destroyed' && machine.state !== 'Expunging');
  const rows = call.params.boolean('applied') === false ? [] : machines.filter((machine) => machine !== undefined);
  if (call.params.boolean('lbvmips') !== true)
    return listBody(call, 'loadbalancerruleinstance', rows, (machine) => virtualMachineRow(call, machine, viewOf(call)));
  return listBody(call, 'lbrulevmidip', rows, (machine) => ({
    loadbalancerruleinstance: virtualMachineRow(call, machine, viewOf(call)),
    lbvmipaddresses: store
      .table(nics)
      .by('vm', machine.id)
      .filter(({ networkId }) => networkId === rule.networkId)
      .map(({ ipAddress }) => ipAddress),
  }));
}

function balancing(rule: FirewallRuleRecord): LoadBalancing {
  if (rule.balance === undefined) throw invalid(`Rule ${rule.uuid} is no load balancer rule`);
  return rule.balance;
}

function listLoadBalancerRules(call: Call): Body {
  const machine = call.params.row(virtualMachines, 'virtualmachineid');
  const { store } = call.cloud;
  if (machine === undefined) return listRules(call, 'LoadBalancing', 'loadbalancerrule', (rule) => loadBalancerRuleRow(store, rule));
  const rules = store
    .table(firewallRules)
    .ofAccount(machine.accountId)
    .filter((rule) => rule.balance?.vmIds.includes(machine.id));
  return listBody(call, 'loadbalancerrule', rules, (rule) => loadBalancerRuleRow(store, rule));
}

const byId = { entities: { id: firewallRules } };
const removal = { type: 'LB.DELETE', description: 'deleting load balancer' };

export const loadBalancerResource: ResourceModule = {
  commands: {
    listLoadBalancerRules: sync(listLoadBalancerRules, byId),
    createLoadBalancerRule: asJob('user.loadbalancer.CreateLoadBalancerRuleCmd', createLoadBalancerRule),
    updateLoadBalancerRule: asJob('user.loadbalancer.UpdateLoadBalancerRuleCmd', updateLoadBalancerRule, byId),
    deleteLoadBalancerRule: asJob(
      'user.loadbalancer.DeleteLoadBalancerRuleCmd',
      (call) => removalPlan(call, 'LoadBalancing', removal),
      byId,
    ),
    assignToLoadBalancerRule: asJob('user.loadbalancer.AssignToLoadBalancerRuleCmd', assignToLoadBalancerRule, byId),
    removeFromLoadBalancerRule: asJob('user.loadbalancer.RemoveFromLoadBalancerRuleCmd', removeFromLoadBalancerRule, byId),
    listLoadBalancerRuleInstances: sync(listLoadBalancerRuleInstances, byId),
  },
};
