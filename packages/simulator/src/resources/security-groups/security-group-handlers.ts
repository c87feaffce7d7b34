/** Security groups: firewalls of machines in networks that have the service. Every account has the group `default`. */
import { listScope, mayAct, ownerOf, target } from '../../access.ts';
import { asJob, type Body, type Call, type JobPlan, type ResourceModule, sync } from '../../command.ts';
import { forbidden, internal, invalid } from '../../errors.ts';
import { all, listOwned, when } from '../../paging.ts';
import { defineTable, type Entity, type Store } from '../../store.ts';
import { accounts } from '../accounts/account-records.ts';
import { ownerFields } from '../accounts/owner.ts';
import { cidrs } from '../firewall-rules/firewall-rule-handlers.ts';
import { portRange } from '../firewall-rules/rule-conflicts.ts';
import { tagFields } from '../tags/tag-fields.ts';
import { virtualMachines } from '../virtual-machines/virtual-machine-records.ts';

export interface SecurityGroupRecord extends Entity {
  accountId: number;
  name: string;
  description: string;
  /** The machines in it, by internal id. */
  vmIds: number[];
}

export const securityGroups = defineTable<SecurityGroupRecord>()({
  name: 'SecurityGroup',
  parameters: ['securitygroupid', 'securitygroupids'],
  label: (row) => row.name,
});

interface SecurityGroupRuleRecord extends Entity {
  groupId: number;
  direction: 'ingress' | 'egress';
  protocol: string;
  startPort?: number;
  endPort?: number;
  icmpType?: number;
  icmpCode?: number;
  /** One of the two: a block, or another account's group. */
  cidr?: string;
  group?: { readonly account: string; readonly name: string };
}

const groupRules = defineTable<SecurityGroupRuleRecord>()({ name: 'SecurityGroupRule', indexes: { group: (row) => row.groupId } });

const quick = 300;

function ruleRow(rule: SecurityGroupRuleRecord): Body {
  return {
    ruleid: rule.uuid,
    protocol: rule.protocol,
    icmptype: rule.icmpType,
    icmpcode: rule.icmpCode,
    startport: rule.startPort,
    endport: rule.endPort,
    securitygroupname: rule.group?.name,
    account: rule.group?.account,
    cidr: rule.cidr,
    tags: [],
  };
}

function groupRow(store: Store, group: SecurityGroupRecord): Body {
  const rules = store.table(groupRules).by('group', group.id);
  const machines = group.vmIds.map((id) => store.table(virtualMachines).byId(id)?.uuid).filter((uuid) => uuid !== undefined);
  return {
    id: group.uuid,
    name: group.name,
    description: group.description,
    ...ownerFields(store, group.accountId),
    ingressrule: rules.filter(({ direction }) => direction === 'ingress').map(ruleRow),
    egressrule: rules.filter(({ direction }) => direction === 'egress').map(ruleRow),
    tags: tagFields(store, group.uuid),
    virtualmachinecount: machines.length,
    virtualmachineids: machines,
  };
}

/** The group that the real server makes with the account. */
function ensureDefault(store: Store, accountId: number): void {
  const table = store.table(securityGroups);
  const person = store.table(accounts).byId(accountId);
  if (person === undefined || person.id === 1 || table.ofAccount(accountId).some(({ name }) => name === 'default')) return;
  table.insert({ accountId, name: 'default', description: 'Default Security Group', vmIds: [] });
}

function listSecurityGroups(call: Call): Body {
  const { params, cloud } = call;
  const { store } = cloud;
  const scope = listScope(call);
  const owners =
    scope.kind === 'accounts'
      ? scope.ids
      : store
          .table(accounts)
          .all()
          .map(({ id }) => id);
  for (const id of owners) ensureDefault(store, id);
  const machine = params.row(virtualMachines, 'virtualmachineid');
  return listOwned(call, securityGroups, {
    object: 'securitygroup',
    build: (row) => groupRow(store, row),
    texts: (row) => [row.name, row.description],
    tags: 'SecurityGroup',
    where: all<SecurityGroupRecord>(
      when(params.text('securitygroupname'), (row, name) => row.name === name),
      when(machine, (row, vm) => row.vmIds.includes(vm.id)),
    ),
  });
}

function createSecurityGroup(call: Call): Body {
  const { params, cloud } = call;
  const { store } = cloud;
  const owner = ownerOf(call);
  const name = params.required('name');
  ensureDefault(store, owner.id);
  if (
    store
      .table(securityGroups)
      .ofAccount(owner.id)
      .some((group) => group.name === name)
  ) {
    throw invalid(`Unable to create security group, a group with name ${name} already exists.`);
  }
  const group = store
    .table(securityGroups)
    .insert({ accountId: owner.id, name, description: params.text('description') ?? name, vmIds: [] });
  cloud.events.completed(call, action(group, 'SG.CREATE', 'creating security group'));
  return { securitygroup: groupRow(store, group) };
}

function updateSecurityGroup(call: Call): Body {
  const { store, events } = call.cloud;
  const group = target(call, securityGroups, 'id');
  const name = call.params.text('name') ?? group.name;
  if (group.name === 'default' || name === 'default') throw invalid('The default security group name is reserved');
  store.table(securityGroups).update(group, { name });
  events.completed(call, action(group, 'SG.UPDATE', 'updating security group'));
  return { securitygroup: groupRow(store, group) };
}

