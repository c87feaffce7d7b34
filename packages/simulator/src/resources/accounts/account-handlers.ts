/** Accounts and users: listed, created, given keys. */
import { randomBytes } from 'node:crypto';
import { findAccount, inside, listScope, mayAct, rowsIn, target } from '../../access.ts';
import { type Body, type Call, type ResourceModule, sync } from '../../command.ts';
import { wantsCounters } from '../../details.ts';
import { forbidden, invalid } from '../../errors.ts';
import { same } from '../../matching.ts';
import { all, listBody, when } from '../../paging.ts';
import { type AccountRecord, type AccountType, accounts, domains, roles, type UserRecord, users } from './account-records.ts';
import { accountRow, userRow } from './account-rows.ts';

const hidden = (account: AccountRecord | undefined): boolean => account === undefined || account.id === 1 || account.type === 5;

function listUsers(call: Call): Body {
  const { store } = call.cloud;
  const { params, caller } = call;
  const accountOf = (user: UserRecord): AccountRecord | undefined => store.table(accounts).byId(user.accountId);
  const one = params.row(users, 'id');
  if (caller.role === 'User' && one !== undefined && one.id !== caller.user.id)
    throw forbidden('Calling user is not authorized to see the user requested by id');
  const scope = listScope(call);
  // A plain user sees itself only, also in an account of several.
  let rows: readonly UserRecord[] = caller.role === 'User' ? [caller.user] : rowsIn(store, store.table(users), scope);
  if (one !== undefined) rows = rows.filter((user) => user === one);
  const test = all<UserRecord>(
    (user) => !hidden(accountOf(user)),
    when(params.text('username'), (user, name) => same(user.username, name)),
    when(params.text('state'), (user, state) => user.state === state.toLowerCase()),
    when(params.like('keyword'), (user, like) =>
      [user.username, user.firstname, user.lastname, user.email, user.state, accountOf(user)?.name].some(like),
    ),
    when(params.number('accounttype'), (user, type) => accountOf(user)?.type === type),
  );
  const found = test === undefined ? rows : rows.filter(test);
  const below = (user: UserRecord): boolean => {
    const domainId = store.table(accounts).byId(user.accountId)?.domainId ?? caller.account.domainId;
    return domainId !== caller.account.domainId && inside(store, domainId, caller.account.domainId);
  };
  return listBody(call, 'user', found, (user) => ({
    ...userRow(store, user),
    iscallerchilddomain: below(user),
    apikeyaccess: caller.role === 'Admin' ? 'INHERIT' : undefined,
  }));
}

function listAccounts(call: Call): Body {
  const { store } = call.cloud;
  const { params, caller } = call;
  const table = store.table(accounts);
  const domain = params.row(domains, 'domainid');
  const one = params.row(accounts, 'id');
  if (
    domain !== undefined &&
    caller.role !== 'Admin' &&
    !(caller.role === 'User' ? domain.id === caller.account.domainId : inside(store, domain.id, caller.account.domainId))
  )
    throw forbidden();
  if (one !== undefined && domain !== undefined && one.domainId !== domain.id)
    throw invalid(`Unable to find account by id ${one.id} in domain ${domain.id}`);
  if (one !== undefined && !mayAct(store, caller, one.id)) throw forbidden();
  const listAll = params.boolean('listall') === true;
  const everybody = caller.role !== 'User' && (listAll || domain !== undefined);
  let rows: readonly AccountRecord[] = everybody ? table.all().filter((account) => mayAct(store, caller, account.id)) : [caller.account];
  if (domain !== undefined) {
    const deep = listAll || params.boolean('isrecursive') === true;
    rows = rows.filter((account) => (deep ? inside(store, account.domainId, domain.id) : account.domainId === domain.id));
  }
  if (one !== undefined) rows = [one];
  const test = all<AccountRecord>(
    (account) => !hidden(account),
    when(params.text('name'), (account, name) => same(account.name, name)),
    when(params.number('accounttype'), (account, type) => account.type === type),
    when(params.text('state'), (account, state) => account.state === state.toLowerCase()),
    when(params.like('keyword'), (account, like) => like(account.name) || like(account.state)),
  );
  const counters = wantsCounters(call);
  return listBody(call, 'account', test === undefined ? rows : rows.filter(test), (account) => accountRow(call, account, counters));
}

/** The user's own values as `createAccount` and `createUser` take them. */
const userValues = (call: Call, accountId: number) => ({
  accountId,
  username: call.params.required('username'),
  password: call.params.raw('password') ?? '',
  firstname: call.params.text('firstname') ?? '',
  lastname: call.params.text('lastname') ?? '',
  email: call.params.text('email') ?? '',
  state: 'enabled' as const,
  created: call.cloud.clock.now(),
  ...(call.params.has('timezone') ? { timezone: call.params.required('timezone') } : {}),
});

