import * as z from 'zod';
import { builder } from '../../builder.ts';
import { uuidOf } from '../../ids.ts';
import { ownerFields, ownerParameters } from '../../ownership.ts';
import { idField, waitField, waitRule } from '../../payloads.ts';
import { jobCreation, jobMutation, type Kind } from '../../resource-mutations.ts';
import { ipv4Address, ipv4Cidr } from '../../validation/addresses.ts';
import { resourceName, text } from '../../validation/text.ts';
import { networks } from '../networks/network-loader.ts';
import { type VpcRow, vpcs } from './vpc-loader.ts';
import { vpcRules } from './vpc-rules.ts';
import { Vpc } from './vpc-type.ts';

const CreateVpcInput = builder.inputType('CreateVpcInput', {
  description: 'The VPC to create. Its tiers are networks: `createNetwork(vpcId:)`.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'The name, 1 to 255 characters.' }),
    zoneId: t.id({ required: true, description: 'Where.' }),
    vpcOfferingId: t.id({ required: true, description: 'What kind of VPC.' }),
    cidr: t.string({ required: true, description: 'The addresses of its tiers, like `10.0.0.0/16`.' }),
    displayText: t.string({ description: 'What to say of it; left out: the name.' }),
    domainName: t.string({ description: 'The DNS domain of the machines in it.' }),
    dns1: t.string({ description: 'The first DNS server that its machines are told.' }),
    dns2: t.string({ description: 'The second one.' }),
    start: t.boolean({ defaultValue: true, description: 'Whether to start its router at once.' }),
    ...ownerFields(t),
    waitSeconds: t.int(waitField),
  }),
});

const UpdateVpcInput = builder.inputType('UpdateVpcInput', {
  description: 'What to change of a VPC. What is left out stays.',
  fields: (t) => ({
    id: t.id(idField),
    name: t.string({ description: 'The new name, 1 to 255 characters.' }),
    displayText: t.string({ description: 'What to say of it.' }),
    waitSeconds: t.int(waitField),
  }),
});

const RestartVpcInput = builder.inputType('RestartVpcInput', {
  description: 'Which VPC to restart, and how thoroughly.',
  fields: (t) => ({
    id: t.id(idField),
    cleanup: t.boolean({ defaultValue: false, description: 'Whether to set up its router anew.' }),
    makeRedundant: t.boolean({ defaultValue: false, description: 'Whether to give it a second router.' }),
    waitSeconds: t.int(waitField),
  }),
});

const kind: Kind<VpcRow> = {
  typename: 'Vpc',
  words: 'VPC',
  field: 'vpc',
  type: Vpc,
  loader: vpcs,
  rules: vpcRules,
  forget: (context) => networks.forget(context),
};

jobCreation(kind, {
  name: 'createVpc',
  description: 'Creates a VPC.',
  input: CreateVpcInput,
  validate: z.object({
    name: resourceName(),
    cidr: ipv4Cidr,
    displayText: text().nullish(),
    domainName: text().nullish(),
    dns1: ipv4Address.nullish(),
    dns2: ipv4Address.nullish(),
    ...waitRule,
  }),
  command: 'createVPC',
  parameters: (input, context) => ({
    ...ownerParameters(context.cloud.identity, input),
    name: input.name,
    displaytext: input.displayText ?? input.name,
    zoneid: uuidOf('Zone', input.zoneId, ['input', 'zoneId']),
    vpcofferingid: uuidOf('VpcOffering', input.vpcOfferingId, ['input', 'vpcOfferingId']),
    cidr: input.cidr,
    networkdomain: input.domainName ?? undefined,
    dns1: input.dns1 ?? undefined,
    dns2: input.dns2 ?? undefined,
    start: input.start ?? true,
  }),
  argumentPaths: { networkdomain: ['input', 'domainName'] },
});

jobMutation(kind, {
  name: 'updateVpc',
  description: 'Changes the names of a VPC.',
  input: UpdateVpcInput,
  validate: z
    .object({ name: resourceName().nullish(), displayText: text().nullish(), ...waitRule })
    .refine((input) => typeof input.name === 'string' || typeof input.displayText === 'string', {
      path: ['name'],
      message: 'Nothing to change: give a name or a text.',
    }),
  action: 'UPDATE',
  command: 'updateVPC',
  parameters: ({ id }, input) => ({ id, name: input.name ?? undefined, displaytext: input.displayText ?? undefined }),
});

jobMutation(kind, {
  name: 'restartVpc',
  description: 'Restarts a VPC: its rules are set up anew. With `cleanup`, machines lose their connections for a while.',
  input: RestartVpcInput,
  action: 'RESTART',
  command: 'restartVPC',
  parameters: ({ id }, input) => ({ id, cleanup: input.cleanup ?? false, makeredundant: input.makeRedundant ? true : undefined }),
});

jobMutation(kind, {
  name: 'deleteVpc',
  description: 'Deletes a VPC that has no tiers left.',
  action: 'DELETE',
  command: 'deleteVPC',
  gone: true,
});
