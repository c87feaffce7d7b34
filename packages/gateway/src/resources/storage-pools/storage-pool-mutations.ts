import * as z from 'zod';
import { builder } from '../../builder.ts';
import { idField } from '../../payloads.ts';
import { directMutation, jobMutation, type Kind } from '../../resource-mutations.ts';
import { resourceName } from '../../validation/text.ts';
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

const UpdateStoragePoolInput = builder.inputType('UpdateStoragePoolInput', {
  description: 'What to change of a storage pool. What is left out stays.',
  fields: (t) => ({
    id: t.id(idField),
    name: t.string({ description: 'The new name.' }),
    tags: t.stringList({ description: 'Its storage tags, all of them; empty: none.' }),
  }),
});

directMutation(kind, {
  name: 'updateStoragePool',
  description: 'Changes the name or the tags of a storage pool.',
  input: UpdateStoragePoolInput,
  validate: z.object({
    name: resourceName().nullish(),
    tags: z.array(resourceName().refine((tag) => !tag.includes(','), 'Must not hold a comma.')).nullish(),
  }),
  action: 'UPDATE',
  command: 'updateStoragePool',
  parameters: (row, input) => ({ id: row.id, name: input.name ?? undefined, tags: input.tags ?? undefined }),
});

directMutation(kind, {
  name: 'enableStoragePool',
  description: 'Lets a storage pool take new volumes again.',
  action: 'ENABLE',
  command: 'updateStoragePool',
  parameters: (row) => ({ id: row.id, enabled: true }),
});

directMutation(kind, {
  name: 'disableStoragePool',
  description: 'Keeps a storage pool from taking new volumes. Those that are there stay.',
  action: 'DISABLE',
  command: 'updateStoragePool',
  parameters: (row) => ({ id: row.id, enabled: false }),
});

directMutation(kind, {
  name: 'deleteStoragePool',
  description: 'Takes a storage pool out of the cloud. It must be in maintenance, and empty.',
  action: 'DELETE',
  gone: true,
  command: 'deleteStoragePool',
});
