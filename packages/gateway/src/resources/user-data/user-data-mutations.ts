import * as z from 'zod';
import { builder } from '../../builder.ts';
import { ConflictError, ForbiddenError, InvalidInputError, InvalidStateError, NotFoundError } from '../../errors.ts';
import { uuidOf } from '../../ids.ts';
import { mutation } from '../../mutation.ts';
import { ownerFields, ownerOf, ownerParameters } from '../../ownership.ts';
import { goneId, idField, type Outcome, type SuccessBuilder } from '../../payloads.ts';
import { requireRow } from '../../require-row.ts';
import { requireAllowed } from '../../rules.ts';
import { runAction } from '../../run-command.ts';
import { userDataBase64 } from '../../validation/encoded.ts';
import { resourceName, text } from '../../validation/text.ts';
import { requireVirtualMachine } from '../virtual-machines/virtual-machine-loader.ts';
import { changedVirtualMachine } from '../virtual-machines/virtual-machine-payload.ts';
import { virtualMachineRules } from '../virtual-machines/virtual-machine-rules.ts';
import { userData } from './user-data-loader.ts';
import { UserData } from './user-data-type.ts';

const RegisterUserDataInput = builder.inputType('RegisterUserDataInput', {
  description: 'The user data to keep under a name.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'The name, unique in the account.' }),
    content: t.string({ required: true, description: 'The data, Base64 encoded, at most 32 KiB decoded.' }),
    parameters: t.stringList({ description: 'Names of the variables in it (`{{ name }}`) that are filled in when it is used.' }),
    ...ownerFields(t),
  }),
});

const DeleteUserDataInput = builder.inputType('DeleteUserDataInput', {
  description: 'Which user data to delete.',
  fields: (t) => ({ id: t.id(idField) }),
});

const ResetVirtualMachineUserDataInput = builder.inputType('ResetVirtualMachineUserDataInput', {
  description: 'Which stopped machine to give other user data: some that is kept, or a text.',
  fields: (t) => ({
    id: t.id(idField),
    userDataId: t.id({ description: 'User data that is kept.' }),
    content: t.string({ description: 'The data, Base64 encoded, at most 32 KiB decoded.' }),
  }),
});

const words = { typename: 'UserData', words: 'user data' };

mutation({
  name: 'registerUserData',
  description: 'Keeps user data under a name.',
  input: RegisterUserDataInput,
  validate: z.object({ name: resourceName(), content: userDataBase64, parameters: z.array(text().min(1, 'Must not be empty.')).nullish() }),
  success: (t: SuccessBuilder<Outcome>) => ({
    userData: t.field({
      type: UserData,
      description: 'The user data.',
      resolve: (outcome, _args, context) => requireRow(context, userData, words, outcome.id),
    }),
  }),
  errors: [InvalidInputError, ForbiddenError, ConflictError],
  run: async (input, context) => {
    const parameters = {
      ...ownerParameters(context.cloud.identity, input),
      name: input.name,
      userdata: input.content.replace(/\s+/g, ''),
      params: input.parameters?.length ? input.parameters.join() : undefined,
    };
    const options = { typename: 'UserData', input, argumentPaths: { userdata: ['input', 'content'] } };
    const { id } = await runAction(context, 'registerUserData', parameters, options);
    return { id };
  },
});

mutation({
  name: 'deleteUserData',
  description: 'Deletes user data that is kept. Machines keep what they have.',
  input: DeleteUserDataInput,
  success: (t: SuccessBuilder<Outcome>) => ({ userDataId: goneId(t, 'UserData') }),
  errors: [NotFoundError, ForbiddenError, InvalidInputError],
  run: async (input, context) => {
    const id = uuidOf('UserData', input.id, ['input', 'id']);
    const row = await requireRow(context, userData, words, id);
    const parameters = { ...ownerOf(context.cloud.identity, row), id };
    await runAction(context, 'deleteUserData', parameters, { typename: 'UserData', id, input });
    return { id };
  },
});

mutation({
  name: 'resetVirtualMachineUserData',
  description: 'Gives a stopped machine other user data; the guest takes it at its next start. The default role User may not.',
  input: ResetVirtualMachineUserDataInput,
  validate: z
    .object({ userDataId: z.string().nullish(), content: userDataBase64.nullish() })
    .refine((input) => Boolean(input.userDataId) !== Boolean(input.content), {
      path: ['userDataId'],
      message: 'Give either user data that is kept, or a text (`content`).',
    }),
  success: (t: SuccessBuilder<Outcome>) => ({ virtualMachine: changedVirtualMachine(t) }),
  errors: [InvalidInputError, NotFoundError, ForbiddenError, InvalidStateError],
  run: async (input, context) => {
    const id = uuidOf('VirtualMachine', input.id, ['input', 'id']);
    const parameters = {
      id,
      userdataid: input.userDataId ? uuidOf('UserData', input.userDataId, ['input', 'userDataId']) : undefined,
      userdata: input.content?.replace(/\s+/g, ''),
    };
    requireAllowed(virtualMachineRules, 'RESET_USER_DATA', await requireVirtualMachine(context, id));
    await runAction(context, 'resetUserDataForVirtualMachine', parameters, {
      typename: 'VirtualMachine',
      id,
      input,
      argumentPaths: { userdata: ['input', 'content'], userdataid: ['input', 'userDataId'] },
    });
    return { id };
  },
});
