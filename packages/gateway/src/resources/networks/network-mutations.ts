import * as z from 'zod';
import { builder } from '../../builder.ts';
import type { GatewayContext } from '../../context.ts';
import {
  ConflictError,
  ForbiddenError,
  InvalidInputError,
  InvalidStateError,
  JobFailedError,
  LimitExceededError,
  NotFoundError,
} from '../../errors.ts';
import { optionalUuidOf, uuidOf } from '../../ids.ts';
import { mutation } from '../../mutation.ts';
import { ownerFields, ownerParameters } from '../../ownership.ts';
import { goneId, idField, type JobOutcome, type Outcome, type SuccessBuilder, startedJob, waitField, waitRule } from '../../payloads.ts';
import { requireRow } from '../../require-row.ts';
import { requireAllowed } from '../../rules.ts';
import { runAction, startJob } from '../../run-command.ts';
import { ipv4Address, ipv6Address, netmask } from '../../validation/addresses.ts';
import { resourceName, text } from '../../validation/text.ts';
import { type NetworkRow, networks } from './network-loader.ts';
import { networkRules } from './network-rules.ts';
import { Network } from './network-type.ts';

const CreateNetworkInput = builder.inputType('CreateNetworkInput', {
  description: 'The network to create: isolated, shared (administrators), L2, or a tier of a VPC, as the offering says.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'The name, 1 to 255 characters.' }),
    zoneId: t.id({ required: true, description: 'Where.' }),
    networkOfferingId: t.id({ required: true, description: 'What kind of network.' }),
    displayText: t.string({ description: 'What to say of it; left out: the name.' }),
    gateway: t.string({ description: 'The address of its gateway, like `10.1.1.1`; left out: CloudStack chooses.' }),
    netmask: t.string({ description: 'Its netmask, like `255.255.255.0`; with `gateway`.' }),
    startIp: t.string({ description: 'The first address for machines; of shared networks.' }),
    endIp: t.string({ description: 'The last address for machines; of shared networks.' }),
    dns1: t.string({ description: 'The first DNS server that its machines are told.' }),
    dns2: t.string({ description: 'The second one.' }),
    domainName: t.string({ description: 'The DNS domain of the machines in it.' }),
    vlan: t.string({ description: 'The VLAN id, or `untagged`; only administrators may give it.' }),
    vpcId: t.id({ description: 'The VPC that it is a tier of.' }),
    aclListId: t.id({ description: 'The ACL list of the tier.' }),
    ...ownerFields(t),
  }),
});

const UpdateNetworkInput = builder.inputType('UpdateNetworkInput', {
  description: 'What to change of a network. What is left out stays.',
  fields: (t) => ({
    id: t.id(idField),
    name: t.string({ description: 'The new name, 1 to 255 characters.' }),
    displayText: t.string({ description: 'What to say of it.' }),
    domainName: t.string({ description: 'The DNS domain of the machines in it.' }),
    dns1: t.string({ description: 'The first DNS server that its machines are told.' }),
    dns2: t.string({ description: 'The second one.' }),
    networkOfferingId: t.id({ description: 'Another network offering.' }),
    waitSeconds: t.int(waitField),
  }),
});

const RestartNetworkInput = builder.inputType('RestartNetworkInput', {
  description: 'Which network to restart, and how thoroughly.',
  fields: (t) => ({
    id: t.id(idField),
    cleanup: t.boolean({ defaultValue: false, description: 'Whether to set up its router anew.' }),
    makeRedundant: t.boolean({ defaultValue: false, description: 'Whether to give it a second router.' }),
    waitSeconds: t.int(waitField),
  }),
});

const DeleteNetworkInput = builder.inputType('DeleteNetworkInput', {
  description: 'Which network to delete. No machine may be in it.',
  fields: (t) => ({
    id: t.id(idField),
    forced: t.boolean({ defaultValue: false, description: 'Even when its router cannot be reached; only administrators may.' }),
    waitSeconds: t.int(waitField),
  }),
});

/** A network that must be there. @throws NotFoundError */
export const requireNetwork = (context: GatewayContext, id: string): Promise<NetworkRow> =>
  requireRow(context, networks, { typename: 'Network', words: 'network' }, id);

/** The field `network` of a payload, read anew after the change: the list that is kept for seconds is forgotten. */
export const changedNetwork = <S extends Outcome>(t: SuccessBuilder<S>) =>
  t.field({
    type: Network,
    description: 'The network, as it is now.',
    resolve: (outcome, _args, context) => requireNetwork(context, outcome.id),
  });

const success = (t: SuccessBuilder<JobOutcome>) => ({ network: changedNetwork(t), job: startedJob(t) });

const names = {
  displayText: text().nullish(),
  domainName: text().nullish(),
  dns1: ipv4Address.nullish(),
  dns2: ipv4Address.nullish(),
};

