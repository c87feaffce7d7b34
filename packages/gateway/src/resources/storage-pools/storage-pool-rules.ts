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
];
