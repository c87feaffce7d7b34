import * as z from 'zod';
import { builder, type Types } from '../../builder.ts';
import { InvalidStateError } from '../../errors.ts';
import { uuidOf } from '../../ids.ts';
import { ownerFields, ownerParameters } from '../../ownership.ts';
import { idField, waitField, waitRule } from '../../payloads.ts';
import { directCreation, directMutation, jobMutation, type Kind } from '../../resource-mutations.ts';
import { trafficInput, trafficParameters, trafficPaths } from '../../traffic.ts';
import { resourceName, text } from '../../validation/text.ts';
import { checkTraffic, trafficShape } from '../../validation/traffic.ts';
import { type SecurityGroupRow, securityGroups } from './security-group-loader.ts';
import { securityGroupRules } from './security-group-rules.ts';
import { SecurityGroup } from './security-group-type.ts';

const kind: Kind<SecurityGroupRow> = {
  typename: 'SecurityGroup',
  words: 'security group',
  field: 'securityGroup',
  type: SecurityGroup,
  loader: securityGroups,
  rules: securityGroupRules,
};

const CreateSecurityGroupInput = builder.inputType('CreateSecurityGroupInput', {
  description: 'The security group to create.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'The name, unique in the account.' }),
    description: t.string({ description: 'What to say of it.' }),
    ...ownerFields(t),
  }),
});

directCreation(kind, {
  name: 'createSecurityGroup',
  description: 'Creates a security group. Without rules it lets nothing in and everything out.',
  input: CreateSecurityGroupInput,
  validate: z.object({ name: resourceName(), description: text().nullish() }),
  command: 'createSecurityGroup',
  parameters: (input, context) => ({
    ...ownerParameters(context.cloud.identity, input),
    name: input.name,
    description: input.description ?? undefined,
  }),
});

const UpdateSecurityGroupInput = builder.inputType('UpdateSecurityGroupInput', {
  description: 'Which security group to rename.',
  fields: (t) => ({ id: t.id(idField), name: t.string({ required: true, description: 'The new name, unique in the account.' }) }),
});

directMutation(kind, {
  name: 'updateSecurityGroup',
  description: 'Gives a security group another name. The default one of an account keeps its own.',
  input: UpdateSecurityGroupInput,
  validate: z.object({ name: resourceName() }),
  command: 'updateSecurityGroup',
  parameters: (row, { name }) => {
    if (row.name === 'default') throw new InvalidStateError('The default group of an account keeps its name.', null);
    return { id: row.id, name };
  },
});

directMutation(kind, {
  name: 'deleteSecurityGroup',
  description: 'Deletes a security group that no machine is in.',
  action: 'DELETE',
  command: 'deleteSecurityGroup',
  gone: true,
});

const SourceGroupInput = builder.inputType('SourceGroupInput', {
  description: 'A security group, by its name and owner.',
  fields: (t) => ({
    account: t.string({ required: true, description: 'The account that it belongs to.' }),
    name: t.string({ required: true, description: 'Its name.' }),
  }),
});

const ruleInput = (direction: string, where: string) =>
  builder.inputType(`AuthorizeSecurityGroup${direction}Input`, {
    description: `What a security group shall let ${where}.`,
    fields: (t: PothosSchemaTypes.InputFieldBuilder<Types, 'InputObject'>) => ({
      id: t.id(idField),
      ...trafficInput(t),
      groups: t.field({ type: [SourceGroupInput], description: 'Groups whose machines are meant, instead of `cidrs`.' }),
      waitSeconds: t.int(waitField),
    }),
  });

const rule = z
  .object({ ...trafficShape, groups: z.array(z.object({ account: text(), name: text() })).nullish(), ...waitRule })
  .superRefine((input, issues) => {
    checkTraffic(input, issues);
    const refuse = (message: string) => issues.addIssue({ code: 'custom', path: ['cidrs'], message });
    if (input.cidrs?.length && input.groups?.length) refuse('Give either ranges or groups, not both.');
    if (!input.cidrs?.length && !input.groups?.length)
      refuse('Say from where: ranges like "203.0.113.0/24" ("0.0.0.0/0" for everywhere), or groups.');
  });

const RevokeSecurityGroupRuleInput = builder.inputType('RevokeSecurityGroupRuleInput', {
  description: 'Which rule of which security group to take away.',
  fields: (t) => ({
    id: t.id(idField),
    ruleUuid: t.id({ required: true, description: 'The rule: `SecurityGroupRule.uuid`.' }),
    waitSeconds: t.int(waitField),
  }),
});

for (const [direction, where] of [
  ['Ingress', 'in'],
  ['Egress', 'out'],
] as const) {
  jobMutation(kind, {
    name: `authorizeSecurityGroup${direction}`,
    description: `Has a security group let traffic ${where}.`,
    input: ruleInput(direction, where),
    validate: rule,
    command: `authorizeSecurityGroup${direction}`,
    parameters: ({ id }, input) => {
      const usersecuritygrouplist = input.groups?.map(({ account, name }) => ({ account, group: name }));
      return { securitygroupid: id, ...trafficParameters(input), ...(usersecuritygrouplist?.length ? { usersecuritygrouplist } : {}) };
    },
    argumentPaths: { ...trafficPaths, usersecuritygrouplist: ['input', 'groups'], securitygroupid: ['input', 'id'] },
  });
  jobMutation(kind, {
    name: `revokeSecurityGroup${direction}`,
    description: `Takes away a rule by which a security group lets traffic ${where}.`,
    input: RevokeSecurityGroupRuleInput,
    command: `revokeSecurityGroup${direction}`,
    parameters: (_row, input) => ({ id: uuidOf('SecurityGroupRule', input.ruleUuid, ['input', 'ruleUuid']) }),
    argumentPaths: { id: ['input', 'ruleUuid'] },
  });
}
