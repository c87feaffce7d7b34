import type { Identity } from '../../identity/identity.ts';
import { optionalUuidOf } from '../../ids.ts';
import { contains, oneOf, scopeCondition, tagConditions } from '../../index-store/conditions.ts';
import { orderInput } from '../../index-store/index-connection.ts';
import { type Condition, type IndexedResource, type OwnedKeys, ownedKeys, ownerFacet, shared } from '../../index-store/indexed-resource.ts';
import { everything } from '../../scope.ts';
import { volumes } from './volume-loader.ts';

interface Keys extends OwnedKeys {
  readonly kind: string | undefined;
  readonly state: string;
  readonly size: number | undefined;
  readonly zoneId: string | undefined;
  readonly zone: string | undefined;
  readonly machineId: string | undefined;
  readonly machine: string | undefined;
  readonly offering: string | undefined;
  readonly created: string | undefined;
}

const orders = {
  NAME: 'The name.',
  STATE: "CloudStack's state.",
  KIND: 'Root disk or data disk.',
  SIZE: 'How large it is.',
  CREATED_AT: 'When it was created.',
  ZONE: 'The name of its zone.',
  VIRTUAL_MACHINE: 'The name of the machine that it is attached to.',
  DISK_OFFERING: 'The name of its offering.',
  OWNER: 'The project or account that it belongs to.',
} as const;
type Order = keyof typeof orders;

export const VolumeOrder = orderInput<Order>('Volume', orders);

/** Volumes in the live index. */
export const volumeIndex: IndexedResource<'listVolumes', Keys, Order> = {
  typename: 'Volume',
  command: 'listVolumes',
  loader: volumes,
  lists: everything,
  keys: (row) => ({
    ...ownedKeys(row),
    kind: shared(row.type),
    state: shared(row.state ?? ''),
    size: row.size,
    zoneId: shared(row.zoneid),
    zone: shared(row.zonename),
    machineId: row.virtualmachineid,
    machine: row.vmdisplayname ?? row.vmname,
    offering: shared(row.diskofferingname ?? row.serviceofferingname),
    created: row.created,
  }),
  goesWith: (keys) => keys.machineId,
  search: (keys) => [keys.name, keys.kind, keys.state, keys.zone, keys.machine, keys.offering, keys.account, keys.project, ...keys.tags],
  order: {
    NAME: (keys) => keys.name,
    STATE: (keys) => keys.state,
    KIND: (keys) => keys.kind,
    SIZE: (keys) => keys.size,
    CREATED_AT: (keys) => keys.created,
    ZONE: (keys) => keys.zone,
    VIRTUAL_MACHINE: (keys) => keys.machine,
    DISK_OFFERING: (keys) => keys.offering,
    OWNER: (keys) => keys.project ?? keys.account,
  },
  facets: {
    state: (keys) => ({ value: keys.state, label: keys.state }),
    kind: (keys) => (keys.kind === undefined ? undefined : { value: keys.kind, label: keys.kind }),
    attached: (keys) => (keys.machineId === undefined ? { value: 'no', label: 'no' } : { value: 'yes', label: 'yes' }),
    zone: (keys) => (keys.zoneId === undefined ? undefined : { value: `Zone:${keys.zoneId}`, label: keys.zone ?? keys.zoneId }),
    owner: ownerFacet,
  },
};

interface Filter {
  readonly keyword?: string | null | undefined;
  readonly kind?: string | null | undefined;
  readonly state?: readonly string[] | null | undefined;
  readonly zoneId?: string | null | undefined;
  readonly virtualMachineId?: string | null | undefined;
  readonly tags?: Parameters<typeof tagConditions>[0];
  readonly scope?: Parameters<typeof scopeCondition>[1];
}

/** What a filter means for the rows of the index. */
export function volumeConditions(identity: Identity, filter: Filter | null | undefined): Condition<Keys>[] {
  const zone = optionalUuidOf('Zone', filter?.zoneId, ['filter', 'zoneId']);
  const machine = optionalUuidOf('VirtualMachine', filter?.virtualMachineId, ['filter', 'virtualMachineId']);
  return [
    scopeCondition(identity, filter?.scope),
    ...tagConditions(filter?.tags),
    // in any case, as CloudStack takes them
    ...oneOf<Keys>(
      filter?.state?.map((state) => state.toLowerCase()),
      ({ state }) => state.toLowerCase(),
      'state',
    ),
    ...oneOf<Keys>(filter?.kind ? [filter.kind] : [], ({ kind }) => kind, 'kind'),
    ...oneOf<Keys>(zone === undefined ? [] : [zone], ({ zoneId }) => zoneId, 'zone'),
    ...oneOf<Keys>(machine === undefined ? [] : [machine], ({ machineId }) => machineId),
    ...contains<Keys>(filter?.keyword, (keys) => [keys.name]),
  ];
}
