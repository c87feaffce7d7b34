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
async function machineAndNic(context: GatewayContext, input: { virtualMachineId: string; nicId: string }) {
  const id = uuidOf('VirtualMachine', input.virtualMachineId, ['input', 'virtualMachineId']);
  const nicid = uuidOf('Nic', input.nicId, ['input', 'nicId']);
  const machine = await requireVirtualMachine(context, id, ['nics']);
  const nic = machine.nic?.find((row) => row.id === nicid);
  if (!nic) throw new NotFoundError('The instance has no such network interface.', typedId('Nic', nicid));
  requireAllowed(virtualMachineRules, 'ATTACH', machine);
  if (nic.isdefault) throw new InvalidStateError('This is the default network interface.', machine.state ?? null);
  return { id, nicid };
}

mutation({
  name: 'removeNic',
  description: 'Takes a machine out of a network. The default network interface stays.',
  input: NicActionInput,
  validate: z.object(waitRule),
  success,
  errors: [InvalidInputError, NotFoundError, ForbiddenError, InvalidStateError, JobFailedError],
  run: async (input, context) => {
    const { id, nicid } = await machineAndNic(context, input);
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
    const { id, nicid } = await machineAndNic(context, input);
    const options = { typename: 'VirtualMachine', id, input, waitSeconds: input.waitSeconds };
    const { job } = await startJob(context, 'updateDefaultNicForVirtualMachine', { virtualmachineid: id, nicid }, options);
    return { id, job };
  },
});
