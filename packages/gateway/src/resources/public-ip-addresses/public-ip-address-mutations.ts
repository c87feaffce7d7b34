import * as z from 'zod';
import { builder } from '../../builder.ts';
import type { GatewayContext } from '../../context.ts';
import {
  ConflictError,
  ForbiddenError,
  GatewayError,
  InvalidInputError,
  InvalidStateError,
  JobFailedError,
  LimitExceededError,
  NotFoundError,
} from '../../errors.ts';
import { optionalUuidOf, typedId, uuidOf } from '../../ids.ts';
import { mutation } from '../../mutation.ts';
import { ownerFields, ownerParameters } from '../../ownership.ts';
import { goneId, idField, type JobOutcome, type Outcome, type SuccessBuilder, startedJob, waitField, waitRule } from '../../payloads.ts';
import { requireRow } from '../../require-row.ts';
import { requireAllowed } from '../../rules.ts';
import { runAction, startJob } from '../../run-command.ts';
import { ipAddress, ipv4Address } from '../../validation/addresses.ts';
import { requireVirtualMachine } from '../virtual-machines/virtual-machine-loader.ts';
import { type PublicIpAddressRow, publicIpAddresses } from './public-ip-address-loader.ts';
import { publicIpAddressRules } from './public-ip-address-rules.ts';
import { PublicIpAddress } from './public-ip-address-type.ts';

const AcquirePublicIpAddressInput = builder.inputType('AcquirePublicIpAddressInput', {
  description: 'What the address shall lead to: a network or a VPC.',
  fields: (t) => ({
    networkId: t.id({ description: 'The network; this or `vpcId`.' }),
    vpcId: t.id({ description: 'The VPC; this or `networkId`.' }),
    ipAddress: t.string({ description: 'The address wanted; left out, CloudStack chooses.' }),
    ...ownerFields(t),
    waitSeconds: t.int(waitField),
  }),
});

const PublicIpAddressActionInput = builder.inputType('PublicIpAddressActionInput', {
  description: 'Which public address.',
  fields: (t) => ({ id: t.id(idField), waitSeconds: t.int(waitField) }),
});

const EnableStaticNatInput = builder.inputType('EnableStaticNatInput', {
  description: 'Which address shall belong to which machine.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The public address: typed id or UUID.' }),
    virtualMachineId: t.id({ required: true, description: 'The machine: typed id or UUID.' }),
    networkId: t.id({ description: 'The network of the machine that is meant, where the address belongs to a VPC.' }),
    guestIpAddress: t.string({ description: 'Which of its inner addresses; left out: the first.' }),
  }),
});

/** A public address that must be there. @throws NotFoundError */
export const requirePublicIpAddress = (context: GatewayContext, id: string): Promise<PublicIpAddressRow> =>
  requireRow(context, publicIpAddresses, { typename: 'PublicIpAddress', words: 'public address' }, id);

/** The field `publicIpAddress` of a payload, read anew after the change. */
export const changedPublicIpAddress = <S extends Outcome>(t: SuccessBuilder<S>) =>
  t.field({
    type: PublicIpAddress,
    description: 'The address, as it is now.',
    resolve: (outcome, _args, context) => requirePublicIpAddress(context, outcome.id),
  });

const success = (t: SuccessBuilder<JobOutcome>) => ({ publicIpAddress: changedPublicIpAddress(t), job: startedJob(t) });

