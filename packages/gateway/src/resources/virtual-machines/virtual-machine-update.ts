import * as z from 'zod';
import { builder } from '../../builder.ts';
import { ConflictError, ForbiddenError, InvalidInputError, InvalidStateError, NotFoundError } from '../../errors.ts';
import { optionalUuidOf, uuidOf, uuidsOf } from '../../ids.ts';
import { mutation } from '../../mutation.ts';
import { idField, type Outcome, type SuccessBuilder } from '../../payloads.ts';
import { requireAllowed } from '../../rules.ts';
import { runAction } from '../../run-command.ts';
import { hostName, text } from '../../validation/text.ts';
import { requireVirtualMachine } from './virtual-machine-loader.ts';
import { changedVirtualMachine } from './virtual-machine-payload.ts';
import { virtualMachineRules } from './virtual-machine-rules.ts';

const UpdateVirtualMachineInput = builder.inputType('UpdateVirtualMachineInput', {
  description: 'What to change of a machine. What is left out stays.',
  fields: (t) => ({
    id: t.id(idField),
    displayName: t.string({ description: 'The name for people, 1 to 255 characters.' }),
    name: t.string({ description: 'The host name: 1 to 63 letters, digits and hyphens. The guest takes it at its next start.' }),
    group: t.string({ description: 'The instance group; an empty text takes it out of its group.' }),
    osTypeId: t.id({ description: 'The operating system that CloudStack takes it for.' }),
    isHighlyAvailable: t.boolean({ description: 'Whether it is started again when its host fails.' }),
    isDynamicallyScalable: t.boolean({ description: 'Whether it can be scaled while it runs; changed while it is stopped.' }),
    isDeleteProtected: t.boolean({ description: 'Whether it is protected from deletion.' }),
    securityGroupIds: t.idList({ description: 'All its security groups from now on; changed while it is stopped.' }),
  }),
});

mutation({
  name: 'updateVirtualMachine',
  description: 'Changes names, group and settings of a machine.',
  input: UpdateVirtualMachineInput,
  validate: z.object({ displayName: text().min(1, 'Must not be empty.').nullish(), name: hostName.nullish(), group: text().nullish() }),
  success: (t: SuccessBuilder<Outcome>) => ({ virtualMachine: changedVirtualMachine(t) }),
  errors: [InvalidInputError, NotFoundError, ForbiddenError],
  run: async (input, context) => {
    const id = uuidOf('VirtualMachine', input.id, ['input', 'id']);
    const changes = {
      displayname: input.displayName ?? undefined,
      name: input.name ?? undefined,
      group: input.group ?? undefined,
      ostypeid: optionalUuidOf('OsType', input.osTypeId, ['input', 'osTypeId']),
      haenable: input.isHighlyAvailable ?? undefined,
      isdynamicallyscalable: input.isDynamicallyScalable ?? undefined,
      deleteprotection: input.isDeleteProtected ?? undefined,
      securitygroupids: input.securityGroupIds
        ? uuidsOf('SecurityGroup', input.securityGroupIds, ['input', 'securityGroupIds'])
        : undefined,
    };
    if (Object.values(changes).every((value) => value === undefined)) {
      throw new InvalidInputError([{ path: ['input'], message: 'Nothing to change: give a name, a group or a setting.' }]);
    }
    await runAction(
      context,
      'updateVirtualMachine',
      { id, ...changes },
      {
        typename: 'VirtualMachine',
        id,
        input,
        argumentPaths: {
          haenable: ['input', 'isHighlyAvailable'],
          deleteprotection: ['input', 'isDeleteProtected'],
          dynamically: ['input', 'isDynamicallyScalable'],
        },
      },
    );
    return { id };
  },
});

const AssignVirtualMachineInput = builder.inputType('AssignVirtualMachineInput', {
  description: 'Which stopped machine to give to whom: an account or a project.',
  fields: (t) => ({
    id: t.id(idField),
    account: t.string({ description: 'The account, by its name.' }),
    domainId: t.id({ description: 'The domain of the account.' }),
    projectId: t.id({ description: 'The project.' }),
    networkIds: t.idList({ description: 'The networks it shall be in then; left out, CloudStack chooses one of the new owner.' }),
  }),
});

mutation({
  name: 'assignVirtualMachine',
  description: 'Gives a stopped machine, with its volumes, to another account or project. Only administrators may.',
  input: AssignVirtualMachineInput,
  validate: z
    .object({ account: text().nullish(), domainId: z.string().nullish(), projectId: z.string().nullish() })
    .superRefine((input, issues) => {
      const refuse = (field: string, message: string) => issues.addIssue({ code: 'custom', path: [field], message });
      if (Boolean(input.account) === Boolean(input.projectId)) refuse('account', 'Give either an account or a project.');
      if (input.account && !input.domainId) refuse('domainId', 'Give the domain of the account, too.');
    }),
  success: (t: SuccessBuilder<Outcome>) => ({ virtualMachine: changedVirtualMachine(t) }),
  errors: [InvalidInputError, NotFoundError, ForbiddenError, InvalidStateError, ConflictError],
  run: async (input, context) => {
    const id = uuidOf('VirtualMachine', input.id, ['input', 'id']);
    const networkids = uuidsOf('Network', input.networkIds ?? [], ['input', 'networkIds']);
    const parameters = {
      virtualmachineid: id,
      account: input.account ?? undefined,
      domainid: optionalUuidOf('Domain', input.domainId, ['input', 'domainId']),
      projectid: optionalUuidOf('Project', input.projectId, ['input', 'projectId']),
      networkids: networkids.length > 0 ? networkids : undefined,
    };
    requireAllowed(virtualMachineRules, 'ASSIGN', await requireVirtualMachine(context, id));
    await runAction(context, 'assignVirtualMachine', parameters, { typename: 'VirtualMachine', id, input });
    return { id };
  },
});
