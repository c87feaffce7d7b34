import { type Action, type ActionName, type ActionRule, actionsOf, refusalOf } from './actions.ts';
import { knownCommands } from './capabilities.ts';
import type { GatewayContext } from './context.ts';
import { InvalidStateError } from './errors.ts';

/** `Resource.actions` for the caller: the rules' verdicts, without those whose command the role is known to lack. */
export function offeredActions<Row>(context: GatewayContext, rules: readonly ActionRule<Row>[], row: Row): Action[] {
  const known = knownCommands(context);
  return actionsOf(rules, row, (command) => known?.has(command) ?? true);
}

/** The same rule guards the mutation: throws InvalidStateError with the reason. */
export function requireAllowed<Row extends object>(rules: readonly ActionRule<Row>[], name: ActionName, row: Row): void {
  const reason = refusalOf(rules, name, row);
  if (reason === null) return;
  const { state } = row as { state?: string };
  throw new InvalidStateError(reason, state ?? null);
}
