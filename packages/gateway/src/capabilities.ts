import { type Capabilities, discover } from '@cloudstack-graph/client';
import type { GatewayContext } from './context.ts';
import { GatewayError } from './errors.ts';
import type { Freshness } from './shared-cache.ts';

/** A changed role shows within a minute or two; the list weighs 2 MB, so nobody waits for it a second time. */
const CAPABILITIES: Freshness = { freshMs: 60_000, staleMs: 60 * 60_000 };
const KEY = 'capabilities';

/** What this cloud offers to the caller (`listApis`, `listCapabilities`): two calls, then kept for minutes. */
export function capabilitiesOf(context: GatewayContext): Promise<Capabilities> {
  const { cloud, services } = context;
  return services.cache.get(cloud.identity.key, KEY, CAPABILITIES, () => discover(cloud.client));
}

/** The caller's capabilities if they are known already; asking is too dear for an ordinary page. */
export function knownCommands(context: GatewayContext): Capabilities | undefined {
  return context.services.cache.peek<Capabilities>(context.cloud.identity.key, KEY);
}

/** Refuses what the cloud, or the caller's role, does not have, before it is tried. */
export async function requireCommand(context: GatewayContext, command: string, what: string): Promise<void> {
  if ((await capabilitiesOf(context)).has(command)) return;
  throw new GatewayError('UNSUPPORTED', `${what} is not offered by this cloud, or not to your role (${command}).`);
}
