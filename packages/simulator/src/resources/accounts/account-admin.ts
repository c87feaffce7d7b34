/** What admins do to accounts and users after they were made: change, disable, lock, delete. */
import { findAccount, mayAct, target } from '../../access.ts';
import { asJob, type Body, type Call, type JobPlan, type ResourceModule, sync } from '../../command.ts';
import { forbidden, internal, invalid } from '../../errors.ts';
import { checkNetworkDomain } from '../networks/network-domain.ts';
import { type AccountRecord, accounts, domains, roles, type UserRecord, users } from './account-records.ts';
import { accountRow, userRow } from './account-rows.ts';

const quick = 600;

/** Tables whose rows go with an account. */
const ownedTables = [
  'VirtualMachine',
  'Volume',
  'Snapshot',
  'Template',
  'Iso',
  'IpAddress',
  'Network',
  'Vpc',
  'DomainRouter',
  'SSHKeyPair',
  'UserData',
];

/** By `id`, or by `account` and `domainid`. */
function namedAccount(call: Call): AccountRecord {
  const { params, cloud, caller } = call;
  const { store } = cloud;
  const domain = params.row(domains, 'domainid');
  const account = params.has('id')
    ? target(call, accounts, 'id')
    : findAccount(store, params.text('account') ?? '', domain?.id ?? caller.account.domainId);
  if (account === undefined) throw invalid(`Unable to find account by name ${params.text('account')} in domain ${domain?.uuid}`);
  if (caller.role === 'User' || !mayAct(store, caller, account.id)) throw forbidden();
  return account;
}

function changeable(call: Call): AccountRecord {
  const account = namedAccount(call);
  if (account.id <= 2) throw invalid(`Account ${account.name} is a system account, it can't be changed`);
  return account;
}

function updateAccount(call: Call): Body {
  const { params, cloud } = call;
  const { store, events } = cloud;
  const account = namedAccount(call);
  const name = params.text('newname') ?? account.name;
  if (name !== account.name && findAccount(store, name, account.domainId) !== undefined)
    throw invalid(`The account ${name} already exists in its domain`);
  const role = params.row(roles, 'roleid');
  checkNetworkDomain(params.text('networkdomain'));
  const networkDomain = params.text('networkdomain') ?? account.networkDomain;
  store
    .table(accounts)
    .update(account, { name, roleId: role?.id ?? account.roleId, ...(networkDomain === undefined ? {} : { networkDomain }) });
  events.completed(call, accountEvent(account, 'ACCOUNT.UPDATE', 'updating account'));
  return { account: accountRow(call, account) };
}

/** Disabled and locked accounts cannot sign in; keys and sessions end with it. */
function setState(call: Call, account: AccountRecord, state: AccountRecord['state']): void {
  const { store, sessions } = call.cloud;
  store.table(accounts).update(account, { state });
  for (const user of store.table(users).ofAccount(account.id)) {
    store.table(users).update(user, { state });
    if (state !== 'enabled') sessions.endAll(user.id);
  }
}

function disableAccount(call: Call): JobPlan {
  const account = changeable(call);
  const lock = call.params.boolean('lock') === true;
  return {
    instance: { type: 'Account', uuid: account.uuid },
    milliseconds: quick,
    event: {
      ...accountEvent(account, 'ACCOUNT.DISABLE', lock ? 'locking account' : 'disabling account'),
      scheduled: `disabling account: ${account.name}`,
    },
    finish: () => {
      setState(call, account, lock ? 'locked' : 'disabled');
      return { account: accountRow(call, account) };
    },
  };
}

function enableAccount(call: Call): Body {
  const account = changeable(call);
  setState(call, account, 'enabled');
  call.cloud.events.completed(call, accountEvent(account, 'ACCOUNT.ENABLE', 'enabling account'));
  return { account: accountRow(call, account) };
}

function lockAccount(call: Call): Body {
  const account = changeable(call);
  setState(call, account, 'locked');
  return { account: accountRow(call, account) };
}

function deleteAccount(call: Call): JobPlan {
  const { store } = call.cloud;
  const account = changeable(call);
  if (account === call.caller.account) throw invalid('The account is the caller itself and cannot be deleted');
  return {
    instance: { type: 'Account', uuid: account.uuid },
    milliseconds: 2 * quick,
    event: { ...accountEvent(account, 'ACCOUNT.DELETE', 'deleting account'), scheduled: `deleting account ${account.name}` },
    finish: () => {
      setState(call, account, 'disabled');
      for (const name of ownedTables) {
        const table = store.named(name);
        for (const row of [...(table?.ofAccount(account.id) ?? [])]) table?.remove(row);
      }
      for (const user of [...store.table(users).ofAccount(account.id)]) store.table(users).remove(user);
      store.table(accounts).remove(account);
      return { success: true };
    },
  };
}

