import type { Row } from '@cloudstack-graph/client';
import { resourceLoader } from '../../loading.ts';

/** Backing shape of `StoragePool`: a row of `listStoragePools`, or the id and name that a volume's row carries of its pool. */
export type StoragePoolRow = Row<'listStoragePools'>;

/** Storage pools by id; for operators. */
export const storagePools = resourceLoader({ command: 'listStoragePools' });
