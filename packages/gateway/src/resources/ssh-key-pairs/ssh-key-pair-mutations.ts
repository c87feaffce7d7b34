import * as z from 'zod';
import { builder } from '../../builder.ts';
import { ConflictError, ForbiddenError, InvalidInputError, LimitExceededError, NotFoundError } from '../../errors.ts';
import { uuidOf } from '../../ids.ts';
import { mutation } from '../../mutation.ts';
import { ownerFields, ownerOf, ownerParameters } from '../../ownership.ts';
import { goneId, idField, type Outcome, type SuccessBuilder } from '../../payloads.ts';
import { requireRow } from '../../require-row.ts';
import { runAction } from '../../run-command.ts';
import { sshPublicKey } from '../../validation/encoded.ts';
import { resourceName } from '../../validation/text.ts';
import { sshKeyPairs } from './ssh-key-pair-loader.ts';
import { SshKeyPair } from './ssh-key-pair-type.ts';

const CreateSshKeyPairInput = builder.inputType('CreateSshKeyPairInput', {
  description: 'The key pair that CloudStack shall make.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'The name, unique in the account.' }),
    ...ownerFields(t),
  }),
});

const RegisterSshKeyPairInput = builder.inputType('RegisterSshKeyPairInput', {
  description: 'The public key to register.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'The name, unique in the account.' }),
    publicKey: t.string({ required: true, description: 'The public key, as in the file that ends in `.pub`.' }),
    ...ownerFields(t),
  }),
});

const DeleteSshKeyPairInput = builder.inputType('DeleteSshKeyPairInput', {
  description: 'Which key pair to delete. Machines keep the keys that they have.',
  fields: (t) => ({ id: t.id(idField) }),
});

const words = { typename: 'SshKeyPair', words: 'SSH key pair' };

const made = <S extends Outcome>(t: SuccessBuilder<S>) =>
  t.field({
    type: SshKeyPair,
    description: 'The key pair.',
    resolve: (outcome, _args, context) => requireRow(context, sshKeyPairs, words, outcome.id),
  });

mutation({
  name: 'createSshKeyPair',
  description: 'Has CloudStack make a key pair. The private key is in the answer, and nowhere else: keep it.',
  input: CreateSshKeyPairInput,
  validate: z.object({ name: resourceName() }),
  success: (t: SuccessBuilder<Outcome & { privateKey: string }>) => ({
    sshKeyPair: made(t),
    privateKey: t.exposeString('privateKey', { description: 'The private key (PEM). It is shown once.' }),
  }),
  errors: [InvalidInputError, ForbiddenError, ConflictError, LimitExceededError],
  run: async (input, context) => {
    const parameters = { ...ownerParameters(context.cloud.identity, input), name: input.name };
    const pair = await runAction(context, 'createSSHKeyPair', parameters, { typename: 'SshKeyPair', input });
    return { id: pair.id, privateKey: pair.privatekey ?? '' };
  },
});

mutation({
  name: 'registerSshKeyPair',
  description: 'Registers a public key that was made elsewhere.',
  input: RegisterSshKeyPairInput,
  validate: z.object({ name: resourceName(), publicKey: sshPublicKey }),
  success: (t: SuccessBuilder<Outcome>) => ({ sshKeyPair: made(t) }),
  errors: [InvalidInputError, ForbiddenError, ConflictError, LimitExceededError],
  run: async (input, context) => {
    const parameters = { ...ownerParameters(context.cloud.identity, input), name: input.name, publickey: input.publicKey.trim() };
    const pair = await runAction(context, 'registerSSHKeyPair', parameters, { typename: 'SshKeyPair', input });
    return { id: pair.id };
  },
});

mutation({
  name: 'deleteSshKeyPair',
  description: 'Deletes a key pair. Machines keep the keys that they have.',
  input: DeleteSshKeyPairInput,
  success: (t: SuccessBuilder<Outcome>) => ({ sshKeyPairId: goneId(t, 'SshKeyPair') }),
  errors: [NotFoundError, ForbiddenError],
  run: async (input, context) => {
    const id = uuidOf('SshKeyPair', input.id, ['input', 'id']);
    // CloudStack knows key pairs by name and owner only.
    const pair = await requireRow(context, sshKeyPairs, words, id);
    const parameters = { ...ownerOf(context.cloud.identity, pair), name: pair.name ?? '' };
    await runAction(context, 'deleteSSHKeyPair', parameters, { typename: 'SshKeyPair', id, input });
    return { id };
  },
});
