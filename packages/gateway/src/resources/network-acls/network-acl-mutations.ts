import * as z from 'zod';
import { builder } from '../../builder.ts';
import { ForbiddenError, InvalidInputError, InvalidStateError, JobFailedError, NotFoundError } from '../../errors.ts';
import { typedId, uuidOf } from '../../ids.ts';
import { mutation } from '../../mutation.ts';
import { idField, type JobOutcome, type SuccessBuilder, startedJob, waitField, waitRule } from '../../payloads.ts';
import { requireRow } from '../../require-row.ts';
import { jobCreation, jobMutation, type Kind, touching } from '../../resource-mutations.ts';
import { startJob } from '../../run-command.ts';
import { ProtocolEnum, trafficInput, trafficParameters, trafficPaths } from '../../traffic.ts';
import { resourceName, text } from '../../validation/text.ts';
import { checkTraffic, trafficShape } from '../../validation/traffic.ts';
import { networks } from '../networks/network-loader.ts';
import { changedNetwork } from '../networks/network-mutations.ts';
import { type NetworkAclListRow, type NetworkAclRuleRow, networkAclLists, networkAclRules } from './network-acl-loader.ts';
import { AclActionEnum, NetworkAclList, NetworkAclRule, TrafficDirectionEnum } from './network-acl-type.ts';

const lists: Kind<NetworkAclListRow> = {
  typename: 'NetworkAclList',
  words: 'ACL list',
  field: 'networkAclList',
  type: NetworkAclList,
  loader: networkAclLists,
  rules: [],
};

const rules: Kind<NetworkAclRuleRow> = {
  typename: 'NetworkAclRule',
  words: 'ACL rule',
  field: 'networkAclRule',
  type: NetworkAclRule,
  loader: networkAclRules,
  rules: [],
};

const CreateNetworkAclListInput = builder.inputType('CreateNetworkAclListInput', {
  description: 'The ACL list to create.',
  fields: (t) => ({
    vpcId: t.id({ required: true, description: 'The VPC that it shall belong to.' }),
    name: t.string({ required: true, description: 'The name, 1 to 255 characters.' }),
    description: t.string({ description: 'What to say of it.' }),
    waitSeconds: t.int(waitField),
  }),
});

jobCreation(lists, {
  name: 'createNetworkAclList',
  description: 'Creates an ACL list in a VPC. Without rules it lets nothing pass.',
  input: CreateNetworkAclListInput,
  validate: z.object({ name: resourceName(), description: text().nullish(), ...waitRule }),
  command: 'createNetworkACLList',
  parameters: (input) => ({
    vpcid: uuidOf('Vpc', input.vpcId, ['input', 'vpcId']),
    name: input.name,
    description: input.description ?? undefined,
  }),
  touches: (input) => [typedId('Vpc', uuidOf('Vpc', input.vpcId))],
});

jobMutation(lists, {
  name: 'deleteNetworkAclList',
  description: 'Deletes an ACL list that no tier uses.',
  command: 'deleteNetworkACLList',
  gone: true,
  touches: (row) => touching('Vpc', row.vpcid),
});

const numberRule = z.number().int().min(1, 'The number is 1 or more.').max(100_000, 'The number is at most 100,000.');

const CreateNetworkAclRuleInput = builder.inputType('CreateNetworkAclRuleInput', {
  description: 'The rule to put into which ACL list.',
  fields: (t) => ({
    aclListId: t.id({ required: true, description: 'The ACL list: typed id or UUID.' }),
    number: t.int({ description: 'Its place among the rules; left out: the last.' }),
    action: t.field({ type: AclActionEnum, defaultValue: 'Allow', description: 'What it does.' }),
    direction: t.field({ type: TrafficDirectionEnum, defaultValue: 'Ingress', description: 'Which way the traffic goes.' }),
    ...trafficInput(t),
    reason: t.string({ description: 'Why it is there.' }),
    waitSeconds: t.int(waitField),
  }),
});

