import type { GatewayContext } from './context.ts';
import { ForbiddenError } from './errors.ts';

/**
 * Refuses tenants what CloudStack leaves out of their rows, so that nothing looks empty that only is not shown.
 *
 * @param command what they would have to be allowed to use
 * @param what in the plural: `hosts`
 * @throws ForbiddenError
 */
export function requireOperator(context: GatewayContext, command: string, what: string): void {
  const { roleType } = context.cloud.identity;
  if (roleType === 'Admin' || roleType === 'ResourceAdmin') return;
  throw new ForbiddenError(`Only operators of the cloud see ${what}: your role may not use ${command}.`, { cloudStack: { command } });
}

/** `41.67%` or `41.67` as a number; null where CloudStack does not measure it. */
export function percentOf(text: string | undefined): number | null {
  const number = Number.parseFloat(text ?? '');
  return Number.isFinite(number) ? number : null;
}
