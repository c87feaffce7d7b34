import * as z from 'zod';
import { builder } from '../../builder.ts';
import { optionalUuidOf } from '../../ids.ts';
import { idField, waitField } from '../../payloads.ts';
import { directCreation, directMutation, jobMutation, type Kind } from '../../resource-mutations.ts';
import { resourceName, text } from '../../validation/text.ts';
import { type DomainRow, domains } from './domain-loader.ts';
import { domainRules } from './domain-rules.ts';
import { Domain } from './domain-type.ts';

const kind: Kind<DomainRow> = { typename: 'Domain', words: 'domain', field: 'domain', type: Domain, loader: domains, rules: domainRules };

const CreateDomainInput = builder.inputType('CreateDomainInput', {
  description: 'The domain to create.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'The name, unique in its parent, without a slash.' }),
    parentDomainId: t.id({ description: 'The domain that it shall lie in; left out: the own one.' }),
    networkDomain: t.string({ description: 'The DNS domain of its networks.' }),
  }),
});

const UpdateDomainInput = builder.inputType('UpdateDomainInput', {
  description: 'What to change of a domain. What is left out stays.',
  fields: (t) => ({
    id: t.id(idField),
    name: t.string({ description: 'The new name.' }),
    networkDomain: t.string({ description: 'The DNS domain of its networks.' }),
  }),
});

const DeleteDomainInput = builder.inputType('DeleteDomainInput', {
  description: 'Which domain to delete.',
  fields: (t) => ({
    id: t.id(idField),
    cleanup: t.boolean({
      defaultValue: false,
      description: 'Whether to delete its accounts, with all that they have, and the domains in it. Without this, it must be empty.',
    }),
    waitSeconds: t.int(waitField),
  }),
});

const name = resourceName().refine((value) => !value.includes('/'), 'Must not hold a slash.');

directCreation(kind, {
  name: 'createDomain',
  description: 'Creates a domain.',
  input: CreateDomainInput,
  validate: z.object({ name, networkDomain: text().nullish() }),
  command: 'createDomain',
  parameters: (input) => ({
    name: input.name,
    parentdomainid: optionalUuidOf('Domain', input.parentDomainId, ['input', 'parentDomainId']),
    networkdomain: input.networkDomain ?? undefined,
  }),
});

directMutation(kind, {
  name: 'updateDomain',
  description: 'Changes the name of a domain, or the DNS domain of its networks.',
  input: UpdateDomainInput,
  validate: z.object({ name: name.nullish(), networkDomain: text().nullish() }),
  action: 'UPDATE',
  command: 'updateDomain',
  parameters: (row, input) => ({ id: row.id, name: input.name ?? undefined, networkdomain: input.networkDomain ?? undefined }),
});

jobMutation(kind, {
  name: 'deleteDomain',
  description: 'Deletes a domain, with `cleanup` together with all that is in it.',
  input: DeleteDomainInput,
  action: 'DELETE',
  gone: true,
  command: 'deleteDomain',
  parameters: (row, input) => ({ id: row.id, cleanup: input.cleanup ? true : undefined }),
});
