import { isReadCommand } from '@cloudstack-graph/client';
import { capabilitiesOf } from '../../capabilities.ts';
import type { GatewayContext } from '../../context.ts';
import { ForbiddenError, GatewayError, InvalidInputError } from '../../errors.ts';
import { ownAccount } from '../../identity/viewer-type.ts';
import { domainPath } from '../../interfaces.ts';

/** What the gateway says itself in each call, and what would change whose call it is. */
const OURS = new Set(['command', 'response', 'apikey', 'signature', 'signatureversion', 'expires', 'sessionkey']);
/** Parameters by which CloudStack shows what the caller may not see. */
const UNCHECKED = new Map([
  ['startid', "CloudStack answers it with events that are not checked against the caller's rights. Ask by time."],
]);
/** Commands of signing in and out, which have their own mutations here. */
const NEVER = new Set(['login', 'logout', 'oauthlogin', 'samlsso', 'samlslo', 'validateusertwofactorauthenticationcode']);

/**
 * Calls a command as the caller and answers what CloudStack answered, for what the graph does not model.
 * The operator says who may (`RAW_CALLS`, `RAW_CALL_ACCOUNTS`); changes only with `RAW_CALLS=all`.
 */
export async function rawCall(context: GatewayContext, command: string, parameters: unknown, may: 'read' | 'change'): Promise<unknown> {
  await requirePermission(context, may);
  if (NEVER.has(command.toLowerCase()))
    throw new ForbiddenError(`${command} is not called here: use the mutations for signing in and out.`);
  if (!/^[A-Za-z][A-Za-z0-9]{2,80}$/.test(command))
    throw new InvalidInputError([{ path: ['command'], message: 'Not the name of a command.' }]);
  if (may === 'read' && !isReadCommand(command)) {
    throw new InvalidInputError([{ path: ['command'], message: `${command} changes something: call it by the mutation callCloudStack.` }]);
  }
  const sent = parametersOf(parameters);
  // CloudStack answers a command that it does not know as it answers a wrong signature: that must not end a session.
  const { commands } = await capabilitiesOf(context);
  if (![...commands].some((known) => known.toLowerCase() === command.toLowerCase())) {
    throw new ForbiddenError(`This cloud has no command ${command}, or your role may not use it.`);
  }
  return may === 'read' ? context.cloud.raw(command, sent) : context.cloud.rawChange(command, sent);
}

async function requirePermission(context: GatewayContext, may: 'read' | 'change'): Promise<void> {
  const { mode, accounts } = context.services.config.rawCalls;
  if (mode === 'off') throw new GatewayError('UNSUPPORTED', 'Raw calls are switched off here (RAW_CALLS).');
  if (may === 'change' && mode !== 'all') throw new GatewayError('UNSUPPORTED', 'Raw calls only read here (RAW_CALLS=reads).');
  const { account } = context.cloud.identity;
  const path = domainPath(await ownAccount(context));
  const name = path === '/' ? `/${account}` : `${path}/${account}`;
  if (!accounts.includes(name)) throw new ForbiddenError(`The account ${name} may not make raw calls (RAW_CALL_ACCOUNTS).`);
}

function parametersOf(given: unknown): Record<string, unknown> {
  if (given === null || given === undefined) return {};
  if (typeof given !== 'object' || Array.isArray(given)) {
    throw new InvalidInputError([{ path: ['parameters'], message: 'Give an object: { "listall": true }.' }]);
  }
  const problems = Object.keys(given).flatMap((name) => {
    const why = OURS.has(name.toLowerCase()) ? 'The gateway says this itself.' : UNCHECKED.get(name.toLowerCase());
    return why === undefined ? [] : [{ path: ['parameters', name], message: why }];
  });
  if (problems.length > 0) throw new InvalidInputError(problems);
  return { ...given };
}
