import type { Identity } from '../../identity/identity.ts';
import { optionalUuidOf } from '../../ids.ts';
import { contains, oneOf, scopeCondition, tagConditions } from '../../index-store/conditions.ts';
import { orderInput } from '../../index-store/index-connection.ts';
import { type Condition, type IndexedResource, type OwnedKeys, ownedKeys, ownerFacet, shared } from '../../index-store/indexed-resource.ts';
import { everything } from '../../scope.ts';
import { virtualMachineSnapshots } from './virtual-machine-snapshot-loader.ts';

interface Keys extends OwnedKeys {
  readonly displayName: string | undefined;
  readonly description: string | undefined;
  readonly state: string;
  readonly kind: string | undefined;
  readonly machineId: string | undefined;
  readonly machine: string | undefined;
  readonly created: string | undefined;
}

const orders = {
  NAME: 'The name.',
  STATE: "CloudStack's state.",
  KIND: 'Of the disks, or of the memory, too.',
  VIRTUAL_MACHINE: 'The name of its machine.',
  CREATED_AT: 'When it was taken.',
  OWNER: 'The project or account that it belongs to.',
} as const;
type Order = keyof typeof orders;

export const VirtualMachineSnapshotOrder = orderInput<Order>('VirtualMachineSnapshot', orders);

/** Snapshots of virtual machines in the live index. */
export const virtualMachineSnapshotIndex: IndexedResource<'listVMSnapshot', Keys, Order> = {
  typename: 'VirtualMachineSnapshot',
  command: 'listVMSnapshot',
  loader: virtualMachineSnapshots,
  lists: everything,
  keys: (row) => ({
    ...ownedKeys(row),
    displayName: row.displayname,
    description: row.description,
    state: shared(row.state ?? ''),
    kind: shared(row.type),
    machineId: row.virtualmachineid,
    machine: row.virtualmachinename,
    created: row.created,
  }),
  goesWith: (keys) => keys.machineId,
  search: (keys) => [
    keys.name,
    keys.displayName,
    keys.description,
    keys.state,
    keys.kind,
    keys.machine,
    keys.account,
    keys.project,
    ...keys.tags,
  ],
  order: {
    NAME: (keys) => keys.displayName ?? keys.name,
    STATE: (keys) => keys.state,
    KIND: (keys) => keys.kind,
    VIRTUAL_MACHINE: (keys) => keys.machine,
    CREATED_AT: (keys) => keys.created,
    OWNER: (keys) => keys.project ?? keys.account,
  },
  facets: {
    state: (keys) => ({ value: keys.state, label: keys.state }),
    kind: (keys) => (keys.kind === undefined ? undefined : { value: keys.kind, label: keys.kind }),
    owner: ownerFacet,
  },
};

interface Filter {
  readonly keyword?: string | null | undefined;
  readonly virtualMachineId?: string | null | undefined;
  readonly tags?: Parameters<typeof tagConditions>[0];
  readonly scope?: Parameters<typeof scopeCondition>[1];
}

/** What a filter means for the rows of the index. */
export function virtualMachineSnapshotConditions(identity: Identity, filter: Filter | null | undefined): Condition<Keys>[] {
  const machine = optionalUuidOf('VirtualMachine', filter?.virtualMachineId, ['filter', 'virtualMachineId']);
  return [
    scopeCondition(identity, filter?.scope),
    ...tagConditions(filter?.tags),
    ...oneOf<Keys>(machine === undefined ? [] : [machine], ({ machineId }) => machineId),
    ...contains<Keys>(filter?.keyword, (keys) => [keys.name, keys.displayName]),
  ];
}
