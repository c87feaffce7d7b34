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
import { optionalUuidOf, typedId, uuidOf, uuidsOf } from '../../ids.ts';
import { mutation } from '../../mutation.ts';
import { goneId, idField, type JobOutcome, type SuccessBuilder, startedJob, waitField, waitRule } from '../../payloads.ts';
import { requireAllowed } from '../../rules.ts';
import { startJob } from '../../run-command.ts';
import { cpuCount, cpuSpeedMhz, memoryMib, sizeGib } from '../../validation/quantities.ts';
import { text } from '../../validation/text.ts';
import { serviceOfferings } from '../service-offerings/service-offering-loader.ts';
import { requireVirtualMachine } from './virtual-machine-loader.ts';
import { actOnMachine, VirtualMachineActionInput } from './virtual-machine-mutations.ts';
import { changedVirtualMachine } from './virtual-machine-payload.ts';
import { virtualMachineRules } from './virtual-machine-rules.ts';

const ScaleVirtualMachineInput = builder.inputType('ScaleVirtualMachineInput', {
  description: 'Which machine to give another size.',
  fields: (t) => ({
    id: t.id(idField),
    serviceOfferingId: t.id({ required: true, description: 'The new service offering.' }),
    cpuCount: t.int({ description: 'Virtual CPUs, where the offering leaves it open.' }),
    cpuSpeedMhz: t.int({ description: 'Speed of each CPU in MHz, where the offering leaves it open.' }),
    memoryMib: t.int({ description: 'Memory in MiB, where the offering leaves it open.' }),
    waitSeconds: t.int(waitField),
  }),
});

const RestoreVirtualMachineInput = builder.inputType('RestoreVirtualMachineInput', {
  description: 'Which machine to set up anew. What is on its root disk is lost; data disks stay.',
  fields: (t) => ({
    id: t.id(idField),
    templateId: t.id({ description: 'The template of the new root disk; left out, the one it was made from.' }),
    rootDiskSizeGib: t.int({ description: 'Size of the new root disk in GiB.' }),
    waitSeconds: t.int(waitField),
  }),
});

const ResetVirtualMachinePasswordInput = builder.inputType('ResetVirtualMachinePasswordInput', {
  description: 'Which stopped machine to give a new password.',
  fields: (t) => ({
    id: t.id(idField),
    password: t.string({ description: 'The new password; left out, CloudStack makes one.' }),
    waitSeconds: t.int(waitField),
  }),
});

const ResetVirtualMachineSshKeysInput = builder.inputType('ResetVirtualMachineSshKeysInput', {
  description: 'Which stopped machine to give other SSH keys.',
  fields: (t) => ({
    id: t.id(idField),
    keyPairs: t.stringList({ required: true, description: 'Names of the SSH key pairs, one at least.' }),
    waitSeconds: t.int(waitField),
  }),
});

const SetVirtualMachineAffinityGroupsInput = builder.inputType('SetVirtualMachineAffinityGroupsInput', {
  description: 'Which stopped machine to put into which affinity groups.',
  fields: (t) => ({
    id: t.id(idField),
    affinityGroupIds: t.idList({ required: true, description: 'All its groups from now on; an empty list takes it out of all.' }),
    waitSeconds: t.int(waitField),
  }),
});

const MigrateVirtualMachineInput = builder.inputType('MigrateVirtualMachineInput', {
  description: 'Which running machine to move to another host. Only administrators may.',
  fields: (t) => ({
    id: t.id(idField),
    hostId: t.id({ description: 'The host it shall run on; left out, CloudStack chooses.' }),
    waitSeconds: t.int(waitField),
  }),
});

const success = (t: SuccessBuilder<JobOutcome>) => ({ virtualMachine: changedVirtualMachine(t), job: startedJob(t) });
const onlyWait = z.object(waitRule);

