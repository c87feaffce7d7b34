import type { Row } from '@cloudstack-graph/client';
import { referenceLoader } from '../../reference-data.ts';
import { SLOW } from '../../shared-cache.ts';

/** Backing shape of `Network`: a row of `listNetworks`, or the id and name that a NIC carries of it. */
export type NetworkRow = Row<'listNetworks'>;

/** Networks that the caller may use. `listNetworks` takes no `ids`: the list is kept for seconds and indexed. */
export const networks = referenceLoader({ command: 'listNetworks', freshness: SLOW });
