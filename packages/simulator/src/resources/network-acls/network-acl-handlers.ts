/** Access control lists of VPC tiers, and their rules. */
import { mayAct, target } from '../../access.ts';
import { asJob, type Body, type Call, type JobPlan, type ResourceModule, sync } from '../../command.ts';
import { forbidden, internal, invalid } from '../../errors.ts';
import { same } from '../../matching.ts';
import { all, listBody, when } from '../../paging.ts';
import type { Store } from '../../store.ts';
import { cidrs, protocolOf } from '../firewall-rules/firewall-rule-handlers.ts';
import { portRange } from '../firewall-rules/rule-conflicts.ts';
import { networks } from '../networks/network-records.ts';
import { tagFields } from '../tags/tag-fields.ts';
import { type AclItemRecord, type AclListRecord, aclItems, aclLists, vpcs } from '../vpcs/vpc-records.ts';

const quick = 300;

function listRow(store: Store, list: AclListRecord): Body {
  const vpc = list.vpcUuid === undefined ? undefined : store.table(vpcs).get(list.vpcUuid);
  return { id: list.uuid, name: list.name, description: list.description, vpcid: vpc?.uuid, vpcname: vpc?.name, fordisplay: true };
}

function itemRow(store: Store, item: AclItemRecord): Body {
  const list = store.table(aclLists).get(item.aclUuid);
  return {
    id: item.uuid,
    protocol: item.protocol,
    startport: item.startPort === undefined ? undefined : String(item.startPort),
    endport: item.endPort === undefined ? undefined : String(item.endPort),
    traffictype: item.trafficType,
    state: 'Active',
    cidrlist: item.cidrs.join(','),
    icmptype: item.icmpType,
    icmpcode: item.icmpCode,
    tags: tagFields(store, item.uuid),
    aclid: list?.uuid,
    aclname: list?.name,
    number: item.number,
    action: item.action,
    fordisplay: true,
    reason: item.reason,
  };
}

/** Whether the caller sees a list: the two of the cloud, and those of its VPCs. */
function visible(call: Call, list: AclListRecord): boolean {
  if (list.vpcUuid === undefined) return true;
  const vpc = call.cloud.store.table(vpcs).get(list.vpcUuid);
  return vpc !== undefined && mayAct(call.cloud.store, call.caller, vpc.accountId);
}

function own(call: Call, parameter: string): AclListRecord {
  const list = target(call, aclLists, parameter);
  if (!visible(call, list)) throw forbidden();
  return list;
}

function changeable(list: AclListRecord | undefined): AclListRecord {
  if (list === undefined) throw invalid('Unable to find specified ACL');
  if (list.vpcUuid === undefined) throw invalid('Default ACL cannot be removed or changed');
  return list;
}

function listNetworkAclLists(call: Call): Body {
  const { params, cloud } = call;
  const { store } = cloud;
  const test = all<AclListRecord>(
    (row) => visible(call, row),
    when(params.row(aclLists, 'id'), (row, one) => row === one),
    when(params.text('name'), (row, name) => same(row.name, name)),
    when(params.row(vpcs, 'vpcid'), (row, vpc) => row.vpcUuid === undefined || row.vpcUuid === vpc.uuid),
    when(params.row(networks, 'networkid'), (row, network) => row.uuid === network.aclUuid),
    when(params.like('keyword'), (row, like) => like(row.name) || like(row.description)),
  );
  const rows = store.table(aclLists).all();
  return listBody(call, 'networkacllist', test === undefined ? rows : rows.filter(test), (row) => listRow(store, row));
}

function createNetworkAclList(call: Call): JobPlan {
  const { params, cloud } = call;
  const { store } = cloud;
  const vpc = target(call, vpcs, 'vpcid');
  const name = params.required('name');
  if (
    store
      .table(aclLists)
      .by('vpc', vpc.uuid)
      .some((list) => list.name === name)
  )
    throw invalid(`ACL with name ${name} already exists in VPC`);
  const list = store.table(aclLists).insert({ name, description: params.text('description') ?? '', vpcUuid: vpc.uuid });
  return plan(call, list, 'NETWORK.ACL.CREATE', 'creating network acl list', () => ({ networkacllist: listRow(store, list) }), true);
}