/** A customized offering wants all three figures, others none of them; CloudStack does not say which argument it misses. */
async function customFigures(context: GatewayContext, offeringId: string, input: typeof ScaleVirtualMachineInput.$inferInput) {
  const offering = await serviceOfferings.load(context, offeringId);
  if (!offering)
    throw new NotFoundError('There is no such service offering, or you may not use it.', typedId('ServiceOffering', offeringId));
  const given = { cpuNumber: input.cpuCount, cpuSpeed: input.cpuSpeedMhz, memory: input.memoryMib };
  const figures = Object.entries(given).flatMap(([key, value]) => (typeof value === 'number' ? [[key, String(value)] as const] : []));
  if (!offering.iscustomized && figures.length > 0) {
    throw new InvalidInputError([
      {
        path: ['input', 'serviceOfferingId'],
        message: `The offering "${offering.name}" has figures of its own. Leave CPU and memory out.`,
      },
    ]);
  }
  const missing = [
    ...(input.cpuCount || offering.cpunumber ? [] : ['cpuCount']),
    ...(input.memoryMib || offering.memory ? [] : ['memoryMib']),
  ];
  if (offering.iscustomized && missing.length > 0) {
    throw new InvalidInputError(
      missing.map((field) => ({ path: ['input', field], message: `The offering "${offering.name}" leaves this to you. Give it.` })),
    );
  }
  return figures.length === 0 ? {} : { details: [Object.fromEntries(figures)] };
}

mutation({
  name: 'scaleVirtualMachine',
  description: 'Gives a machine another size: stopped, or running where it can be scaled so.',
  input: ScaleVirtualMachineInput,
  validate: z.object({
    cpuCount: cpuCount.nullish(),
    cpuSpeedMhz: cpuSpeedMhz.nullish(),
    memoryMib: memoryMib.nullish(),
    ...waitRule,
  }),
  success,
  errors: [InvalidInputError, NotFoundError, ForbiddenError, InvalidStateError, LimitExceededError, JobFailedError],
  run: async (input, context) => {
    const serviceofferingid = uuidOf('ServiceOffering', input.serviceOfferingId, ['input', 'serviceOfferingId']);
    const details = await customFigures(context, serviceofferingid, input);
    return actOnMachine(context, 'scaleVirtualMachine', 'SCALE', input, { serviceofferingid, ...details });
  },
});

mutation({
  name: 'restoreVirtualMachine',
  description: 'Sets a machine up anew from its template, or another one: its root disk is replaced, what was on it is lost.',
  input: RestoreVirtualMachineInput,
  validate: z.object({ rootDiskSizeGib: sizeGib.nullish(), ...waitRule }),
  success,
  errors: [InvalidInputError, NotFoundError, ForbiddenError, InvalidStateError, LimitExceededError, JobFailedError],
  run: async (input, context) => {
    const id = uuidOf('VirtualMachine', input.id, ['input', 'id']);
    requireAllowed(virtualMachineRules, 'RESTORE', await requireVirtualMachine(context, id));
    const { job } = await startJob(
      context,
      'restoreVirtualMachine',
      {
        virtualmachineid: id,
        templateid: optionalUuidOf('Template', input.templateId, ['input', 'templateId']),
        rootdisksize: input.rootDiskSizeGib ?? undefined,
      },
      {
        typename: 'VirtualMachine',
        id,
        input,
        waitSeconds: input.waitSeconds,
        argumentPaths: { rootdisksize: ['input', 'rootDiskSizeGib'], virtualmachineid: ['input', 'id'] },
      },
    );
    return { id, job };
  },
});

