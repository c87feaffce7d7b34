import type { Row } from '@cloudstack-graph/client';
import { referenceLoader } from '../../reference-data.ts';

/** Backing shape of `OsType`: a row of `listOsTypes`. */
export type OsTypeRow = Row<'listOsTypes'>;

/** Operating systems that CloudStack knows: the same for every caller. */
export const osTypes = referenceLoader({ command: 'listOsTypes', forEveryone: true });
