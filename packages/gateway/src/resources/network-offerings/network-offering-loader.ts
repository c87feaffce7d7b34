import type { Row } from '@cloudstack-graph/client';
import { referenceLoader } from '../../reference-data.ts';

/** Backing shape of `NetworkOffering`: a row of `listNetworkOfferings`, or the id and name that a network's row carries. */
export type NetworkOfferingRow = Row<'listNetworkOfferings'>;

/** Network offerings: a list that is kept and looked up by id. */
export const networkOfferings = referenceLoader({ command: 'listNetworkOfferings' });