function updateNetworkAclList(call: Call): JobPlan {
  const { params, cloud } = call;
  const { store } = cloud;
  const list = changeable(own(call, 'id'));
  return plan(call, list, 'NETWORK.ACL.UPDATE', 'updating network acl list', () => {
    store
      .table(aclLists)
      .update(list, { name: params.text('name') ?? list.name, description: params.text('description') ?? list.description });
    return { success: true };
  });
}

function deleteNetworkAclList(call: Call): JobPlan {
  const { store } = call.cloud;
  const list = changeable(own(call, 'id'));
  return plan(call, list, 'NETWORK.ACL.DELETE', 'deleting network acl list', () => {
    const user = store.table(networks).find((network) => network.aclUuid === list.uuid);
    if (user !== undefined) throw internal('ACL is still associated with networks. Cannot delete ACL.');
    for (const item of [...store.table(aclItems).by('acl', list.uuid)]) store.table(aclItems).remove(item);
    store.table(aclLists).remove(list);
    return { success: true };
  });
}

function replaceNetworkAclList(call: Call): JobPlan {
  const { store } = call.cloud;
  const list = own(call, 'aclid');
  const network = target(call, networks, 'networkid');
  if (network.vpcUuid === undefined) throw invalid(`Network is not part of a VPC: ${network.name}`);
  if (list.vpcUuid !== undefined && list.vpcUuid !== network.vpcUuid)
    throw invalid(`ACL: ${list.name} do not belong to the VPC of the network`);
  return plan(call, list, 'NETWORK.ACL.REPLACE', 'replacing network acl', () => {
    store.table(networks).update(network, { aclUuid: list.uuid });
    return { success: true };
  });
}

function listNetworkAcls(call: Call): Body {
  const { params, cloud } = call;
  const { store } = cloud;
  const network = params.row(networks, 'networkid');
  const test = all<AclItemRecord>(
    (row) => {
      const list = store.table(aclLists).get(row.aclUuid);
      return list !== undefined && visible(call, list);
    },
    when(params.row(aclItems, 'id'), (row, one) => row === one),
    when(params.row(aclLists, 'aclid'), (row, list) => row.aclUuid === list.uuid),
    when(network, (row, tier) => row.aclUuid === tier.aclUuid),
    when(params.text('traffictype')?.toLowerCase(), (row, type) => row.trafficType.toLowerCase() === type),
    when(params.text('action')?.toLowerCase(), (row, action) => row.action.toLowerCase() === action),
    when(params.text('protocol')?.toLowerCase(), (row, protocol) => row.protocol === protocol),
    when(params.like('keyword'), (row, like) => like(row.protocol) || like(row.reason)),
  );
  const rows = [...store.table(aclItems).all()].sort((a, b) => a.number - b.number);
  return listBody(call, 'networkacl', test === undefined ? rows : rows.filter(test), (row) => itemRow(store, row));
}

/** The values of a rule's parameters; those left out keep what they were. */
function itemValues(call: Call, before?: AclItemRecord): Omit<AclItemRecord, 'id' | 'uuid' | 'aclUuid' | 'number'> {
  const { params } = call;
  const protocol = params.has('protocol') || before === undefined ? protocolOf(call) : before.protocol;
  const list = cidrs(call, 'cidrlist');
  const start = params.number('startport') ?? before?.startPort;
  const ports =
    protocol === 'tcp' || protocol === 'udp'
      ? portRange(start, params.number('endport') ?? (params.has('startport') ? undefined : before?.endPort))
      : {};
  const reason = params.text('reason') ?? before?.reason;
  return {
    protocol,
    ...ports,
    ...(protocol === 'icmp'
      ? { icmpType: params.number('icmptype') ?? before?.icmpType ?? -1, icmpCode: params.number('icmpcode') ?? before?.icmpCode ?? -1 }
      : {}),
    cidrs: list.length > 0 ? list : (before?.cidrs ?? ['0.0.0.0/0']),
    trafficType: oneOf(params.text('traffictype'), ['Ingress', 'Egress'] as const, before?.trafficType ?? 'Ingress'),
    action: oneOf(params.text('action'), ['Allow', 'Deny'] as const, before?.action ?? 'Allow'),
    ...(reason === undefined ? {} : { reason }),
  };
}

function oneOf<T extends string>(value: string | undefined, choices: readonly T[], otherwise: T): T {
  if (value === undefined) return otherwise;
  const chosen = choices.find((choice) => choice.toLowerCase() === value.toLowerCase());
  if (chosen === undefined) throw invalid(`Invalid value ${value}: allowed are ${choices.join(', ')}`);
  return chosen;
}

