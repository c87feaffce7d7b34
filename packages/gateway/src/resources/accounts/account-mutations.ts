import * as z from 'zod';
import { builder } from '../../builder.ts';
import { optionalUuidOf } from '../../ids.ts';
import { idField } from '../../payloads.ts';
import { personFields, personParameters, personRules } from '../../person-input.ts';
import { directCreation, directMutation, jobMutation, type Kind, touching } from '../../resource-mutations.ts';
import { resourceName, text } from '../../validation/text.ts';
import { type AccountRow, accounts } from './account-loader.ts';
import { accountRules } from './account-rules.ts';
import { Account } from './account-type.ts';

const kind: Kind<AccountRow> = {
  typename: 'Account',
  words: 'account',
  field: 'account',
  type: Account,
  loader: accounts,
  rules: accountRules,
};

const CreateAccountInput = builder.inputType('CreateAccountInput', {
  description: 'The account to create, with its first user.',
  fields: (t) => ({
    name: t.string({ description: "The name of the account; left out: the user's." }),
    roleId: t.id({ required: true, description: 'What its users may do: a role.' }),
    domainId: t.id({ description: 'The domain it shall lie in; left out: the own one.' }),
    networkDomain: t.string({ description: 'The DNS domain of its networks.' }),
    ...personFields(t),
  }),
});

const UpdateAccountInput = builder.inputType('UpdateAccountInput', {
  description: 'What to change of an account. What is left out stays.',
  fields: (t) => ({
    id: t.id(idField),
    name: t.string({ description: 'The new name.' }),
    roleId: t.id({ description: 'Another role.' }),
    networkDomain: t.string({ description: 'The DNS domain of its networks.' }),
  }),
});

directCreation(kind, {
  name: 'createAccount',
  description: 'Creates an account with its first user.',
  input: CreateAccountInput,
  validate: z.object({ name: resourceName().nullish(), networkDomain: text().nullish(), ...personRules }),
  command: 'createAccount',
  argumentPaths: { account: ['input', 'name'], timezone: ['input', 'timeZone'] },
  parameters: (input) => ({
    ...personParameters(input),
    account: input.name ?? undefined,
    roleid: optionalUuidOf('Role', input.roleId, ['input', 'roleId']),
    domainid: optionalUuidOf('Domain', input.domainId, ['input', 'domainId']),
    networkdomain: input.networkDomain ?? undefined,
  }),
});

directMutation(kind, {
  name: 'updateAccount',
  description: 'Changes the name, role or DNS domain of an account.',
  input: UpdateAccountInput,
  validate: z.object({ name: resourceName().nullish(), networkDomain: text().nullish() }),
  action: 'UPDATE',
  command: 'updateAccount',
  argumentPaths: { newname: ['input', 'name'] },
  parameters: (row, input) => ({
    id: row.id,
    newname: input.name ?? undefined,
    roleid: optionalUuidOf('Role', input.roleId, ['input', 'roleId']),
    networkdomain: input.networkDomain ?? undefined,
  }),
});

directMutation(kind, {
  name: 'enableAccount',
  description: 'Lets the users of an account sign in again. Its machines stay as they are.',
  action: 'ENABLE',
  command: 'enableAccount',
});

jobMutation(kind, {
  name: 'disableAccount',
  description: 'Keeps the users of an account out, and stops its machines.',
  action: 'DISABLE',
  command: 'disableAccount',
  parameters: (row) => ({ id: row.id, lock: false }),
});

jobMutation(kind, {
  name: 'lockAccount',
  description: 'Keeps the users of an account out; its machines go on.',
  action: 'LOCK',
  // `lockAccount` knows accounts by name only.
  command: 'disableAccount',
  parameters: (row) => ({ id: row.id, lock: true }),
});

jobMutation(kind, {
  name: 'deleteAccount',
  description: 'Deletes an account with its users and all that it has, for good.',
  action: 'DELETE',
  gone: true,
  command: 'deleteAccount',
  touches: (row) => touching('Domain', row.domainid),
});
