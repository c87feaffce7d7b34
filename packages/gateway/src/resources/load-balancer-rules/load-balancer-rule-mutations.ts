import * as z from 'zod';
import { builder } from '../../builder.ts';
import { typedId, uuidOf, uuidsOf } from '../../ids.ts';
import { idField, waitField, waitRule } from '../../payloads.ts';
import { jobCreation, jobMutation, type Kind, touching } from '../../resource-mutations.ts';
import { cidrs, port } from '../../validation/addresses.ts';
import { resourceName, text } from '../../validation/text.ts';
import { type LoadBalancerRuleRow, loadBalancerRules } from './load-balancer-rule-loader.ts';
import { LoadBalancerAlgorithmEnum, LoadBalancerRule } from './load-balancer-rule-type.ts';

const LoadBalancerProtocolEnum = builder.enumType('LoadBalancerProtocol', {
  description: 'What a load balancer speaks.',
  values: {
    TCP: { value: 'tcp', description: 'TCP, as it comes.' },
    UDP: { value: 'udp', description: 'UDP, as it comes.' },
    TCP_PROXY: { value: 'tcp-proxy', description: 'TCP, with the source address told to the machines (PROXY protocol).' },
    SSL: { value: 'ssl', description: 'TLS that ends at the load balancer.' },
  } as const,
});

const CreateLoadBalancerRuleInput = builder.inputType('CreateLoadBalancerRuleInput', {
  description: 'Which port of which public address to spread over machines. Add the machines with `addToLoadBalancerRule`.',
  fields: (t) => ({
    publicIpAddressId: t.id({ required: true, description: 'The public address: typed id or UUID.' }),
    name: t.string({ required: true, description: 'The name, 1 to 255 characters.' }),
    description: t.string({ description: 'What to say of it.' }),
    algorithm: t.field({ type: LoadBalancerAlgorithmEnum, defaultValue: 'roundrobin', description: 'How it chooses a machine.' }),
    protocol: t.field({ type: LoadBalancerProtocolEnum, defaultValue: 'tcp', description: 'What it speaks.' }),
    publicPort: t.int({ required: true, description: 'The port of the public address, 1 to 65535.' }),
    privatePort: t.int({ required: true, description: 'The port of the machines.' }),
    cidrs: t.stringList({ description: 'From where, like `203.0.113.0/24`; left out: from anywhere.' }),
    openFirewall: t.boolean({ defaultValue: true, description: 'Whether to let the port in by the firewall, too; not in a VPC.' }),
    networkId: t.id({ description: 'The tier whose machines are meant, where the address belongs to a VPC.' }),
    waitSeconds: t.int(waitField),
  }),
});

const UpdateLoadBalancerRuleInput = builder.inputType('UpdateLoadBalancerRuleInput', {
  description: 'What to change of a load-balancer rule. What is left out stays.',
  fields: (t) => ({
    id: t.id(idField),
    name: t.string({ description: 'The new name.' }),
    description: t.string({ description: 'What to say of it.' }),
    algorithm: t.field({ type: LoadBalancerAlgorithmEnum, description: 'How it chooses a machine.' }),
    waitSeconds: t.int(waitField),
  }),
});

const LoadBalancerMachinesInput = builder.inputType('LoadBalancerMachinesInput', {
  description: 'Which load-balancer rule, and which machines.',
  fields: (t) => ({
    id: t.id(idField),
    virtualMachineIds: t.idList({ required: true, description: 'The machines; one at least.' }),
    waitSeconds: t.int(waitField),
  }),
});

const kind: Kind<LoadBalancerRuleRow> = {
  typename: 'LoadBalancerRule',
  words: 'load-balancer rule',
  field: 'loadBalancerRule',
  type: LoadBalancerRule,
  loader: loadBalancerRules,
  rules: [],
};

const touches = (row: LoadBalancerRuleRow) => touching('PublicIpAddress', row.publicipid);
const machinesRule = z.object({ virtualMachineIds: z.array(z.string()).min(1, 'Name one machine at least.'), ...waitRule });
const machines = (input: { virtualMachineIds: string[] }) =>
  uuidsOf('VirtualMachine', input.virtualMachineIds, ['input', 'virtualMachineIds']);
const machinePaths = { virtualmachineids: ['input', 'virtualMachineIds'] };

jobCreation(kind, {
  name: 'createLoadBalancerRule',
  description: 'Spreads what arrives at a port of a public address over machines.',
  input: CreateLoadBalancerRuleInput,
  validate: z.object({
    name: resourceName(),
    description: text().nullish(),
    publicPort: port,
    privatePort: port,
    cidrs: cidrs.nullish(),
    ...waitRule,
  }),
  command: 'createLoadBalancerRule',
  parameters: (input) => ({
    publicipid: uuidOf('PublicIpAddress', input.publicIpAddressId, ['input', 'publicIpAddressId']),
    networkid: input.networkId ? uuidOf('Network', input.networkId, ['input', 'networkId']) : undefined,
    name: input.name,
    description: input.description ?? undefined,
    algorithm: input.algorithm ?? 'roundrobin',
    protocol: input.protocol ?? 'tcp',
    publicport: input.publicPort,
    privateport: input.privatePort,
    cidrlist: input.cidrs?.length ? input.cidrs : undefined,
    openfirewall: input.openFirewall ?? true,
  }),
  touches: (input) => [typedId('PublicIpAddress', uuidOf('PublicIpAddress', input.publicIpAddressId))],
  argumentPaths: { publicipid: ['input', 'publicIpAddressId'], cidrlist: ['input', 'cidrs'] },
});

jobMutation(kind, {
  name: 'updateLoadBalancerRule',
  description: 'Changes name or algorithm of a load-balancer rule.',
  input: UpdateLoadBalancerRuleInput,
  validate: z.object({ name: resourceName().nullish(), description: text().nullish(), ...waitRule }),
  command: 'updateLoadBalancerRule',
  parameters: ({ id }, input) => ({
    id,
    name: input.name ?? undefined,
    description: input.description ?? undefined,
    algorithm: input.algorithm ?? undefined,
  }),
});

jobMutation(kind, {
  name: 'addToLoadBalancerRule',
  description: 'Lets a load balancer spread over further machines.',
  input: LoadBalancerMachinesInput,
  validate: machinesRule,
  command: 'assignToLoadBalancerRule',
  parameters: ({ id }, input) => ({ id, virtualmachineids: machines(input) }),
  argumentPaths: machinePaths,
});

jobMutation(kind, {
  name: 'removeFromLoadBalancerRule',
  description: 'Takes machines away from a load balancer.',
  input: LoadBalancerMachinesInput,
  validate: machinesRule,
  command: 'removeFromLoadBalancerRule',
  parameters: ({ id }, input) => ({ id, virtualmachineids: machines(input) }),
  argumentPaths: machinePaths,
});

jobMutation(kind, {
  name: 'deleteLoadBalancerRule',
  description: 'Deletes a load-balancer rule. Its machines stay.',
  command: 'deleteLoadBalancerRule',
  gone: true,
  touches,
});
