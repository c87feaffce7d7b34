import type { Row } from '@cloudstack-graph/client';
import { referenceLoader } from '../../reference-data.ts';

/** Backing shape of `DiskOffering`: a row of `listDiskOfferings`, or the id and name that a volume carries of it. */
export type DiskOfferingRow = Row<'listDiskOfferings'>;

/** Disk offerings that the caller may use. Removed ones are found by their id. */
export const diskOfferings = referenceLoader({ command: 'listDiskOfferings' });