mutation({
  name: 'resetVirtualMachinePassword',
  description: 'Gives a stopped machine a new password; its template must allow that. The guest takes it at its next start.',
  input: ResetVirtualMachinePasswordInput,
  validate: z.object({ password: text(100).min(1, 'Must not be empty. Leave it out to have one made.').nullish(), ...waitRule }),
  success: (t: SuccessBuilder<JobOutcome & { password: string | null }>) => ({
    virtualMachine: changedVirtualMachine(t),
    password: t.exposeString('password', {
      nullable: true,
      description: 'The new password. It is shown once, and only here: null when the job was not waited for (`waitSeconds`).',
    }),
    job: startedJob(t),
  }),
  errors: [InvalidInputError, NotFoundError, ForbiddenError, InvalidStateError, JobFailedError],
  run: async (input, context) => {
    const id = uuidOf('VirtualMachine', input.id, ['input', 'id']);
    requireAllowed(virtualMachineRules, 'RESET_PASSWORD', await requireVirtualMachine(context, id, ['tmpl']));
    const { job, result } = await startJob(
      context,
      'resetPasswordForVirtualMachine',
      { id, password: input.password ?? undefined },
      { typename: 'VirtualMachine', id, input, waitSeconds: input.waitSeconds },
    );
    return { id, job, password: result?.password ?? null };
  },
});

mutation({
  name: 'resetVirtualMachineSshKeys',
  description: 'Gives a stopped machine other SSH keys. The guest takes them at its next start; a password that was kept is lost.',
  input: ResetVirtualMachineSshKeysInput,
  validate: z.object({ keyPairs: z.array(text()).min(1, 'Name one key pair at least.'), ...waitRule }),
  success,
  errors: [InvalidInputError, NotFoundError, ForbiddenError, InvalidStateError, JobFailedError],
  run: (input, context) => actOnMachine(context, 'resetSSHKeyForVirtualMachine', 'RESET_SSH_KEY', input, { keypairs: [...input.keyPairs] }),
});

mutation({
  name: 'setVirtualMachineAffinityGroups',
  description: 'Puts a stopped machine into other affinity groups: all that it is in from now on.',
  input: SetVirtualMachineAffinityGroupsInput,
  validate: onlyWait,
  success,
  errors: [InvalidInputError, NotFoundError, ForbiddenError, InvalidStateError, JobFailedError],
  run: async (input, context) => {
    // As a text: an empty list is a value here, and CloudStack takes it so.
    const affinitygroupids = uuidsOf('AffinityGroup', input.affinityGroupIds, ['input', 'affinityGroupIds']).join();
    return actOnMachine(context, 'updateVMAffinityGroup', 'SET_AFFINITY_GROUPS', input, { affinitygroupids });
  },
});

mutation({
  name: 'migrateVirtualMachine',
  description: 'Moves a running machine to another host while it runs. Only administrators may.',
  input: MigrateVirtualMachineInput,
  validate: onlyWait,
  success,
  errors: [InvalidInputError, NotFoundError, ForbiddenError, InvalidStateError, ConflictError, JobFailedError],
  run: async (input, context) => {
    const id = uuidOf('VirtualMachine', input.id, ['input', 'id']);
    const hostid = optionalUuidOf('Host', input.hostId, ['input', 'hostId']);
    requireAllowed(virtualMachineRules, 'MIGRATE', await requireVirtualMachine(context, id));
    const { job } = await startJob(
      context,
      'migrateVirtualMachine',
      { virtualmachineid: id, hostid, autoselect: hostid === undefined ? true : undefined },
      { typename: 'VirtualMachine', id, input, waitSeconds: input.waitSeconds },
    );
    return { id, job };
  },
});

mutation({
  name: 'expungeVirtualMachine',
  description: 'Removes a destroyed machine for good, with its root disk.',
  input: VirtualMachineActionInput,
  validate: onlyWait,
  success: (t: SuccessBuilder<JobOutcome>) => ({
    virtualMachineId: goneId(t, 'VirtualMachine'),
    job: startedJob(t),
  }),
  errors: [NotFoundError, ForbiddenError, InvalidStateError, JobFailedError],
  run: (input, context) => actOnMachine(context, 'expungeVirtualMachine', 'EXPUNGE', input, {}),
});
