/** Roles, the root domain and the accounts every cloud is born with. */
import type { Cloud } from '../cloud.ts';
import {
  type AccountRecord,
  type AccountType,
  accounts,
  type DomainRecord,
  domains,
  roles,
  type UserRecord,
  users,
} from '../resources/accounts/account-records.ts';
import type { RoleType } from '../roles.ts';

const defaultRoles: readonly { name: string; type: RoleType; uuid: string; isDefault?: boolean; isPublic?: boolean }[] = [
  { name: 'Root Admin', type: 'Admin', uuid: 'd7236d1d-e64b-11f1-ae09-02fc00000001' },
  { name: 'Resource Admin', type: 'ResourceAdmin', uuid: 'd723a5d5-e64b-11f1-ae09-02fc00000001' },
  { name: 'Domain Admin', type: 'DomainAdmin', uuid: 'd723b56a-e64b-11f1-ae09-02fc00000001' },
  { name: 'User', type: 'User', uuid: 'd723bdbd-e64b-11f1-ae09-02fc00000001' },
  { name: 'Read-Only Admin - Default', type: 'Admin', uuid: 'd8422608-e64b-11f1-ae09-02fc00000001' },
  { name: 'Read-Only User - Default', type: 'User', uuid: 'd8423479-e64b-11f1-ae09-02fc00000001' },
  { name: 'Support Admin - Default', type: 'Admin', uuid: 'd8423995-e64b-11f1-ae09-02fc00000001' },
  { name: 'Support User - Default', type: 'User', uuid: 'd8423df5-e64b-11f1-ae09-02fc00000001' },
  {
    name: 'Project Kubernetes Service Role',
    type: 'User',
    uuid: 'f9e8cf48-5a71-4aef-8264-bdb7b12b523f',
    isDefault: false,
    isPublic: false,
  },
];

/** The id of the default role of a type. */
export function roleIdOf(cloud: Cloud, type: RoleType): number {
  const role = cloud.store.table(roles).find((known) => known.type === type && known.isDefault);
  if (role === undefined) throw new Error(`no default role of type ${type}`);
  return role.id;
}

export interface NewPerson {
  readonly name: string;
  readonly password: string;
  readonly type: AccountType;
  readonly domain: DomainRecord;
  readonly firstname: string;
  readonly lastname: string;
  readonly email: string;
  readonly created: number;
  readonly builtIn?: boolean;
}

/** An account with one user of its name, and the API pair `demo-api-key-<name>`. */
export function addPerson(cloud: Cloud, person: NewPerson): { account: AccountRecord; user: UserRecord } {
  const role = person.type === 1 ? 'Admin' : person.type === 2 ? 'DomainAdmin' : 'User';
  const account = cloud.store.table(accounts).insert({
    name: person.name,
    type: person.type,
    domainId: person.domain.id,
    roleId: roleIdOf(cloud, role),
    state: 'enabled',
    created: person.created,
    ...(person.builtIn === true ? { builtIn: true } : {}),
  });
  const user = cloud.store.table(users).insert({
    accountId: account.id,
    username: person.name,
    password: person.password,
    firstname: person.firstname,
    lastname: person.lastname,
    email: person.email,
    state: 'enabled',
    created: person.created,
    apiKey: `demo-api-key-${person.name}`,
    secretKey: `demo-secret-key-${person.name}`,
    ...(person.builtIn === true ? { builtIn: true } : {}),
  });
  return { account, user };
}

/** Roles, ROOT, `system` (1), `admin` (2) and the bare-metal account (3). */
export function seedPeople(cloud: Cloud, created: number): { root: DomainRecord; admin: AccountRecord } {
  for (const role of defaultRoles) {
    cloud.store.table(roles).insert({
      uuid: role.uuid,
      name: role.name,
      type: role.type,
      description: '…',
      isDefault: role.isDefault !== false,
      isPublic: role.isPublic !== false,
      state: 'enabled',
    });
  }
  const root = cloud.store.table(domains).insert({ name: 'ROOT', path: 'ROOT', level: 0, created, state: 'Active' });
  addSystem(cloud, root, 'system', created);
  const admin = addPerson(cloud, {
    name: 'admin',
    password: 'password',
    type: 1,
    domain: root,
    firstname: 'Admin',
    lastname: 'User',
    email: 'admin@mailprovider.com',
    created,
    builtIn: true,
  });
  addSystem(cloud, root, 'baremetal-system-account', created);
  return { root, admin: admin.account };
}

/** An account nobody signs in to. */
function addSystem(cloud: Cloud, root: DomainRecord, name: string, created: number): void {
  const account = cloud.store
    .table(accounts)
    .insert({ name, type: 0, domainId: root.id, roleId: roleIdOf(cloud, 'User'), state: 'enabled', created });
  cloud.store.table(users).insert({
    accountId: account.id,
    username: name,
    password: cloud.random.hex(32),
    firstname: name,
    lastname: 'cloud',
    email: '',
    state: 'enabled',
    created,
    ...(name === 'system' ? {} : { apiKey: cloud.random.hex(86) }),
  });
}
