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
import { typedId, uuidOf } from '../../ids.ts';
import { mutation } from '../../mutation.ts';
import { type JobOutcome, type SuccessBuilder, startedJob, waitField, waitRule } from '../../payloads.ts';
import { requireAllowed } from '../../rules.ts';
import { startJob } from '../../run-command.ts';
import { ipv4Address, macAddress } from '../../validation/addresses.ts';
import { secondaryAddresses } from './nic-type.ts';
import { requireVirtualMachine } from './virtual-machine-loader.ts';
import { changedVirtualMachine } from './virtual-machine-payload.ts';
import { virtualMachineRules } from './virtual-machine-rules.ts';

const machineField = { required: true, description: 'The machine: typed id or UUID.' } as const;

const AddNicInput = builder.inputType('AddNicInput', {
  description: 'Which machine to put into which further network.',
  fields: (t) => ({
    virtualMachineId: t.id(machineField),
    networkId: t.id({ required: true, description: 'The network.' }),
    ipAddress: t.string({ description: 'The IPv4 address it shall have; left out, CloudStack chooses.' }),
    macAddress: t.string({ description: 'The MAC address it shall have; left out, CloudStack chooses.' }),
    waitSeconds: t.int(waitField),
  }),
});

const NicActionInput = builder.inputType('NicActionInput', {
  description: 'Which network interface of which machine.',
  fields: (t) => ({
    virtualMachineId: t.id(machineField),
    nicId: t.id({ required: true, description: 'The network interface: typed id or UUID, from `VirtualMachine.nics`.' }),
    waitSeconds: t.int(waitField),
  }),
});

const success = (t: SuccessBuilder<JobOutcome>) => ({ virtualMachine: changedVirtualMachine(t), job: startedJob(t) });

mutation({
  name: 'addNic',
  description: 'Puts a machine into a further network.',
  input: AddNicInput,
  validate: z.object({ ipAddress: ipv4Address.nullish(), macAddress: macAddress.nullish(), ...waitRule }),
  success,
  errors: [InvalidInputError, NotFoundError, ForbiddenError, InvalidStateError, ConflictError, LimitExceededError, JobFailedError],
  run: async (input, context) => {
    const id = uuidOf('VirtualMachine', input.virtualMachineId, ['input', 'virtualMachineId']);
    const networkid = uuidOf('Network', input.networkId, ['input', 'networkId']);
    requireAllowed(virtualMachineRules, 'ATTACH', await requireVirtualMachine(context, id));
    const { job } = await startJob(
      context,
      'addNicToVirtualMachine',
      { virtualmachineid: id, networkid, ipaddress: input.ipAddress ?? undefined, macaddress: input.macAddress ?? undefined },
      { typename: 'VirtualMachine', id, touches: [typedId('Network', networkid)], input, waitSeconds: input.waitSeconds },
    );
    return { id, job };
  },
});

/** CloudStack names neither the machine nor the interface when they do not belong together. */
async function requireNic(context: GatewayContext, input: { virtualMachineId: string; nicId: string }) {
  const id = uuidOf('VirtualMachine', input.virtualMachineId, ['input', 'virtualMachineId']);
  const nicid = uuidOf('Nic', input.nicId, ['input', 'nicId']);
  const machine = await requireVirtualMachine(context, id, ['nics']);
  const nic = machine.nic?.find((row) => row.id === nicid);
  if (!nic) throw new NotFoundError('The instance has no such network interface.', typedId('Nic', nicid));
  return { id, machine, nic };
}

async function otherThanDefault(context: GatewayContext, input: { virtualMachineId: string; nicId: string }) {
  const { id, machine, nic } = await requireNic(context, input);
  requireAllowed(virtualMachineRules, 'ATTACH', machine);
  if (nic.isdefault) throw new InvalidStateError('This is the default network interface.', machine.state ?? null);
  return { id, nicid: nic.id };
}

mutation({
  name: 'removeNic',
  description: 'Takes a machine out of a network. The default network interface stays.',
  input: NicActionInput,
  validate: z.object(waitRule),
  success,
  errors: [InvalidInputError, NotFoundError, ForbiddenError, InvalidStateError, JobFailedError],
  run: async (input, context) => {
    const { id, nicid } = await otherThanDefault(context, input);
    const options = { typename: 'VirtualMachine', id, input, waitSeconds: input.waitSeconds };
    const { job } = await startJob(context, 'removeNicFromVirtualMachine', { virtualmachineid: id, nicid }, options);
    return { id, job };
  },
});

