import * as z from 'zod';
import { builder } from '../../builder.ts';
import { typedId, uuidOf } from '../../ids.ts';
import { waitField, waitRule } from '../../payloads.ts';
import { jobCreation, jobMutation, type Kind, touching } from '../../resource-mutations.ts';
import { ProtocolEnum } from '../../traffic.ts';
import { cidrs, ipv4Address, port, portOrder } from '../../validation/addresses.ts';
import { type PortForwardingRuleRow, portForwardingRules } from './port-forwarding-rule-loader.ts';
import { PortForwardingRule } from './port-forwarding-rule-type.ts';

const CreatePortForwardingRuleInput = builder.inputType('CreatePortForwardingRuleInput', {
  description: 'Which ports of which public address to lead to which machine.',
  fields: (t) => ({
    publicIpAddressId: t.id({ required: true, description: 'The public address: typed id or UUID.' }),
    virtualMachineId: t.id({ required: true, description: 'The machine: typed id or UUID.' }),
    protocol: t.field({ type: ProtocolEnum, required: true, description: 'TCP or UDP.' }),
    publicPort: t.int({ required: true, description: 'The first port of the public address, 1 to 65535.' }),
    publicEndPort: t.int({ description: 'The last one; left out: the first.' }),
    privatePort: t.int({ required: true, description: 'The first port of the machine.' }),
    privateEndPort: t.int({ description: 'The last one; left out: as many as public ones.' }),
    cidrs: t.stringList({ description: 'From where, like `203.0.113.0/24`; left out: from anywhere.' }),
    openFirewall: t.boolean({ defaultValue: true, description: 'Whether to let the ports in by the firewall, too; not in a VPC.' }),
    networkId: t.id({ description: 'The network of the machine that is meant, where the address belongs to a VPC.' }),
    guestIpAddress: t.string({ description: 'Which inner address of the machine; left out: its first.' }),
    waitSeconds: t.int(waitField),
  }),
});

const rule = z
  .object({
    protocol: z.enum(['tcp', 'udp'], { error: 'Ports are of TCP or UDP.' }),
    publicPort: port,
    publicEndPort: port.nullish(),
    privatePort: port,
    privateEndPort: port.nullish(),
    cidrs: cidrs.nullish(),
    guestIpAddress: ipv4Address.nullish(),
    ...waitRule,
  })
  .superRefine((input, issues) => {
    portOrder('publicPort', 'publicEndPort')(input, issues);
    portOrder('privatePort', 'privateEndPort')(input, issues);
    const outside = (input.publicEndPort ?? input.publicPort) - input.publicPort;
    if (typeof input.privateEndPort === 'number' && input.privateEndPort - input.privatePort !== outside) {
      issues.addIssue({
        code: 'custom',
        path: ['privateEndPort'],
        message: `As many private ports as public ones (${outside + 1}) are needed.`,
      });
    }
  });

const kind: Kind<PortForwardingRuleRow> = {
  typename: 'PortForwardingRule',
  words: 'port-forwarding rule',
  field: 'portForwardingRule',
  type: PortForwardingRule,
  loader: portForwardingRules,
  rules: [],
};

jobCreation(kind, {
  name: 'createPortForwardingRule',
  description: 'Leads ports of a public address to a machine.',
  input: CreatePortForwardingRuleInput,
  validate: rule,
  command: 'createPortForwardingRule',
  parameters: (input) => ({
    ipaddressid: uuidOf('PublicIpAddress', input.publicIpAddressId, ['input', 'publicIpAddressId']),
    virtualmachineid: uuidOf('VirtualMachine', input.virtualMachineId, ['input', 'virtualMachineId']),
    networkid: input.networkId ? uuidOf('Network', input.networkId, ['input', 'networkId']) : undefined,
    protocol: input.protocol,
    publicport: input.publicPort,
    publicendport: input.publicEndPort ?? undefined,
    privateport: input.privatePort,
    privateendport: input.privateEndPort ?? (input.publicEndPort ? input.privatePort + input.publicEndPort - input.publicPort : undefined),
    cidrlist: input.cidrs?.length ? input.cidrs : undefined,
    openfirewall: input.openFirewall ?? true,
    vmguestip: input.guestIpAddress ?? undefined,
  }),
  touches: (input) => [typedId('PublicIpAddress', uuidOf('PublicIpAddress', input.publicIpAddressId))],
  argumentPaths: { ipaddressid: ['input', 'publicIpAddressId'], cidrlist: ['input', 'cidrs'], vmguestip: ['input', 'guestIpAddress'] },
});

jobMutation(kind, {
  name: 'deletePortForwardingRule',
  description: 'Deletes a port-forwarding rule.',
  command: 'deletePortForwardingRule',
  gone: true,
  touches: (row) => touching('PublicIpAddress', row.ipaddressid),
});