/** A user may change itself, admins those below them. */
function namedUser(call: Call): UserRecord {
  const user = target(call, users, 'id');
  if (user !== call.caller.user && call.caller.role === 'User') throw forbidden();
  return user;
}

function updateUser(call: Call): Body {
  const { params, cloud, caller } = call;
  const { store, events } = cloud;
  const user = namedUser(call);
  const password = params.raw('password');
  if (password !== undefined && user === caller.user && caller.role !== 'Admin' && params.raw('currentpassword') !== user.password) {
    throw invalid('Current password is incorrect.');
  }
  const wanted = params.text('username') ?? user.username;
  const domainOf = (row: UserRecord): number | undefined => store.table(accounts).byId(row.accountId)?.domainId;
  const namesake = store
    .table(users)
    .by('username', wanted.toLowerCase())
    .find((row) => row !== user && domainOf(row) === domainOf(user));
  if (namesake !== undefined) throw invalid(`Username [${wanted}] already exists in the domain of user ${user.uuid}`);
  const timezone = params.text('timezone') ?? user.timezone;
  const mandated = params.boolean('mandate2fa');
  store.table(users).update(user, {
    username: wanted,
    firstname: params.text('firstname') ?? user.firstname,
    lastname: params.text('lastname') ?? user.lastname,
    email: params.text('email') ?? user.email,
    password: password ?? user.password,
    ...(timezone === undefined ? {} : { timezone }),
    ...(mandated === undefined ? {} : { secondFactorMandated: mandated }),
  });
  events.completed(call, userEvent(user, 'USER.UPDATE', 'updating User'));
  return { user: userRow(store, user) };
}

function deleteUser(call: Call): Body {
  const { store, events, sessions } = call.cloud;
  const user = namedUser(call);
  if (user === call.caller.user) throw invalid('The user is the caller itself and cannot be deleted');
  if (user.builtIn === true) throw invalid(`User ${user.username} is a system user, it can't be removed`);
  store.table(users).remove(user);
  sessions.endAll(user.id);
  events.completed(call, userEvent(user, 'USER.DELETE', 'deleting User'));
  return { success: true };
}

function setUserState(call: Call, user: UserRecord, state: UserRecord['state']): Body {
  const { store, sessions } = call.cloud;
  if (user.builtIn === true && state !== 'enabled') throw internal(`User ${user.username} is a system user, it can't be disabled`);
  store.table(users).update(user, { state });
  if (state !== 'enabled') sessions.endAll(user.id);
  return { user: userRow(store, user) };
}

function disableUser(call: Call): JobPlan {
  const user = namedUser(call);
  return {
    instance: { type: 'User', uuid: user.uuid },
    milliseconds: quick,
    event: { ...userEvent(user, 'USER.DISABLE', 'disabling User'), scheduled: `disabling user: ${user.uuid}` },
    finish: () => setUserState(call, user, 'disabled'),
  };
}

function enableUser(call: Call): Body {
  const user = namedUser(call);
  const body = setUserState(call, user, 'enabled');
  call.cloud.events.completed(call, userEvent(user, 'USER.ENABLE', 'enabling User'));
  return body;
}

function lockUser(call: Call): Body {
  const user = namedUser(call);
  const body = setUserState(call, user, 'locked');
  call.cloud.events.completed(call, userEvent(user, 'USER.LOCK', 'locking User'));
  return body;
}

function accountEvent(account: AccountRecord, type: string, description: string) {
  return { type, description, detail: `Account Id: ${account.uuid}`, resourceType: 'Account', resourceUuid: account.uuid };
}

function userEvent(user: UserRecord, type: string, description: string) {
  return { type, description, detail: `User Id: ${user.uuid}`, resourceType: 'User', resourceUuid: user.uuid };
}

const byAccount = { entities: { id: accounts } };
const byUser = { entities: { id: users } };

export const accountAdminResource: ResourceModule = {
  commands: {
    updateAccount: sync(updateAccount, byAccount),
    disableAccount: asJob('admin.account.DisableAccountCmd', disableAccount, byAccount),
    enableAccount: sync(enableAccount, byAccount),
    lockAccount: sync(lockAccount),
    deleteAccount: asJob('admin.account.DeleteAccountCmd', deleteAccount, byAccount),
    updateUser: sync(updateUser, byUser),
    deleteUser: sync(deleteUser, byUser),
    disableUser: asJob('admin.user.DisableUserCmd', disableUser, byUser),
    enableUser: sync(enableUser, byUser),
    lockUser: sync(lockUser, byUser),
  },
};
