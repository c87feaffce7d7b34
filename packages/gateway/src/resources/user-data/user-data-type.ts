import { builder } from '../../builder.ts';
import { Resource } from '../../interfaces.ts';
import { always, resourceFields } from '../../resource-fields.ts';
import { connectionOf } from '../../resource-queries.ts';
import { VirtualMachine } from '../virtual-machines/virtual-machine-type.ts';
import { type UserDataRow, userData } from './user-data-loader.ts';

export const UserData = builder.node(builder.objectRef<UserDataRow>('UserData'), {
  description: 'A script or configuration (cloud-init) that is kept under a name, for machines to run at their first start.',
  interfaces: [Resource],
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => userData.loadMany(context, ids),
  fields: (t) => ({
    ...resourceFields(t, [always('DELETE', 'deleteUserData')]),
    content: t.exposeString('userdata', { nullable: true, description: 'The data itself, Base64 encoded.' }),
    parameters: t.stringList({
      description: 'Names of the variables in it that are filled in when it is used.',
      resolve: (row) => (row.params ? row.params.split(',').map((name) => name.trim()) : []),
    }),
  }),
});

export const USER_DATA = { one: 'user data', many: 'user data' };
export const UserDataConnection = connectionOf(UserData, USER_DATA);

builder.objectField(VirtualMachine, 'userData', (t) =>
  t.string({
    nullable: true,
    description: 'The user data it was given, Base64 encoded. One call a machine: ask for it on one machine only.',
    complexity: 20,
    resolve: async (machine, _args, { cloud }) => {
      const { userdata } = await cloud.read('getVirtualMachineUserData', { virtualmachineid: machine.id });
      return userdata || null;
    },
  }),
);