function createNetworkAcl(call: Call): JobPlan {
  const { params, cloud } = call;
  const { store } = cloud;
  const network = params.has('networkid') ? target(call, networks, 'networkid') : undefined;
  const list = changeable(params.has('aclid') ? own(call, 'aclid') : store.table(aclLists).get(network?.aclUuid ?? ''));
  const others = store.table(aclItems).by('acl', list.uuid);
  const number = params.number('number') ?? Math.max(0, ...others.map((other) => other.number)) + 1;
  if (others.some((other) => other.number === number)) throw invalid(`ACL item with number ${number} already exists in ACL: ${list.uuid}`);
  const item = store.table(aclItems).insert({ aclUuid: list.uuid, number, ...itemValues(call) });
  return itemPlan(call, item, 'NETWORK.ACL.ITEM.CREATE', 'creating network acl item', () => ({ networkacl: itemRow(store, item) }), true);
}

function updateNetworkAclItem(call: Call): JobPlan {
  const { params, cloud } = call;
  const { store } = cloud;
  const item = ownItem(call);
  const values = itemValues(call, item);
  return itemPlan(call, item, 'NETWORK.ACL.ITEM.UPDATE', 'updating network acl item', () => {
    store.table(aclItems).update(item, { ...values, number: params.number('number') ?? item.number });
    return { networkacl: itemRow(store, item) };
  });
}

function deleteNetworkAcl(call: Call): JobPlan {
  const { store } = call.cloud;
  const item = ownItem(call);
  return itemPlan(call, item, 'NETWORK.ACL.ITEM.DELETE', 'deleting network acl item', () => {
    store.table(aclItems).remove(item);
    return { success: true };
  });
}

function ownItem(call: Call): AclItemRecord {
  const item = target(call, aclItems, 'id');
  const list = changeable(call.cloud.store.table(aclLists).get(item.aclUuid));
  if (!visible(call, list)) throw forbidden();
  return item;
}

function plan(call: Call, list: AclListRecord, type: string, description: string, finish: () => Body, created = false): JobPlan {
  return basePlan(call, { type, description, resourceType: 'NetworkACL', resourceUuid: list.uuid, id: list.id }, finish, created);
}

function itemPlan(call: Call, item: AclItemRecord, type: string, description: string, finish: () => Body, created = false): JobPlan {
  return basePlan(call, { type, description, resourceType: 'NetworkACLItem', resourceUuid: item.uuid, id: item.id }, finish, created);
}

interface Action {
  readonly type: string;
  readonly description: string;
  readonly resourceType: string;
  readonly resourceUuid: string;
  readonly id: number;
}

function basePlan(call: Call, { id, ...action }: Action, finish: () => Body, created: boolean): JobPlan {
  const detail = `Id: ${id}`;
  const parent = created ? call.cloud.events.created(call, { ...action, detail }) : undefined;
  return {
    ...(created ? { resourceId: action.resourceUuid } : {}),
    instance: { type: action.resourceType, uuid: action.resourceUuid },
    milliseconds: quick,
    event: { ...action, detail, scheduled: `${action.description} id=${id}`, ...(parent === undefined ? {} : { parentUuid: parent.uuid }) },
    finish,
  };
}

const byList = { entities: { id: aclLists } };
const byItem = { entities: { id: aclItems } };

export const networkAclResource: ResourceModule = {
  tables: [aclLists, aclItems],
  commands: {
    listNetworkACLLists: sync(listNetworkAclLists, byList),
    createNetworkACLList: asJob('user.network.CreateNetworkACLListCmd', createNetworkAclList),
    updateNetworkACLList: asJob('user.network.UpdateNetworkACLListCmd', updateNetworkAclList, byList),
    deleteNetworkACLList: asJob('user.network.DeleteNetworkACLListCmd', deleteNetworkAclList, byList),
    replaceNetworkACLList: asJob('user.network.ReplaceNetworkACLListCmd', replaceNetworkAclList),
    listNetworkACLs: sync(listNetworkAcls, byItem),
    createNetworkACL: asJob('user.network.CreateNetworkACLCmd', createNetworkAcl),
    updateNetworkACLItem: asJob('user.network.UpdateNetworkACLItemCmd', updateNetworkAclItem, byItem),
    deleteNetworkACL: asJob('user.network.DeleteNetworkACLCmd', deleteNetworkAcl, byItem),
  },
};