mutation({
  name: 'createNetwork',
  description: 'Creates a network.',
  input: CreateNetworkInput,
  validate: z
    .object({
      name: resourceName(),
      ...names,
      gateway: ipv4Address.or(ipv6Address).nullish(),
      netmask: netmask.nullish(),
      startIp: ipv4Address.nullish(),
      endIp: ipv4Address.nullish(),
      vlan: text(64).nullish(),
    })
    .superRefine((input, issues) => {
      const need = (field: string, message: string) => issues.addIssue({ code: 'custom', path: [field], message });
      if (input.gateway && !input.netmask) need('netmask', 'Give the netmask together with the gateway.');
      if (input.netmask && !input.gateway) need('gateway', 'Give the gateway together with the netmask.');
      if (input.endIp && !input.startIp) need('startIp', 'Give the first address together with the last.');
    }),
  success: (t: SuccessBuilder<Outcome>) => ({ network: changedNetwork(t) }),
  errors: [InvalidInputError, NotFoundError, ForbiddenError, ConflictError, LimitExceededError],
  run: async (input, context) => {
    const parameters = {
      ...ownerParameters(context.cloud.identity, input),
      name: input.name,
      displaytext: input.displayText ?? input.name,
      zoneid: uuidOf('Zone', input.zoneId, ['input', 'zoneId']),
      networkofferingid: uuidOf('NetworkOffering', input.networkOfferingId, ['input', 'networkOfferingId']),
      gateway: input.gateway ?? undefined,
      netmask: input.netmask ?? undefined,
      startip: input.startIp ?? undefined,
      endip: input.endIp ?? undefined,
      dns1: input.dns1 ?? undefined,
      dns2: input.dns2 ?? undefined,
      networkdomain: input.domainName ?? undefined,
      vlan: input.vlan ?? undefined,
      vpcid: optionalUuidOf('Vpc', input.vpcId, ['input', 'vpcId']),
      aclid: optionalUuidOf('NetworkAclList', input.aclListId, ['input', 'aclListId']),
    };
    const { id } = await runAction(context, 'createNetwork', parameters, {
      typename: 'Network',
      input,
      argumentPaths: { networkdomain: ['input', 'domainName'], aclid: ['input', 'aclListId'] },
    });
    networks.forget(context);
    return { id };
  },
});

mutation({
  name: 'updateNetwork',
  description: 'Changes names, DNS or the offering of a network.',
  input: UpdateNetworkInput,
  validate: z.object({ name: resourceName().nullish(), ...names, ...waitRule }),
  success,
  errors: [InvalidInputError, NotFoundError, ForbiddenError, InvalidStateError, JobFailedError],
  run: async (input, context) => {
    const id = uuidOf('Network', input.id, ['input', 'id']);
    requireAllowed(networkRules, 'UPDATE', await requireNetwork(context, id));
    const parameters = {
      id,
      name: input.name ?? undefined,
      displaytext: input.displayText ?? undefined,
      networkdomain: input.domainName ?? undefined,
      dns1: input.dns1 ?? undefined,
      dns2: input.dns2 ?? undefined,
      networkofferingid: optionalUuidOf('NetworkOffering', input.networkOfferingId, ['input', 'networkOfferingId']),
    };
    const options = {
      typename: 'Network',
      id,
      input,
      waitSeconds: input.waitSeconds,
      argumentPaths: { networkdomain: ['input', 'domainName'] },
    };
    const { job } = await startJob(context, 'updateNetwork', parameters, options);
    networks.forget(context);
    return { id, job };
  },
});

mutation({
  name: 'restartNetwork',
  description: 'Restarts a network: its rules are set up anew. With `cleanup`, machines lose their connections for a while.',
  input: RestartNetworkInput,
  validate: z.object(waitRule),
  success,
  errors: [NotFoundError, ForbiddenError, InvalidStateError, JobFailedError],
  run: async (input, context) => {
    const id = uuidOf('Network', input.id, ['input', 'id']);
    requireAllowed(networkRules, 'RESTART', await requireNetwork(context, id));
    const parameters = { id, cleanup: input.cleanup ?? false, makeredundant: input.makeRedundant ? true : undefined };
    const { job } = await startJob(context, 'restartNetwork', parameters, {
      typename: 'Network',
      id,
      input,
      waitSeconds: input.waitSeconds,
    });
    networks.forget(context);
    return { id, job };
  },
});

mutation({
  name: 'deleteNetwork',
  description: 'Deletes a network that no machine is in, with its addresses and rules.',
  input: DeleteNetworkInput,
  validate: z.object(waitRule),
  success: (t: SuccessBuilder<JobOutcome>) => ({ networkId: goneId(t, 'Network'), job: startedJob(t) }),
  errors: [NotFoundError, ForbiddenError, InvalidStateError, JobFailedError],
  run: async (input, context) => {
    const id = uuidOf('Network', input.id, ['input', 'id']);
    requireAllowed(networkRules, 'DELETE', await requireNetwork(context, id));
    const parameters = { id, forced: input.forced ? true : undefined };
    const { job } = await startJob(context, 'deleteNetwork', parameters, {
      typename: 'Network',
      id,
      input,
      waitSeconds: input.waitSeconds,
    });
    networks.forget(context);
    return { id, job };
  },
});