function deleteSecurityGroup(call: Call): Body {
  const { store, events } = call.cloud;
  const group = namedGroup(call, 'id', 'name');
  if (group.name === 'default') throw invalid('The network group default is reserved');
  if (group.vmIds.length > 0) throw internal('Cannot delete group when there are virtual machines in it');
  for (const rule of [...store.table(groupRules).by('group', group.id)]) store.table(groupRules).remove(rule);
  store.table(securityGroups).remove(group);
  events.completed(call, action(group, 'SG.DELETE', 'deleting security group'));
  return { success: true };
}

function namedGroup(call: Call, idParameter: string, nameParameter: string): SecurityGroupRecord {
  if (call.params.has(idParameter)) return target(call, securityGroups, idParameter);
  const owner = ownerOf(call);
  const name = call.params.text(nameParameter);
  ensureDefault(call.cloud.store, owner.id);
  const group = call.cloud.store
    .table(securityGroups)
    .ofAccount(owner.id)
    .find((row) => row.name === name);
  if (group === undefined) throw invalid(`Unable to find security group ${name} for account ${owner.name}`);
  return group;
}

/** One rule a block, or one a group of `usersecuritygrouplist`. */
function authorize(call: Call, direction: SecurityGroupRuleRecord['direction']): JobPlan {
  const { params, cloud } = call;
  const { store } = cloud;
  const group = namedGroup(call, 'securitygroupid', 'securitygroupname');
  const protocol = (params.text('protocol') ?? 'all').toLowerCase();
  const ports =
    protocol === 'icmp'
      ? { icmpType: params.number('icmptype') ?? -1, icmpCode: params.number('icmpcode') ?? -1 }
      : portsOf(call, protocol);
  const blocks = cidrs(call, 'cidrlist').map((cidr) => ({ cidr }));
  const groups = params.map('usersecuritygrouplist').map(({ account = '', group: name = '' }) => ({ group: { account, name } }));
  const sources = [...blocks, ...groups];
  if (sources.length === 0) throw invalid('At least one cidr or at least one security group needs to be specified');
  return {
    instance: { type: 'SecurityGroup', uuid: group.uuid },
    milliseconds: quick,
    event: {
      ...action(group, `SG.AUTH.${direction.toUpperCase()}`, `authorizing security group ${direction}`),
      scheduled: `authorizing ${direction} to group`,
    },
    finish: () => {
      for (const source of sources) store.table(groupRules).insert({ groupId: group.id, direction, protocol, ...ports, ...source });
      return { securitygroup: groupRow(store, group) };
    },
  };
}

function portsOf(call: Call, protocol: string): { startPort?: number; endPort?: number } {
  return protocol === 'all' ? {} : portRange(call.params.number('startport'), call.params.number('endport'));
}

function revoke(call: Call, direction: SecurityGroupRuleRecord['direction']): JobPlan {
  const { store } = call.cloud;
  const rule = target(call, groupRules, 'id');
  const group = store.table(securityGroups).byId(rule.groupId);
  if (group === undefined || rule.direction !== direction) throw invalid(`Unable to find ${direction} rule ${rule.uuid}`);
  if (!mayAct(store, call.caller, group.accountId)) throw forbidden();
  return {
    instance: { type: 'SecurityGroup', uuid: group.uuid },
    milliseconds: quick,
    event: {
      ...action(group, `SG.REVOKE.${direction.toUpperCase()}`, `revoking security group ${direction}`),
      scheduled: `revoking ${direction} rule id: ${rule.id}`,
    },
    finish: () => {
      store.table(groupRules).remove(rule);
      return { success: true };
    },
  };
}

function action(group: SecurityGroupRecord, type: string, description: string) {
  return { type, description, resourceType: 'SecurityGroup', resourceUuid: group.uuid, ownerId: group.accountId };
}

const byId = { entities: { id: securityGroups } };
const byRule = { entities: { id: groupRules } };

export const securityGroupResource: ResourceModule = {
  tables: [securityGroups],
  commands: {
    listSecurityGroups: sync(listSecurityGroups, byId),
    createSecurityGroup: sync(createSecurityGroup),
    updateSecurityGroup: sync(updateSecurityGroup, byId),
    deleteSecurityGroup: sync(deleteSecurityGroup, byId),
    authorizeSecurityGroupIngress: asJob('user.securitygroup.AuthorizeSecurityGroupIngressCmd', (call) => authorize(call, 'ingress')),
    authorizeSecurityGroupEgress: asJob('user.securitygroup.AuthorizeSecurityGroupEgressCmd', (call) => authorize(call, 'egress')),
    revokeSecurityGroupIngress: asJob('user.securitygroup.RevokeSecurityGroupIngressCmd', (call) => revoke(call, 'ingress'), byRule),
    revokeSecurityGroupEgress: asJob('user.securitygroup.RevokeSecurityGroupEgressCmd', (call) => revoke(call, 'egress'), byRule),
  },
};
