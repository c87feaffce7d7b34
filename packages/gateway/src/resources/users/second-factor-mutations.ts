import { builder } from '../../builder.ts';
import { ForbiddenError, InvalidInputError, NotFoundError } from '../../errors.ts';
import { uuidOf } from '../../ids.ts';
import { mutation } from '../../mutation.ts';
import { idField, type Outcome, type SuccessBuilder } from '../../payloads.ts';
import { requireRow } from '../../require-row.ts';
import { runAction } from '../../run-command.ts';
import { users } from './user-loader.ts';
import { User } from './user-type.ts';

const SecondFactorKindEnum = builder.enumType('SecondFactorKind', {
  description: 'What a user shows besides the password.',
  values: {
    TOTP: { description: 'Codes of an authenticator app.' },
    STATIC_PIN: { description: 'A fixed PIN that CloudStack deals out.' },
  } as const,
});

const SetUpSecondFactorInput = builder.inputType('SetUpSecondFactorInput', {
  description: 'Which second factor the caller shall have.',
  fields: (t) => ({ kind: t.field({ type: SecondFactorKindEnum, required: true, description: 'What it shall be.' }) }),
});

const RemoveSecondFactorInput = builder.inputType('RemoveSecondFactorInput', {
  description: 'Whose second factor to take away: the own, or for administrators that of somebody below them.',
  fields: (t) => ({ id: t.id(idField) }),
});

const providers = { TOTP: 'totp', STATIC_PIN: 'staticpin' } as const;
const words = { typename: 'User', words: 'user' };

const user = <S extends Outcome>(t: SuccessBuilder<S>) =>
  t.field({
    type: User,
    description: 'The user.',
    resolve: (outcome, _args, context) => requireRow(context, users, words, outcome.id),
  });

mutation({
  name: 'setUpSecondFactor',
  description:
    'Gives the caller a second factor. It counts once a code of it was accepted (`verifySecondFactor`). The secret is in the answer only.',
  input: SetUpSecondFactorInput,
  success: (t: SuccessBuilder<Outcome & { secret: string }>) => ({
    user: user(t),
    secret: t.exposeString('secret', { description: 'What the authenticator app is told (Base32), or the PIN. It is shown once.' }),
  }),
  errors: [InvalidInputError, ForbiddenError, NotFoundError],
  run: async (input, context) => {
    const id = context.cloud.identity.key;
    const options = { typename: 'User', id, input, argumentPaths: { provider: ['input', 'kind'] } };
    const made = await runAction(context, 'setupUserTwoFactorAuthentication', { provider: providers[input.kind] }, options);
    return { id, secret: (made as { secretcode?: string }).secretcode ?? '' };
  },
});

mutation({
  name: 'removeSecondFactor',
  description: 'Takes the second factor of a user away: signing in takes the password alone.',
  input: RemoveSecondFactorInput,
  success: (t: SuccessBuilder<Outcome>) => ({ user: user(t) }),
  errors: [InvalidInputError, ForbiddenError, NotFoundError],
  run: async (input, context) => {
    const id = uuidOf('User', input.id, ['input', 'id']);
    await requireRow(context, users, words, id);
    await runAction(context, 'setupUserTwoFactorAuthentication', { enable: false, userid: id }, { typename: 'User', id, input });
    return { id };
  },
});