jobCreation(rules, {
  name: 'createNetworkAclRule',
  description: 'Puts a rule into an ACL list.',
  input: CreateNetworkAclRuleInput,
  validate: z
    .object({ ...trafficShape, number: numberRule.nullish(), reason: text(2500).nullish(), ...waitRule })
    .superRefine(checkTraffic),
  command: 'createNetworkACL',
  parameters: (input) => ({
    aclid: uuidOf('NetworkAclList', input.aclListId, ['input', 'aclListId']),
    number: input.number ?? undefined,
    action: input.action ?? 'Allow',
    traffictype: input.direction ?? 'Ingress',
    ...trafficParameters(input),
    reason: input.reason ?? undefined,
  }),
  touches: (input) => [typedId('NetworkAclList', uuidOf('NetworkAclList', input.aclListId))],
  argumentPaths: { ...trafficPaths, aclid: ['input', 'aclListId'], traffictype: ['input', 'direction'] },
});

const UpdateNetworkAclRuleInput = builder.inputType('UpdateNetworkAclRuleInput', {
  description: 'What to change of an ACL rule. What is left out stays.',
  fields: (t) => ({
    id: t.id(idField),
    number: t.int({ description: 'Its new place among the rules.' }),
    action: t.field({ type: AclActionEnum, description: 'What it does.' }),
    direction: t.field({ type: TrafficDirectionEnum, description: 'Which way the traffic goes.' }),
    protocol: t.field({ type: ProtocolEnum, description: 'The protocol; with its ports, or type and code.' }),
    startPort: t.int({ description: 'The first port.' }),
    endPort: t.int({ description: 'The last port.' }),
    icmpType: t.int({ description: 'The ICMP type.' }),
    icmpCode: t.int({ description: 'The ICMP code.' }),
    cidrs: t.stringList({ description: 'From where.' }),
    reason: t.string({ description: 'Why it is there.' }),
    waitSeconds: t.int(waitField),
  }),
});

jobMutation(rules, {
  name: 'updateNetworkAclRule',
  description: 'Changes a rule of an ACL list.',
  input: UpdateNetworkAclRuleInput,
  validate: z
    .object({ ...trafficShape, protocol: z.string().nullish(), number: numberRule.nullish(), reason: text(2500).nullish(), ...waitRule })
    .superRefine((input, issues) => {
      if (input.protocol) checkTraffic({ ...input, protocol: input.protocol }, issues);
    }),
  command: 'updateNetworkACLItem',
  parameters: ({ id }, input) => ({
    id,
    // What is left out stays, instead of being reset.
    partialupgrade: true,
    number: input.number ?? undefined,
    action: input.action ?? undefined,
    traffictype: input.direction ?? undefined,
    protocol: input.protocol ?? undefined,
    startport: input.startPort ?? undefined,
    endport: input.endPort ?? undefined,
    icmptype: input.icmpType ?? undefined,
    icmpcode: input.icmpCode ?? undefined,
    cidrlist: input.cidrs?.length ? input.cidrs : undefined,
    reason: input.reason ?? undefined,
  }),
  argumentPaths: trafficPaths,
  touches: (row) => touching('NetworkAclList', row.aclid),
});

jobMutation(rules, {
  name: 'deleteNetworkAclRule',
  description: 'Takes a rule out of its ACL list.',
  command: 'deleteNetworkACL',
  gone: true,
  touches: (row) => touching('NetworkAclList', row.aclid),
});

const ReplaceNetworkAclListInput = builder.inputType('ReplaceNetworkAclListInput', {
  description: 'Which tier shall use which ACL list.',
  fields: (t) => ({
    networkId: t.id({ required: true, description: 'The tier: typed id or UUID of a network.' }),
    aclListId: t.id({ required: true, description: 'The ACL list.' }),
    waitSeconds: t.int(waitField),
  }),
});

mutation({
  name: 'replaceNetworkAclList',
  description: 'Lets a tier of a VPC use another ACL list.',
  input: ReplaceNetworkAclListInput,
  validate: z.object(waitRule),
  success: (t: SuccessBuilder<JobOutcome>) => ({ network: changedNetwork(t), job: startedJob(t) }),
  errors: [InvalidInputError, NotFoundError, ForbiddenError, InvalidStateError, JobFailedError],
  run: async (input, context) => {
    const id = uuidOf('Network', input.networkId, ['input', 'networkId']);
    const aclid = uuidOf('NetworkAclList', input.aclListId, ['input', 'aclListId']);
    await requireRow(context, networkAclLists, lists, aclid);
    const { job } = await startJob(
      context,
      'replaceNetworkACLList',
      { aclid, networkid: id },
      { typename: 'Network', id, input, waitSeconds: input.waitSeconds, argumentPaths: { aclid: ['input', 'aclListId'] } },
    );
    networks.forget(context);
    return { id, job };
  },
});
