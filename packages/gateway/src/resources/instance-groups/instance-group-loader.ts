import type { Row } from '@cloudstack-graph/client';
import { resourceLoader } from '../../loading.ts';

/** Backing shape of `InstanceGroup`: a row of `listInstanceGroups`, or the id and name that a machine's row carries. */
export type InstanceGroupRow = Row<'listInstanceGroups'>;

/** Instance groups by id. */
export const instanceGroups = resourceLoader({ command: 'listInstanceGroups' });
