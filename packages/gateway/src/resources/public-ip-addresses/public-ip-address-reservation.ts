import { builder } from '../../builder.ts';
import type { GatewayContext } from '../../context.ts';
import { ForbiddenError, InvalidInputError, InvalidStateError, LimitExceededError, NotFoundError } from '../../errors.ts';
import { typedId, uuidOf } from '../../ids.ts';
import { mutation } from '../../mutation.ts';
import { ownerFields, ownerParameters } from '../../ownership.ts';
import { goneId, idField, type Outcome, type SuccessBuilder } from '../../payloads.ts';
import { requireAllowed } from '../../rules.ts';
import { runAction } from '../../run-command.ts';
import { type PublicIpAddressRow, publicIpAddresses } from './public-ip-address-loader.ts';
import { changedPublicIpAddress, requirePublicIpAddress } from './public-ip-address-mutations.ts';
import { publicIpAddressRules } from './public-ip-address-rules.ts';

const ReservePublicIpAddressInput = builder.inputType('ReservePublicIpAddressInput', {
  description: 'Which free address to keep, and for whom.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The address, of `publicIpAddresses(filter: { state: "Free" })`: typed id or UUID.' }),
    ...ownerFields(t),
  }),
});

const UnreservePublicIpAddressInput = builder.inputType('UnreservePublicIpAddressInput', {
  description: 'Which address to keep no longer.',
  fields: (t) => ({ id: t.id(idField) }),
});

/** An address, also one that nobody has: those are not looked up by their id alone. @throws NotFoundError */
async function requireAnyAddress(context: GatewayContext, id: string): Promise<PublicIpAddressRow> {
  const known = await publicIpAddresses.load(context, id);
  if (known) return known;
  const { rows } = await context.cloud.list('listPublicIpAddresses', { id, allocatedonly: false });
  const [free] = rows;
  if (free) return free;
  throw new NotFoundError('There is no such public address, or you may not see it.', typedId('PublicIpAddress', id));
}

mutation({
  name: 'reservePublicIpAddress',
  description: 'Keeps a free public address for an account or a project, who can acquire it later (`acquirePublicIpAddress(ipAddress:)`).',
  input: ReservePublicIpAddressInput,
  success: (t: SuccessBuilder<Outcome>) => ({ publicIpAddress: changedPublicIpAddress(t) }),
  errors: [InvalidInputError, NotFoundError, ForbiddenError, InvalidStateError, LimitExceededError],
  run: async (input, context) => {
    const id = uuidOf('PublicIpAddress', input.id, ['input', 'id']);
    const parameters = { ...ownerParameters(context.cloud.identity, input), id };
    requireAllowed(publicIpAddressRules, 'RESERVE', await requireAnyAddress(context, id));
    await runAction(context, 'reserveIpAddress', parameters, { typename: 'PublicIpAddress', id, input });
    return { id };
  },
});

mutation({
  name: 'unreservePublicIpAddress',
  description: 'Keeps a public address for nobody any longer: it is free.',
  input: UnreservePublicIpAddressInput,
  success: (t: SuccessBuilder<Outcome>) => ({ publicIpAddressId: goneId(t, 'PublicIpAddress') }),
  errors: [NotFoundError, ForbiddenError, InvalidStateError],
  run: async (input, context) => {
    const id = uuidOf('PublicIpAddress', input.id, ['input', 'id']);
    requireAllowed(publicIpAddressRules, 'UNRESERVE', await requirePublicIpAddress(context, id));
    await runAction(context, 'releaseIpAddress', { id }, { typename: 'PublicIpAddress', id, input });
    return { id };
  },
});
