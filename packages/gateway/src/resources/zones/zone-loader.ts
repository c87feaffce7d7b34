import type { Row } from '@cloudstack-graph/client';
import { referenceLoader } from '../../reference-data.ts';

/** Backing shape of `Zone`: a row of `listZones`, or the id and name that another row carries of its zone. */
export type ZoneRow = Row<'listZones'>;

/** Zones: few, seldom changed, different for each caller (a zone may be dedicated to a domain). */
export const zones = referenceLoader({ command: 'listZones', ids: 'ids' });
