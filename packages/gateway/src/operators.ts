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
  if (isOperator(context)) return;
  throw new ForbiddenError(`Only operators of the cloud see ${what}: your role may not use ${command}.`, { cloudStack: { command } });
}

/** What CloudStack leaves out of the rows of others than operators. @throws ForbiddenError for them, so that it does not look empty */
export function onlyForOperators<T>(context: GatewayContext, what: string, value: T | undefined): T | null {
  if (isOperator(context)) return value ?? null;
  throw new ForbiddenError(`Only operators of the cloud see ${what}. Leave it out.`);
}

function isOperator(context: GatewayContext): boolean {
  const { roleType } = context.cloud.identity;
  return roleType === 'Admin' || roleType === 'ResourceAdmin';
}

/** `41.67%` or `41.67` as a number; null where CloudStack does not measure it. */
export function percentOf(text: string | undefined): number | null {
  const number = Number.parseFloat(text ?? '');
  return Number.isFinite(number) ? number : null;
}
