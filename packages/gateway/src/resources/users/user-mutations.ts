import * as z from 'zod';
import { builder } from '../../builder.ts';
import { ForbiddenError, InvalidInputError, NotFoundError } from '../../errors.ts';
import { uuidOf } from '../../ids.ts';
import { mutation } from '../../mutation.ts';
import { idField, type Outcome, type SuccessBuilder } from '../../payloads.ts';
import { personFields, personParameters, personRules } from '../../person-input.ts';
import { requireRow } from '../../require-row.ts';
import { directCreation, directMutation, jobMutation, type Kind, touching } from '../../resource-mutations.ts';
import { runAction } from '../../run-command.ts';
import { accounts } from '../accounts/account-loader.ts';
import { userRules } from '../accounts/account-rules.ts';
import { type UserRow, users } from './user-loader.ts';
import { User } from './user-type.ts';

const kind: Kind<UserRow> = { typename: 'User', words: 'user', field: 'user', type: User, loader: users, rules: userRules };

const CreateUserInput = builder.inputType('CreateUserInput', {
  description: 'The user to add to an account.',
  fields: (t) => ({
    accountId: t.id({ required: true, description: 'The account: typed id or UUID.' }),
    ...personFields(t),
  }),
});

const UpdateUserInput = builder.inputType('UpdateUserInput', {
  description: 'What to change of a user. What is left out stays.',
  fields: (t) => ({
    id: t.id(idField),
    username: t.string({ description: 'The new name to sign in with.' }),
    firstName: t.string({ description: 'First name.' }),
    lastName: t.string({ description: 'Last name.' }),
    email: t.string({ description: 'The address to write to.' }),
    timeZone: t.string({ description: 'Time zone, like `Europe/Paris`.' }),
    password: t.string({ description: 'A new password.' }),
    currentPassword: t.string({ description: "The password up to now; with `password`, where it is one's own." }),
  }),
});

const RegisterUserKeysInput = builder.inputType('RegisterUserKeysInput', {
  description: 'Whose API keys to make anew.',
  fields: (t) => ({ id: t.id(idField) }),
});

directCreation(kind, {
  name: 'createUser',
  description: 'Adds a user to an account.',
  input: CreateUserInput,
  validate: z.object(personRules),
  command: 'createUser',
  argumentPaths: { account: ['input', 'accountId'], timezone: ['input', 'timeZone'] },
  touches: (input) => touching('Account', uuidOf('Account', input.accountId, ['input', 'accountId'])),
  parameters: async (input, context) => {
    const id = uuidOf('Account', input.accountId, ['input', 'accountId']);
    // CloudStack knows the account of a new user by name and domain only.
    const account = await requireRow(context, accounts, { typename: 'Account', words: 'account' }, id);
    return { ...personParameters(input), account: account.name ?? '', domainid: account.domainid };
  },
});

directMutation(kind, {
  name: 'updateUser',
  description: "Changes a user's names, address or password.",
  input: UpdateUserInput,
  validate: z.object({
    username: personRules.username.nullish(),
    firstName: personRules.firstName.nullish(),
    lastName: personRules.lastName.nullish(),
    email: personRules.email.nullish(),
    timeZone: personRules.timeZone,
    password: personRules.password.nullish(),
  }),
  action: 'UPDATE',
  command: 'updateUser',
  parameters: (row, input) => ({
    id: row.id,
    username: input.username ?? undefined,
    firstname: input.firstName ?? undefined,
    lastname: input.lastName ?? undefined,
    email: input.email ?? undefined,
    timezone: input.timeZone ?? undefined,
    password: input.password ?? undefined,
    currentpassword: input.currentPassword ?? undefined,
  }),
});

directMutation(kind, {
  name: 'enableUser',
  description: 'Lets a user sign in again.',
  action: 'ENABLE',
  command: 'enableUser',
});

jobMutation(kind, {
  name: 'disableUser',
  description: 'Keeps a user out until it is enabled.',
  action: 'DISABLE',
  command: 'disableUser',
});

directMutation(kind, {
  name: 'lockUser',
  description: 'Keeps a user out until it is enabled; meant for a while.',
  action: 'LOCK',
  command: 'lockUser',
});

directMutation(kind, {
  name: 'deleteUser',
  description: 'Deletes a user. What its account has stays.',
  action: 'DELETE',
  gone: true,
  command: 'deleteUser',
  touches: (row) => touching('Account', row.accountid),
});

mutation({
  name: 'registerUserKeys',
  description: 'Makes new API keys for a user; those of before end at once. Both keys are in the answer, the secret one nowhere else.',
  input: RegisterUserKeysInput,
  success: (t: SuccessBuilder<Outcome & { apiKey: string; secretKey: string }>) => ({
    user: t.field({
      type: User,
      description: 'The user.',
      resolve: (outcome, _args, context) => requireRow(context, users, kind, outcome.id),
    }),
    apiKey: t.exposeString('apiKey', { description: 'The API key.' }),
    secretKey: t.exposeString('secretKey', { description: 'The secret key. It is shown once: keep it.' }),
  }),
  errors: [NotFoundError, ForbiddenError, InvalidInputError],
  run: async (input, context) => {
    const id = uuidOf('User', input.id, ['input', 'id']);
    await requireRow(context, users, kind, id);
    const keys = await runAction(context, 'registerUserKeys', { id }, { typename: 'User', id, input });
    const { apikey, secretkey } = keys as { apikey?: string; secretkey?: string };
    return { id, apiKey: apikey ?? '', secretKey: secretkey ?? '' };
  },
});
