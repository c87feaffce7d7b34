/** Every action that a resource may offer, in the order in which menus show them, with what it does. */
export const ACTIONS = {
  START: 'Start it.',
  STOP: 'Stop it.',
  REBOOT: 'Restart it while it runs.',
  OPEN_CONSOLE: 'Open its console.',
  ATTACH: 'Attach it, or something to it.',
  DETACH: 'Take it off.',
  SNAPSHOT: 'Take a snapshot of it.',
  REVERT: 'Put back what it is a snapshot of.',
  RESIZE: 'Change its size.',
  SCALE: 'Give it another service offering.',
  CHANGE_OFFERING: 'Give it another disk offering.',
  RESTORE: 'Make its root disk anew.',
  RESET_PASSWORD: 'Give it a new password.',
  RESET_SSH_KEY: 'Give it other SSH keys.',
  RESET_USER_DATA: 'Give it other user data.',
  SET_AFFINITY_GROUPS: 'Put it into other affinity groups.',
  ASSIGN: 'Give it to another account or project.',
  MIGRATE: 'Move it to another host or storage.',
  COPY: 'Copy it to another zone.',
  EXTRACT: 'Make a URL to download it from.',
  CREATE_TEMPLATE: 'Make a template of it.',
  CREATE_VOLUME: 'Make a volume of it.',
  UPDATE: 'Change its names and settings.',
  RESTART: 'Start its services anew.',
  RECONNECT: 'Connect to it anew.',
  ENABLE_STATIC_NAT: 'Lead all its traffic to one machine.',
  DISABLE_STATIC_NAT: 'Lead its traffic there no longer.',
  PREPARE_MAINTENANCE: 'Empty it for maintenance.',
  CANCEL_MAINTENANCE: 'Take it back into service.',
  DECLARE_DEGRADED: 'Say that it is broken: its machines start elsewhere.',
  CANCEL_DEGRADED: 'Say that it is sound again.',
  ENABLE: 'Let it be used.',
  DISABLE: 'Let it be used no longer.',
  LOCK: 'Keep its owner out; what runs goes on.',
  ACTIVATE: 'Take it into use again.',
  SUSPEND: 'Put it to rest.',
  ACCEPT: 'Say yes to it.',
  DECLINE: 'Say no to it.',
  REGISTER_KEYS: 'Give it new API keys.',
  ARCHIVE: 'Put it aside; it is not listed any more.',
  RECOVER: 'Bring it back after it was destroyed.',
  RESERVE: 'Keep it for somebody.',
  UNRESERVE: 'Keep it for nobody any longer.',
  RELEASE: 'Give it back.',
  DELETE: 'Delete it for good.',
  DESTROY: 'Destroy it; for a while it can be recovered.',
  EXPUNGE: 'Remove it for good.',
} as const;

export type ActionName = keyof typeof ACTIONS;
const IN_ORDER = Object.keys(ACTIONS);

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
    .sort((a, b) => IN_ORDER.indexOf(a.name) - IN_ORDER.indexOf(b.name));
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
