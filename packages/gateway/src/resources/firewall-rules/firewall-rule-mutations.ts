import * as z from 'zod';
import { builder } from '../../builder.ts';
import { ConflictError, ForbiddenError, GatewayError, InvalidInputError, JobFailedError, NotFoundError } from '../../errors.ts';
import { typedId, uuidOf } from '../../ids.ts';
import { mutation } from '../../mutation.ts';
import { goneId, idField, type JobOutcome, type SuccessBuilder, startedJob, waitField, waitRule } from '../../payloads.ts';
import { requireRow } from '../../require-row.ts';
import { startJob } from '../../run-command.ts';
import { trafficInput, trafficParameters, trafficPaths } from '../../traffic.ts';
import { cidrs } from '../../validation/addresses.ts';
import { checkTraffic, trafficShape } from '../../validation/traffic.ts';
import { egressFirewallRules, firewallRules } from './firewall-rule-loader.ts';
import { EgressFirewallRule, FirewallRule } from './firewall-rule-type.ts';

const CreateFirewallRuleInput = builder.inputType('CreateFirewallRuleInput', {
  description: 'What to let in by which public address.',
  fields: (t) => ({
    publicIpAddressId: t.id({ required: true, description: 'The public address: typed id or UUID.' }),
    ...trafficInput(t),
    waitSeconds: t.int(waitField),
  }),
});

const CreateEgressFirewallRuleInput = builder.inputType('CreateEgressFirewallRuleInput', {
  description: 'What to let out of which network, or to hold back where the network lets everything out by default.',
  fields: (t) => ({
    networkId: t.id({ required: true, description: 'The network: typed id or UUID.' }),
    ...trafficInput(t),
    destinationCidrs: t.stringList({ description: 'To where, like `198.51.100.0/24`; left out: to anywhere.' }),
    waitSeconds: t.int(waitField),
  }),
});

const FirewallRuleActionInput = builder.inputType('FirewallRuleActionInput', {
  description: 'Which rule.',
  fields: (t) => ({ id: t.id(idField), waitSeconds: t.int(waitField) }),
});

const ingress = { typename: 'FirewallRule', words: 'firewall rule' };
const egress = { typename: 'EgressFirewallRule', words: 'egress rule' };
const unnamed = () => new GatewayError('UPSTREAM_INVALID', 'CloudStack took the order, but did not name the rule.');

mutation({
  name: 'createFirewallRule',
  description: 'Lets traffic from outside come in by a public address.',
  input: CreateFirewallRuleInput,
  validate: z.object({ ...trafficShape, ...waitRule }).superRefine(checkTraffic),
  success: (t: SuccessBuilder<JobOutcome>) => ({
    firewallRule: t.field({
      type: FirewallRule,
      description: 'The rule.',
      resolve: (outcome, _args, context) => requireRow(context, firewallRules, ingress, outcome.id),
    }),
    job: startedJob(t),
  }),
  errors: [InvalidInputError, NotFoundError, ForbiddenError, ConflictError, JobFailedError],
  run: async (input, context) => {
    const ipaddressid = uuidOf('PublicIpAddress', input.publicIpAddressId, ['input', 'publicIpAddressId']);
    const { job, resourceId } = await startJob(
      context,
      'createFirewallRule',
      { ipaddressid, ...trafficParameters(input) },
      {
        typename: 'FirewallRule',
        touches: [typedId('PublicIpAddress', ipaddressid)],
        input,
        waitSeconds: input.waitSeconds,
        argumentPaths: { ...trafficPaths, ipaddressid: ['input', 'publicIpAddressId'] },
      },
    );
    if (resourceId === undefined) throw unnamed();
    return { id: resourceId, job };
  },
});

mutation({
  name: 'createEgressFirewallRule',
  description: 'Lets traffic out of a network, or holds it back where the network lets everything out by default.',
  input: CreateEgressFirewallRuleInput,
  validate: z.object({ ...trafficShape, destinationCidrs: cidrs.nullish(), ...waitRule }).superRefine(checkTraffic),
  success: (t: SuccessBuilder<JobOutcome>) => ({
    egressFirewallRule: t.field({
      type: EgressFirewallRule,
      description: 'The rule.',
      resolve: (outcome, _args, context) => requireRow(context, egressFirewallRules, egress, outcome.id),
    }),
    job: startedJob(t),
  }),
  errors: [InvalidInputError, NotFoundError, ForbiddenError, ConflictError, JobFailedError],
  run: async (input, context) => {
    const networkid = uuidOf('Network', input.networkId, ['input', 'networkId']);
    const { job, resourceId } = await startJob(
      context,
      'createEgressFirewallRule',
      { networkid, ...trafficParameters(input), destcidrlist: input.destinationCidrs?.length ? input.destinationCidrs : undefined },
      {
        typename: 'EgressFirewallRule',
        touches: [typedId('Network', networkid)],
        input,
        waitSeconds: input.waitSeconds,
        argumentPaths: { ...trafficPaths, destcidrlist: ['input', 'destinationCidrs'] },
      },
    );
    if (resourceId === undefined) throw unnamed();
    return { id: resourceId, job };
  },
});

mutation({
  name: 'deleteFirewallRule',
  description: 'Deletes a firewall rule: what it let in stays out.',
  input: FirewallRuleActionInput,
  validate: z.object(waitRule),
  success: (t: SuccessBuilder<JobOutcome>) => ({ firewallRuleId: goneId(t, 'FirewallRule'), job: startedJob(t) }),
  errors: [NotFoundError, ForbiddenError, JobFailedError],
  run: async (input, context) => {
    const id = uuidOf('FirewallRule', input.id, ['input', 'id']);
    const rule = await requireRow(context, firewallRules, ingress, id);
    const touches = rule.ipaddressid === undefined ? [] : [typedId('PublicIpAddress', rule.ipaddressid)];
    const options = { typename: 'FirewallRule', id, touches, input, waitSeconds: input.waitSeconds };
    const { job } = await startJob(context, 'deleteFirewallRule', { id }, options);
    return { id, job };
  },
});

mutation({
  name: 'deleteEgressFirewallRule',
  description: 'Deletes an egress rule.',
  input: FirewallRuleActionInput,
  validate: z.object(waitRule),
  success: (t: SuccessBuilder<JobOutcome>) => ({ egressFirewallRuleId: goneId(t, 'EgressFirewallRule'), job: startedJob(t) }),
  errors: [NotFoundError, ForbiddenError, JobFailedError],
  run: async (input, context) => {
    const id = uuidOf('EgressFirewallRule', input.id, ['input', 'id']);
    const rule = await requireRow(context, egressFirewallRules, egress, id);
    const touches = rule.networkid === undefined ? [] : [typedId('Network', rule.networkid)];
    const options = { typename: 'EgressFirewallRule', id, touches, input, waitSeconds: input.waitSeconds };
    const { job } = await startJob(context, 'deleteEgressFirewallRule', { id }, options);
    return { id, job };
  },
});