mutation({
  name: 'setDefaultNic',
  description: 'Makes a network interface the default one of its machine. The guest has to follow by itself.',
  input: NicActionInput,
  validate: z.object(waitRule),
  success,
  errors: [InvalidInputError, NotFoundError, ForbiddenError, InvalidStateError, JobFailedError],
  run: async (input, context) => {
    const { id, nicid } = await otherThanDefault(context, input);
    const options = { typename: 'VirtualMachine', id, input, waitSeconds: input.waitSeconds };
    const { job } = await startJob(context, 'updateDefaultNicForVirtualMachine', { virtualmachineid: id, nicid }, options);
    return { id, job };
  },
});

const AddNicAddressInput = builder.inputType('AddNicAddressInput', {
  description: 'To which network interface to give a further address.',
  fields: (t) => ({
    virtualMachineId: t.id(machineField),
    nicId: t.id({ required: true, description: 'The network interface: typed id or UUID, from `VirtualMachine.nics`.' }),
    ipAddress: t.string({ description: 'The IPv4 address; left out, CloudStack chooses.' }),
    waitSeconds: t.int(waitField),
  }),
});

mutation({
  name: 'addNicAddress',
  description: 'Gives a network interface a further address. The guest has to use it by itself.',
  input: AddNicAddressInput,
  validate: z.object({ ipAddress: ipv4Address.nullish(), ...waitRule }),
  success,
  errors: [InvalidInputError, NotFoundError, ForbiddenError, ConflictError, LimitExceededError, JobFailedError],
  run: async (input, context) => {
    const { id, nic } = await requireNic(context, input);
    const options = { typename: 'VirtualMachine', id, input, waitSeconds: input.waitSeconds };
    const { job } = await startJob(context, 'addIpToNic', { nicid: nic.id, ipaddress: input.ipAddress ?? undefined }, options);
    return { id, job };
  },
});

const SetNicAddressInput = builder.inputType('SetNicAddressInput', {
  description: 'Which network interface to give which first address.',
  fields: (t) => ({
    virtualMachineId: t.id(machineField),
    nicId: t.id({ required: true, description: 'The network interface: typed id or UUID, from `VirtualMachine.nics`.' }),
    ipAddress: t.string({ description: 'The IPv4 address, of its network; left out, CloudStack chooses.' }),
    waitSeconds: t.int(waitField),
  }),
});

mutation({
  name: 'setNicAddress',
  description: 'Gives a network interface another first address. Its machine must be stopped.',
  input: SetNicAddressInput,
  validate: z.object({ ipAddress: ipv4Address.nullish(), ...waitRule }),
  success,
  errors: [InvalidInputError, NotFoundError, ForbiddenError, InvalidStateError, ConflictError, JobFailedError],
  run: async (input, context) => {
    const { id, machine, nic } = await requireNic(context, input);
    if (machine.state !== 'Stopped') throw new InvalidStateError('The instance is not stopped. Stop it first.', machine.state ?? null);
    const options = { typename: 'VirtualMachine', id, input, waitSeconds: input.waitSeconds };
    const { job } = await startJob(context, 'updateVmNicIp', { nicid: nic.id, ipaddress: input.ipAddress ?? undefined }, options);
    return { id, job };
  },
});

const RemoveNicAddressInput = builder.inputType('RemoveNicAddressInput', {
  description: 'Which further address to take from which network interface.',
  fields: (t) => ({
    virtualMachineId: t.id(machineField),
    nicId: t.id({ required: true, description: 'The network interface: typed id or UUID.' }),
    ipAddress: t.string({ required: true, description: 'The address, one of `Nic.secondaryIpAddresses`.' }),
    waitSeconds: t.int(waitField),
  }),
});

mutation({
  name: 'removeNicAddress',
  description: 'Takes a further address from a network interface.',
  input: RemoveNicAddressInput,
  validate: z.object({ ipAddress: ipv4Address, ...waitRule }),
  success,
  errors: [InvalidInputError, NotFoundError, ForbiddenError, ConflictError, JobFailedError],
  run: async (input, context) => {
    const { id, nic } = await requireNic(context, input);
    const address = secondaryAddresses(nic).find((item) => item.ipaddress === input.ipAddress);
    if (!address?.id) {
      throw new InvalidInputError([
        { path: ['input', 'ipAddress'], message: 'The interface has no such further address (`Nic.secondaryIpAddresses`).' },
      ]);
    }
    const options = { typename: 'VirtualMachine', id, input, waitSeconds: input.waitSeconds };
    const { job } = await startJob(context, 'removeIpFromNic', { id: address.id }, options);
    return { id, job };
  },
});