mutation({
  name: 'acquirePublicIpAddress',
  description: 'Acquires a public address for a network or a VPC.',
  input: AcquirePublicIpAddressInput,
  validate: z
    .object({ networkId: z.string().nullish(), vpcId: z.string().nullish(), ipAddress: ipAddress.nullish(), ...waitRule })
    .refine((input) => Boolean(input.networkId) !== Boolean(input.vpcId), {
      path: ['networkId'],
      message: 'Give either a network or a VPC.',
    }),
  success,
  errors: [InvalidInputError, NotFoundError, ForbiddenError, ConflictError, LimitExceededError, JobFailedError],
  run: async (input, context) => {
    const networkid = optionalUuidOf('Network', input.networkId, ['input', 'networkId']);
    const parameters = {
      ...ownerParameters(context.cloud.identity, input),
      networkid,
      vpcid: optionalUuidOf('Vpc', input.vpcId, ['input', 'vpcId']),
      ipaddress: input.ipAddress ?? undefined,
    };
    const { job, resourceId } = await startJob(context, 'associateIpAddress', parameters, {
      typename: 'PublicIpAddress',
      touches: networkid === undefined ? [] : [typedId('Network', networkid)],
      input,
      waitSeconds: input.waitSeconds,
    });
    if (resourceId === undefined) throw new GatewayError('UPSTREAM_INVALID', 'CloudStack took the order, but did not name the address.');
    return { id: resourceId, job };
  },
});

mutation({
  name: 'releasePublicIpAddress',
  description: 'Gives a public address back, with all its rules.',
  input: PublicIpAddressActionInput,
  validate: z.object(waitRule),
  success: (t: SuccessBuilder<JobOutcome>) => ({ publicIpAddressId: goneId(t, 'PublicIpAddress'), job: startedJob(t) }),
  errors: [NotFoundError, ForbiddenError, InvalidStateError, JobFailedError],
  run: async (input, context) => {
    const id = uuidOf('PublicIpAddress', input.id, ['input', 'id']);
    requireAllowed(publicIpAddressRules, 'RELEASE', await requirePublicIpAddress(context, id));
    const options = { typename: 'PublicIpAddress', id, input, waitSeconds: input.waitSeconds };
    const { job } = await startJob(context, 'disassociateIpAddress', { id }, options);
    return { id, job };
  },
});

mutation({
  name: 'enableStaticNat',
  description: 'Gives a public address to one machine wholly.',
  input: EnableStaticNatInput,
  validate: z.object({ guestIpAddress: ipv4Address.nullish() }),
  success: (t: SuccessBuilder<Outcome>) => ({ publicIpAddress: changedPublicIpAddress(t) }),
  errors: [InvalidInputError, NotFoundError, ForbiddenError, InvalidStateError, ConflictError],
  run: async (input, context) => {
    const id = uuidOf('PublicIpAddress', input.id, ['input', 'id']);
    const machineId = uuidOf('VirtualMachine', input.virtualMachineId, ['input', 'virtualMachineId']);
    const networkid = optionalUuidOf('Network', input.networkId, ['input', 'networkId']);
    const [address] = await Promise.all([requirePublicIpAddress(context, id), requireVirtualMachine(context, machineId)]);
    requireAllowed(publicIpAddressRules, 'ENABLE_STATIC_NAT', address);
    await runAction(
      context,
      'enableStaticNat',
      { ipaddressid: id, virtualmachineid: machineId, networkid, vmguestip: input.guestIpAddress ?? undefined },
      {
        typename: 'PublicIpAddress',
        id,
        touches: [typedId('VirtualMachine', machineId)],
        input,
        argumentPaths: { ipaddressid: ['input', 'id'], vmguestip: ['input', 'guestIpAddress'] },
      },
    );
    return { id };
  },
});

mutation({
  name: 'disableStaticNat',
  description: 'Takes a public address from the machine that it belongs to.',
  input: PublicIpAddressActionInput,
  validate: z.object(waitRule),
  success,
  errors: [NotFoundError, ForbiddenError, InvalidStateError, JobFailedError],
  run: async (input, context) => {
    const id = uuidOf('PublicIpAddress', input.id, ['input', 'id']);
    requireAllowed(publicIpAddressRules, 'DISABLE_STATIC_NAT', await requirePublicIpAddress(context, id));
    const options = { typename: 'PublicIpAddress', id, input, waitSeconds: input.waitSeconds };
    const { job } = await startJob(context, 'disableStaticNat', { ipaddressid: id }, options);
    return { id, job };
  },
});