function checkUsername(call: Call, domainId: number): void {
  const { store } = call.cloud;
  const name = call.params.required('username');
  const taken = store
    .table(users)
    .by('username', name.toLowerCase())
    .some((user) => store.table(accounts).byId(user.accountId)?.domainId === domainId);
  if (taken) throw invalid(`The user ${name} already exists in domain ${domainId}`);
}

function createAccount(call: Call): Body {
  const { store, clock, events } = call.cloud;
  const { params, caller } = call;
  const domain = params.row(domains, 'domainid') ?? store.table(domains).byId(caller.account.domainId);
  if (domain === undefined) throw invalid('Unable to find the domain of the account');
  if (caller.role !== 'Admin' && !inside(store, domain.id, caller.account.domainId)) throw forbidden();
  const named = params.row(roles, 'roleid');
  const type = (params.number('accounttype') ?? typeOfRole(named?.type)) as AccountType;
  const role = named ?? store.table(roles).find((known) => known.isDefault && known.type === roleOfType(type));
  if (role === undefined) throw invalid(`Unable to find a role for account type ${type}`);
  const name = params.text('account') ?? params.required('username');
  if (findAccount(store, name, domain.id) !== undefined) throw invalid(`The account ${name} already exists in domain ${domain.uuid}.`);
  checkUsername(call, domain.id);
  const account = store
    .table(accounts)
    .insert({ name, type, domainId: domain.id, roleId: role.id, state: 'enabled', created: clock.now() });
  store.table(users).insert(userValues(call, account.id));
  events.completed(call, {
    type: 'ACCOUNT.CREATE',
    description: 'creating Account',
    detail: `Account Name: ${name}, Domain Id: ${domain.uuid}`,
    resourceType: 'Account',
    resourceUuid: account.uuid,
  });
  return { account: accountRow(call, account) };
}

const typeOfRole = (role: string | undefined): AccountType => (role === 'Admin' ? 1 : role === 'DomainAdmin' ? 2 : 0);
const roleOfType = (type: AccountType): string => (type === 1 ? 'Admin' : type === 2 ? 'DomainAdmin' : 'User');

function createUser(call: Call): Body {
  const { store, events } = call.cloud;
  const domain = call.params.row(domains, 'domainid') ?? store.table(domains).byId(call.caller.account.domainId);
  const name = call.params.required('account');
  const account = domain === undefined ? undefined : findAccount(store, name, domain.id);
  if (account === undefined || domain === undefined)
    throw invalid(`Unable to find account ${name} in domain id=${domain?.id} to create user`);
  if (!mayAct(store, call.caller, account.id)) throw forbidden();
  checkUsername(call, domain.id);
  const user = store.table(users).insert(userValues(call, account.id));
  events.completed(call, {
    type: 'USER.CREATE',
    description: 'creating User',
    detail: `Account Name: ${name}, DomainId: ${domain.uuid}, UserId: ${user.uuid}`,
    resourceType: 'User',
    resourceUuid: user.uuid,
  });
  return { user: userRow(store, user) };
}

function registerUserKeys(call: Call): Body {
  const { store, events } = call.cloud;
  const user = target(call, users, 'id');
  if (user.id !== call.caller.user.id && call.caller.role === 'User') throw forbidden();
  const apiKey = randomBytes(64).toString('base64url');
  const secretKey = randomBytes(64).toString('base64url');
  store.table(users).update(user, { apiKey, secretKey });
  events.completed(call, {
    type: 'REGISTER.USER.SECRET.KEY',
    description: 'register for the developer API keys',
    resourceType: 'User',
    resourceUuid: user.uuid,
  });
  return { userkeys: { apikey: apiKey, secretkey: secretKey } };
}

function getUserKeys(call: Call): Body {
  const user = target(call, users, 'id');
  if (user.id !== call.caller.user.id && call.caller.role === 'User') throw forbidden();
  return { userkeys: { apikey: user.apiKey, secretkey: user.secretKey, apikeyaccess: true } };
}

function getUser(call: Call): Body {
  const { store } = call.cloud;
  const user = store.table(users).by('apiKey', call.params.required('userapikey'))[0];
  return user === undefined ? {} : { user: userRow(store, user) };
}

export const accountResource: ResourceModule = {
  tables: [domains, accounts, users, roles],
  commands: {
    listUsers: sync(listUsers, { entities: { id: users } }),
    listAccounts: sync(listAccounts, { entities: { id: accounts } }),
    createAccount: sync(createAccount),
    createUser: sync(createUser),
    registerUserKeys: sync(registerUserKeys, { entities: { id: users } }),
    getUserKeys: sync(getUserKeys, { entities: { id: users } }),
    getUser: sync(getUser),
  },
};
