import type { ActionRule } from '../../actions.ts';

/** What the rules read of a row of `listAccounts` or `listUsers`. */
export interface AccountState {
  state?: string | undefined;
  /** Made by CloudStack itself. */
  isdefault?: boolean | undefined;
}

const enable = ({ state }: AccountState) => (state === 'enabled' ? 'It is enabled already.' : null);
const disable = ({ state }: AccountState) => (state === 'disabled' ? 'It is disabled already.' : null);
const lock = ({ state }: AccountState) => (state === 'enabled' ? null : `Only what is enabled can be locked (${state ?? 'unknown'}).`);

const ownByCloudStack = (what: string, rule: (row: AccountState) => string | null) => (row: AccountState) =>
  row.isdefault === true ? `This ${what} was made by CloudStack itself and stays as it is.` : rule(row);

const rulesFor = (what: 'account' | 'user', commands: { [name in 'UPDATE' | 'ENABLE' | 'DISABLE' | 'LOCK' | 'DELETE']: string }) =>
  [
    { name: 'UPDATE', command: commands.UPDATE, refusal: () => null },
    { name: 'ENABLE', command: commands.ENABLE, refusal: ownByCloudStack(what, enable) },
    { name: 'DISABLE', command: commands.DISABLE, refusal: ownByCloudStack(what, disable) },
    { name: 'LOCK', command: commands.LOCK, refusal: ownByCloudStack(what, lock) },
    { name: 'DELETE', command: commands.DELETE, refusal: ownByCloudStack(what, () => null) },
  ] as const satisfies readonly ActionRule<AccountState>[];

/** When CloudStack takes an action on an account. */
export const accountRules: readonly ActionRule<AccountState>[] = rulesFor('account', {
  UPDATE: 'updateAccount',
  ENABLE: 'enableAccount',
  DISABLE: 'disableAccount',
  LOCK: 'lockAccount',
  DELETE: 'deleteAccount',
});

/** When CloudStack takes an action on a user. */
export const userRules: readonly ActionRule<AccountState>[] = [
  ...rulesFor('user', { UPDATE: 'updateUser', ENABLE: 'enableUser', DISABLE: 'disableUser', LOCK: 'lockUser', DELETE: 'deleteUser' }),
  { name: 'REGISTER_KEYS', command: 'registerUserKeys', refusal: () => null },
];
