import { builder } from '../../builder.ts';
import { forwardArguments, pageComplexity } from '../../connection.ts';
import { optionalUuidOf } from '../../ids.ts';
import { listConnection } from '../../listing.ts';
import { resourceQueries } from '../../resource-queries.ts';
import { Domain } from '../domains/domain-type.ts';
import { RoleKindEnum } from '../roles/role-type.ts';
import { virtualMachines } from '../virtual-machines/virtual-machine-loader.ts';
import { VirtualMachineConnection } from '../virtual-machines/virtual-machine-queries.ts';
import { volumes } from '../volumes/volume-loader.ts';
import { VolumeConnection } from '../volumes/volume-type.ts';
import { type AccountRow, accounts } from './account-loader.ts';
import { ACCOUNT, Account, AccountConnection, AccountStateEnum } from './account-type.ts';

export const AccountFilter = builder.inputType('AccountFilter', {
  description: 'Which accounts. All that is given must hold.',
  fields: (t) => ({
    keyword: t.string({ description: 'A part of the name.' }),
    name: t.string({ description: 'The name.' }),
    state: t.field({ type: AccountStateEnum, description: 'Only those in this state.' }),
    roleKind: t.field({ type: RoleKindEnum, description: 'Only those whose role reaches so far.' }),
    domainId: t.id({ description: 'Only those of this domain and what is below it.' }),
  }),
});

const accountTypes = { USER: 0, ADMIN: 1, DOMAIN_ADMIN: 2, RESOURCE_ADMIN: 3 } as const;

resourceQueries({
  type: Account,
  connection: AccountConnection,
  words: ACCOUNT,
  single: 'account',
  plural: 'accounts',
  command: 'listAccounts',
  loader: accounts,
  filter: AccountFilter,
  note: 'Users see their own only.',
  select: (filter) => {
    const domainid = optionalUuidOf('Domain', filter?.domainId, ['filter', 'domainId']);
    return {
      parameters: {
        keyword: filter?.keyword ?? undefined,
        name: filter?.name ?? undefined,
        state: filter?.state?.toLowerCase(),
        accounttype: filter?.roleKind ? accountTypes[filter.roleKind] : undefined,
        domainid,
        isrecursive: domainid === undefined ? undefined : true,
      },
    };
  },
});

const owned = (row: AccountRow) => ({ account: row.name, domainid: row.domainid });

builder.objectFields(Account, (t) => ({
  virtualMachines: t.field({
    type: VirtualMachineConnection,
    description: 'Its machines. One call an account.',
    args: forwardArguments(t.arg, 20),
    complexity: pageComplexity(),
    resolve: (row, args, context) =>
      listConnection(context, { command: 'listVirtualMachines', loader: virtualMachines }, args, { parameters: owned(row) }),
  }),
  volumes: t.field({
    type: VolumeConnection,
    description: 'Its volumes. One call an account.',
    args: forwardArguments(t.arg, 20),
    complexity: pageComplexity(),
    resolve: (row, args, context) => listConnection(context, { command: 'listVolumes', loader: volumes }, args, { parameters: owned(row) }),
  }),
}));

builder.objectField(Domain, 'accounts', (t) =>
  t.field({
    type: AccountConnection,
    description: 'The accounts directly in it. One call a domain.',
    args: forwardArguments(t.arg, 20),
    complexity: pageComplexity(),
    resolve: (row, args, context) =>
      listConnection(context, { command: 'listAccounts', loader: accounts }, args, { parameters: { domainid: row.id } }),
  }),
);
