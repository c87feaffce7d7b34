/** Every action that a resource may offer, in the order in which menus show them. */
export const ACTION_NAMES = [
  'START',
  'STOP',
  'REBOOT',
  'OPEN_CONSOLE',
  'ATTACH',
  'DETACH',
  'SNAPSHOT',
  'REVERT',
  'RESIZE',
  'SCALE',
  'CHANGE_OFFERING',
  'RESTORE',
  'RESET_PASSWORD',
  'RESET_SSH_KEY',
  'RESET_USER_DATA',
  'SET_AFFINITY_GROUPS',
  'MIGRATE',
  'COPY',
  'EXTRACT',
  'CREATE_TEMPLATE',
  'CREATE_VOLUME',
  'UPDATE',
  'RESTART',
  'RECONNECT',
  'ENABLE_STATIC_NAT',
  'DISABLE_STATIC_NAT',
  'PREPARE_MAINTENANCE',
  'CANCEL_MAINTENANCE',
  'ENABLE',
  'DISABLE',
  'LOCK',
  'RECOVER',
  'RELEASE',
  'DELETE',
  'DESTROY',
  'EXPUNGE',
] as const;

export type ActionName = (typeof ACTION_NAMES)[number];

/** One action of a resource; a null reason means that it can be done now. */
export interface Action {
  name: ActionName;
  disabledReason: string | null;
}

/** When a resource takes an action: the rule that the menu shows and that guards the mutation. */
export interface ActionRule<Row> {
  name: ActionName;
  /** CloudStack's command behind the action; callers whose role lacks it are not offered the action. */
  command: string;
  /** Why CloudStack would refuse, in plain words with the remedy, or null. */
  refusal(row: Row): string | null;
}

/**
 * The actions of a resource for one caller.
 *
 * @param rules all rules of that type of resource
 * @param row the resource as CloudStack lists it
 * @param has whether the caller's role has a command of CloudStack
 */
export function actionsOf<Row>(rules: readonly ActionRule<Row>[], row: Row, has: (command: string) => boolean): Action[] {
  return rules
    .filter((rule) => has(rule.command))
    .map((rule) => ({ name: rule.name, disabledReason: rule.refusal(row) }))
    .sort((a, b) => ACTION_NAMES.indexOf(a.name) - ACTION_NAMES.indexOf(b.name));
}

/** Why a resource refuses an action now, or null. An action without a rule is left to CloudStack. */
export function refusalOf<Row>(rules: readonly ActionRule<Row>[], name: ActionName, row: Row): string | null {
  return rules.find((rule) => rule.name === name)?.refusal(row) ?? null;
}

/** The first of several reasons that holds: rules read as a list of refusals, the gravest first. */
export function firstOf(...reasons: readonly (string | null | false | undefined)[]): string | null {
  for (const reason of reasons) if (reason) return reason;
  return null;
}
