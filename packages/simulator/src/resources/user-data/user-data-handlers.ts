/** User data kept under a name, for the deployments that want it. */
import { ownerOf, target } from '../../access.ts';
import { type Body, type Call, type ResourceModule, sync } from '../../command.ts';
import { invalid } from '../../errors.ts';
import { same } from '../../matching.ts';
import { all, listOwned, when } from '../../paging.ts';
import { defineTable, type Entity, type Store } from '../../store.ts';
import { ownerFields } from '../accounts/owner.ts';
import { virtualMachines } from '../virtual-machines/virtual-machine-records.ts';

export interface UserDataRecord extends Entity {
  accountId: number;
  name: string;
  /** Base64, as it came. */
  userData: string;
  /** Names of the variables in it, joined by commas. */
  params?: string;
}

export const userData = defineTable<UserDataRecord>()({ name: 'UserData', parameters: ['userdataid'], label: (row) => row.name });

/** 1 MiB after decoding. */
const longest = 1_048_576;

/** Refuses what is not Base64, and too much of it. */
export function checkUserData(text: string): void {
  const size = Buffer.from(text, 'base64').length;
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(text) || size === 0) throw invalid('User data is not base64 encoded');
  if (size > longest) throw invalid(`User data has exceeded configurable max length : ${longest}`);
}

function row(store: Store, data: UserDataRecord): Body {
  return {
    id: data.uuid,
    name: data.name,
    ...ownerFields(store, data.accountId),
    userdata: data.userData,
    params: data.params,
    hasannotations: false,
  };
}

/** Synchronous, and yet it writes `Started` and `Completed`, which name no resource and no parent. */
function registerUserData(call: Call): Body {
  const { params, cloud } = call;
  const { store, events } = cloud;
  const owner = ownerOf(call);
  const name = params.required('name');
  const text = params.required('userdata');
  if (
    store
      .table(userData)
      .ofAccount(owner.id)
      .some((data) => data.name === name)
  )
    throw invalid(`A userdata with name: ${name} already exists for this account.`);
  checkUserData(text);
  const variables = params.text('params');
  const actor = { type: 'REGISTER.USER.DATA', resourceType: 'None', accountId: call.caller.account.id, userId: call.caller.user.id };
  events.write({ ...actor, state: 'Started', description: 'Registering userdata' });
  const data = store
    .table(userData)
    .insert({ accountId: owner.id, name, userData: text, ...(variables === undefined ? {} : { params: variables }) });
  events.write({ ...actor, state: 'Completed', description: 'Successfully completed registering userdata' });
  return { userdata: row(store, data) };
}

function listUserData(call: Call): Body {
  const { params, cloud } = call;
  return listOwned(call, userData, {
    object: 'userdata',
    build: (data) => row(cloud.store, data),
    texts: (data) => [data.name],
    where: all<UserDataRecord>(when(params.text('name'), (data, name) => same(data.name, name))),
  });
}

function deleteUserData(call: Call): Body {
  const { store } = call.cloud;
  const data = target(call, userData, 'id');
  const user = store
    .table(virtualMachines)
    .ofAccount(data.accountId)
    .find(({ userDataUuid }) => userDataUuid === data.uuid);
  if (user !== undefined) throw invalid(`Userdata ${data.name} cannot be removed as it is linked to the virtual machine ${user.uuid}`);
  store.table(userData).remove(data);
  return { success: true };
}

export const userDataResource: ResourceModule = {
  tables: [userData],
  commands: {
    listUserData: sync(listUserData, { entities: { id: userData } }),
    registerUserData: sync(registerUserData),
    deleteUserData: sync(deleteUserData, { entities: { id: userData } }),
  },
};
