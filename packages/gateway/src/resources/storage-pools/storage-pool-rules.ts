import type { ActionRule } from '../../actions.ts';

/** What the rules read of a row of `listStoragePools`. */
export interface StoragePoolState {
  state?: string | undefined;
}

/** When CloudStack takes an action on primary storage. */
export const storagePoolRules: readonly ActionRule<StoragePoolState>[] = [
  {
    name: 'PREPARE_MAINTENANCE',
    command: 'enableStorageMaintenance',
    refusal: ({ state }) => (state === 'Up' ? null : `Only storage that is up can go into maintenance (${state ?? 'unknown'}).`),
  },
  {
    name: 'CANCEL_MAINTENANCE',
    command: 'cancelStorageMaintenance',
    refusal: ({ state }) =>
      ['Maintenance', 'PrepareForMaintenance', 'ErrorInMaintenance'].includes(state ?? '') ? null : 'The storage is not in maintenance.',
  },
  {
    name: 'ENABLE',
    command: 'updateStoragePool',
    refusal: ({ state }) => (state === 'Disabled' ? null : 'Only disabled storage can be enabled.'),
  },
  {
    name: 'DISABLE',
    command: 'updateStoragePool',
    refusal: ({ state }) => (state === 'Up' ? null : `Only storage that is up can be disabled (${state ?? 'unknown'}).`),
  },
  { name: 'UPDATE', command: 'updateStoragePool', refusal: () => null },
  {
    name: 'DELETE',
    command: 'deleteStoragePool',
    refusal: ({ state }) => (state === 'Maintenance' ? null : 'The storage is in use. Put it into maintenance first.'),
  },
];
