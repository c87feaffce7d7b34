import { builder } from '../../builder.ts';
import { Tag } from '../../interfaces.ts';
import { selectsOnly } from '../../lookahead.ts';
import { trafficFields } from '../../traffic.ts';
import { Network } from '../networks/network-type.ts';
import { vpcs } from '../vpcs/vpc-loader.ts';
import { Vpc } from '../vpcs/vpc-type.ts';
import {
  type NetworkAclListRow,
  type NetworkAclRuleRow,
  networkAclLists,
  networkAclListsOf,
  networkAclRules,
  networkAclRulesOf,
} from './network-acl-loader.ts';

export const AclActionEnum = builder.enumType('AclAction', {
  description: 'What an ACL rule does with traffic.',
  values: { ALLOW: { value: 'Allow', description: 'Lets it pass.' }, DENY: { value: 'Deny', description: 'Drops it.' } } as const,
});

export const TrafficDirectionEnum = builder.enumType('TrafficDirection', {
  description: 'Which way traffic goes.',
  values: {
    INGRESS: { value: 'Ingress', description: 'Into the network.' },
    EGRESS: { value: 'Egress', description: 'Out of the network.' },
  } as const,
});

export const NetworkAclList = builder.node(builder.objectRef<NetworkAclListRow>('NetworkAclList'), {
  description: 'Rules for what may enter and leave the tiers of a VPC that use it.',
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => networkAclLists.loadMany(context, ids),
  fields: (t) => ({
    uuid: t.id({ description: "CloudStack's own id.", resolve: (row) => row.id }),
    name: t.string({ description: 'The name.', resolve: (row) => row.name ?? '' }),
    description: t.exposeString('description', { nullable: true, description: 'What its owner says of it.' }),
    vpc: t.field({
      type: Vpc,
      nullable: true,
      description: "The VPC that it belongs to; null for CloudStack's own two (all allowed, all denied).",
      resolve: (row, _args, context, info) => {
        const { vpcid: id, vpcname: name } = row;
        if (id === undefined) return null;
        return selectsOnly(info, ['id', 'uuid', 'name']) && name !== undefined ? { id, name } : vpcs.load(context, id);
      },
    }),
  }),
});

export const NetworkAclRule = builder.node(builder.objectRef<NetworkAclRuleRow>('NetworkAclRule'), {
  description: 'One rule of an ACL list. Rules are tried by their numbers; the first that fits decides.',
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => networkAclRules.loadMany(context, ids),
  fields: (t) => ({
    uuid: t.id({ description: "CloudStack's own id.", resolve: (row) => row.id }),
    number: t.int({ description: 'Its place among the rules; the lowest is tried first.', resolve: (row) => row.number ?? 0 }),
    action: t.field({ type: AclActionEnum, description: 'What it does.', resolve: (row) => (row.action === 'Deny' ? 'Deny' : 'Allow') }),
    direction: t.field({
      type: TrafficDirectionEnum,
      description: 'Which way the traffic goes.',
      resolve: (row) => (row.traffictype === 'Egress' ? 'Egress' : 'Ingress'),
    }),
    ...trafficFields<NetworkAclRuleRow>(t),
    reason: t.exposeString('reason', { nullable: true, description: 'Why it is there.' }),
    state: t.string({ description: "CloudStack's state: `Staged`, `Add`, `Active`, `Deleting`.", resolve: (row) => row.state ?? '' }),
    list: t.field({
      type: NetworkAclList,
      nullable: true,
      description: 'The ACL list that it belongs to.',
      resolve: (row, _args, context, info) => {
        const { aclid: id, aclname: name } = row;
        if (id === undefined) return null;
        return selectsOnly(info, ['id', 'uuid', 'name']) && name !== undefined ? { id, name } : networkAclLists.load(context, id);
      },
    }),
    tags: t.field({ type: [Tag], description: 'Its tags.', resolve: (row) => row.tags ?? [] }),
  }),
});

builder.objectField(NetworkAclList, 'rules', (t) =>
  t.field({
    type: [NetworkAclRule],
    description: 'Its rules, by their numbers.',
    complexity: { field: 1, multiplier: 5 },
    resolve: async (list, _args, context) => (await networkAclRulesOf(context, list)).toSorted((a, b) => (a.number ?? 0) - (b.number ?? 0)),
  }),
);

builder.objectField(Vpc, 'aclLists', (t) =>
  t.field({
    type: [NetworkAclList],
    description: 'Its ACL lists.',
    complexity: { field: 1, multiplier: 3 },
    resolve: (vpc, _args, context) => networkAclListsOf(context, vpc),
  }),
);

builder.objectField(Network, 'aclList', (t) =>
  t.field({
    type: NetworkAclList,
    nullable: true,
    description: 'The ACL list of a tier; null for networks that are no tier.',
    resolve: (network, _args, context, info) => {
      const { aclid: id, aclname: name } = network;
      if (id === undefined) return null;
      return selectsOnly(info, ['id', 'uuid', 'name']) && name !== undefined ? { id, name } : networkAclLists.load(context, id);
    },
  }),
);
