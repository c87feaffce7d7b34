import { type Capabilities, discover } from '@cloudstack-graph/client';
import type { GatewayContext } from './context.ts';
import { GatewayError } from './errors.ts';
import { DEFAULT_ROLES, defaultCommands } from './role-commands.ts';
import type { Freshness } from './shared-cache.ts';

/** A changed role shows within a minute or two; the list weighs 2 MB, so nobody waits for it a second time. */
const CAPABILITIES: Freshness = { freshMs: 60_000, staleMs: 60 * 60_000 };
const KEY = 'capabilities';

/** What this cloud offers to the caller (`listApis`, `listCapabilities`): two calls, then kept for minutes. */
export function capabilitiesOf(context: GatewayContext): Promise<Capabilities> {
  const { cloud, services } = context;
  return services.cache.get(cloud.identity.key, KEY, CAPABILITIES, () => discover(cloud.client));
}

/**
 * What the caller's role has, as far as it is known without a call: asking is too dear for an ordinary page. Until
 * {@link capabilitiesOf} was asked, it is what CloudStack gives to the default role of that type.
 */
export function knownCommands(context: GatewayContext): Pick<Capabilities, 'has'> | undefined {
  const { identity } = context.cloud;
  return context.services.cache.peek<Capabilities>(identity.key, KEY) ?? defaultCommands(identity.roleType);
}

/** For a role that somebody has made: its commands are asked for behind the page, so that the next one offers what it has. */
export function learnCommands(context: GatewayContext, roleName: string | undefined): void {
  if (roleName === undefined || DEFAULT_ROLES.includes(roleName)) return;
  void capabilitiesOf(context).catch(() => undefined);
}

/** Refuses what the cloud, or the caller's role, does not have, before it is tried. */
export async function requireCommand(context: GatewayContext, command: string, what: string): Promise<void> {
  if ((await capabilitiesOf(context)).has(command)) return;
  throw new GatewayError('UNSUPPORTED', `${what} is not offered by this cloud, or not to your role (${command}).`);
}
