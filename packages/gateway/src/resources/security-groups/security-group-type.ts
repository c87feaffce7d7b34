import { builder } from '../../builder.ts';
import { Resource, Tag } from '../../interfaces.ts';
import { selectsOnly } from '../../lookahead.ts';
import { resourceFields } from '../../resource-fields.ts';
import { connectionOf } from '../../resource-queries.ts';
import { trafficFields } from '../../traffic.ts';
import { virtualMachines } from '../virtual-machines/virtual-machine-loader.ts';
import { VirtualMachine } from '../virtual-machines/virtual-machine-type.ts';
import { type SecurityGroupRow, securityGroups } from './security-group-loader.ts';
import { securityGroupRules } from './security-group-rules.ts';

/** A rule as a group's row carries it. */
type RuleRow = NonNullable<SecurityGroupRow['ingressrule']>[number];

export const SecurityGroupRule = builder.objectRef<RuleRow>('SecurityGroupRule').implement({
  description: 'What a security group lets in, or out.',
  fields: (t) => ({
    uuid: t.id({ description: "CloudStack's own id, for `revokeSecurityGroupIngress` and its like.", resolve: (row) => row.ruleid ?? '' }),
    ...trafficFields<RuleRow & { cidrlist?: string }>(t as never),
    cidr: t.exposeString('cidr', { nullable: true, description: 'From where, or to where; null when a group is meant.' }),
    groupName: t.exposeString('securitygroupname', { nullable: true, description: 'The group whose machines are meant.' }),
    groupAccount: t.exposeString('account', { nullable: true, description: 'The account of that group.' }),
  }),
});

export const SecurityGroup = builder.node(builder.objectRef<SecurityGroupRow>('SecurityGroup'), {
  description: 'Rules for what may enter and leave machines, whatever their network.',
  interfaces: [Resource],
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => securityGroups.loadMany(context, ids),
  fields: (t) => ({
    ...resourceFields<SecurityGroupRow>(t, securityGroupRules),
    description: t.exposeString('description', { nullable: true, description: 'What its owner says of it.' }),
    ingressRules: t.field({ type: [SecurityGroupRule], description: 'What it lets in.', resolve: (row) => row.ingressrule ?? [] }),
    egressRules: t.field({
      type: [SecurityGroupRule],
      description: 'What it lets out; empty: everything.',
      resolve: (row) => row.egressrule ?? [],
    }),
    virtualMachineCount: t.int({ description: 'How many machines are in it.', resolve: (row) => row.virtualmachinecount ?? 0 }),
    tags: t.field({ type: [Tag], description: 'Its tags.', resolve: (row) => row.tags ?? [] }),
  }),
});

export const SECURITY_GROUP = { one: 'a security group', many: 'security groups' };
export const SecurityGroupConnection = connectionOf(SecurityGroup, SECURITY_GROUP);

builder.objectField(VirtualMachine, 'securityGroups', (t) =>
  t.field({
    type: [SecurityGroup],
    description: 'The security groups it is in.',
    complexity: { field: 1, multiplier: 2 },
    resolve: async (bare, _args, context, info) => {
      const { securitygroup = [] } = await virtualMachines.withDetails(context, bare, ['secgrp']);
      const named = securitygroup.filter((group) => group.id !== undefined) as SecurityGroupRow[];
      if (selectsOnly(info, ['id', 'uuid', 'name'])) return named;
      const full = await securityGroups.loadMany(
        context,
        named.map((group) => group.id),
      );
      return named.map((group, index) => full[index] ?? group);
    },
  }),
);
