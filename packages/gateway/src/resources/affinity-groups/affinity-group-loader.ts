import type { Row } from '@cloudstack-graph/client';
import { resourceLoader } from '../../loading.ts';

/** Backing shape of `AffinityGroup`: a row of `listAffinityGroups`, or what a machine's row carries of its groups. */
export type AffinityGroupRow = Row<'listAffinityGroups'>;

/** Affinity groups by id. */
export const affinityGroups = resourceLoader({ command: 'listAffinityGroups' });
