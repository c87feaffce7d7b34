import type { Row } from '@cloudstack-graph/client';
import { referenceLoader } from '../../reference-data.ts';

/** Backing shape of `ServiceOffering`: a row of `listServiceOfferings`, or the id and name that a VM carries of it. */
export type ServiceOfferingRow = Row<'listServiceOfferings'>;

/** Service offerings that the caller may use. Removed ones, which old VMs still have, are found by their id. */
export const serviceOfferings = referenceLoader({ command: 'listServiceOfferings' });
