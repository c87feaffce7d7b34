import { jobMutation, type Kind } from '../../resource-mutations.ts';
import { type StoragePoolRow, storagePools } from './storage-pool-loader.ts';
import { storagePoolRules } from './storage-pool-rules.ts';
import { StoragePool } from './storage-pool-type.ts';

const kind: Kind<StoragePoolRow> = {
  typename: 'StoragePool',
  words: 'storage pool',
  field: 'storagePool',
  type: StoragePool,
  loader: storagePools,
  rules: storagePoolRules,
};

jobMutation(kind, {
  name: 'enableStorageMaintenance',
  description: 'Puts the machines that use a storage pool to rest, so that it can be worked on.',
  action: 'PREPARE_MAINTENANCE',
  command: 'enableStorageMaintenance',
});

jobMutation(kind, {
  name: 'cancelStorageMaintenance',
  description: 'Takes a storage pool back into service.',
  action: 'CANCEL_MAINTENANCE',
  command: 'cancelStorageMaintenance',
});
